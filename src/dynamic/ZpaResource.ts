import * as pulumi from "@pulumi/pulumi";
import {
    describeProblem,
    extrasOf,
    type Failure,
    outputsOf,
    type ResourceModel,
    secretsOf,
} from "../model/resourceModel";
import { UNKNOWN } from "../model/rules";
import { validate } from "../model/validate";
import { perRun } from "../program/perRun";
import { warnOfLikelyMistakes } from "../program/settings";
import { PROBLEMS, RUN, type Run } from "./hidden";
import { providerText } from "./providerText";
import { shortenStackTraces } from "./stackTraces";

/** The static data of a resource class. */
export interface ResourceClass {
    readonly model: ResourceModel;
    /** The module that exports the kind's `handle`. */
    readonly provider: string;
    /** Adds arguments that follow from other resources of the program. */
    readonly complete?: (args: object) => object;
    /** Called with each new resource. */
    readonly constructed?: (resource: never) => void;
}

/**
 * The base class of all resource classes. It replaces Pulumi's `dynamic.Resource` and writes `__provider` itself.
 * Pulumi's serializer would take a quarter of a second per program, and write a string five times as long into the
 * inputs and outputs of every resource.
 *
 * A subclass has a static `kind` and no constructor.
 *
 * @example
 * ```ts
 * const isOfThisPackage = (resource: pulumi.Resource): resource is zpa.ZpaResource<object> =>
 *     "__pulumiType" in resource.constructor;
 * ```
 */
export abstract class ZpaResource<Args extends object> extends pulumi.CustomResource {
    // Documented at the parameters, so that the hover of a constructor is the docstring of its class.
    constructor(
        /** The name of the resource in the program, which Pulumi shows. Unique among its kind in the stack. */
        name: string,
        /** The arguments. */
        args: Args,
        /** Pulumi's resource options, such as `parent`, `import`, `protect` and `ignoreChanges`. */
        opts: pulumi.CustomResourceOptions = {},
    ) {
        const { import: importId, ...options } = opts;
        const { model, provider, complete, constructed } = (new.target as unknown as { kind: ResourceClass }).kind;
        warnOfLikelyMistakes();
        const given = complete ? complete(args) : args;
        const isRead = options.id !== undefined;
        const isPreview = pulumi.runtime.isDryRun();
        const continuesAfterErrors = isPreview && !isRead && host() !== undefined;
        // If the preview continues after errors, `check` reports all failures, each once.
        const failures = isRead || continuesAfterErrors ? [] : validate(model, knownNow(given)).failures;
        const type = `pulumi-nodejs:dynamic/zpa:${model.type}`;
        const run: Omit<Run, "urn"> & { urn: pulumi.Input<string> } = {
            deploying: !isPreview,
            urn: urnOf(name, type, options.parent),
            ...(options.deleteBeforeReplace === undefined ? {} : { deleteBeforeReplace: options.deleteBeforeReplace }),
            ...(failures.length > 0 ? { reported: failures.map(describeProblem) } : {}),
            ...(continuesAfterErrors ? { continuesAfterErrors } : {}),
        };
        const secrets = secretsOf(model);
        const properties = {
            ...absentProperties(model),
            ...withSecrets(given, secrets),
            ...(isRead ? {} : { import: importId, [RUN]: run }),
            ...(continuesAfterErrors ? { [PROBLEMS]: undefined } : {}),
            __provider: providerText(provider),
        };
        const restore = shortenStackTraces(__filename);
        try {
            super(type, name, properties, pulumi.mergeOptions(options, { additionalSecretOutputs: secrets }));
        } catch (error) {
            restore();
            // A transformation of the program has thrown the error.
            if (error instanceof Error) Error.captureStackTrace(error);
            throw error;
        } finally {
            restore();
        }
        constructed?.(this as never);
        // The engine ends the run at the first invalid resource, which then has no URN to report at.
        for (const problem of failures) void pulumi.log.error(`${model.type} ${name}: ${describeProblem(problem)}`);
        const found: unknown = Reflect.get(this, PROBLEMS);
        if (pulumi.Output.isInstance<readonly Failure[] | undefined>(found)) {
            found.apply((problems = []) => {
                this.report(problems);
                if (problems.length > 0 && host() === "process") process.exitCode = ERRORS_WERE_LOGGED;
            });
        }
    }

    /** Reports the problems of a resource. A problem of all resources, such as a missing setting, is reported once. */
    private report(problems: readonly Failure[]): void {
        for (const problem of problems) {
            const message = describeProblem(problem);
            if (problem.property === "" && !isNew(message)) continue;
            void pulumi.log.error(message, this);
        }
    }
}

/** The exit code by which Pulumi's language host knows that the errors have been logged. */
const ERRORS_WERE_LOGGED = 32;

const messagesOfRun = perRun(() => new Set<string>());

function isNew(message: string): boolean {
    const reported = messagesOfRun();
    return !reported.has(message) && Boolean(reported.add(message));
}

/**
 * What runs the program, and lets it fail at its end if errors were logged: the language host in a process of its own, or
 * the Automation API. With mocks there is neither.
 */
const host = perRun((): "process" | "automation" | undefined => {
    if (/[\\/]cmd[\\/]run[\\/]/.test(require.main?.filename ?? "")) return "process";
    const isReal = pulumi.runtime.getMonitor()?.constructor.name !== "MockMonitor";
    const server = /[\\/]pulumi[\\/]automation[\\/]server\.js$/;
    return isReal && Object.keys(require.cache).some((file) => server.test(file)) ? "automation" : undefined;
});

/** The URN as a plain promise: an output would make the resource depend on its parent. */
function urnOf(name: string, type: string, parent: pulumi.Resource | undefined): string | Promise<string> {
    if (!parent) return `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${type}::${name}`;
    return new Promise((resolve) => pulumi.createUrn(name, type, parent).apply(resolve));
}

/** All arguments and outputs as undefined properties, so that the class has each of them. */
function absentProperties(model: ResourceModel): Record<string, undefined> {
    const names = [model.fields, extrasOf(model), outputsOf(model)].flatMap((table) => Object.keys(table));
    return Object.fromEntries(names.map((name) => [name, undefined]));
}

const withSecrets = (args: object, secrets: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(
        Object.entries(args).map(([name, value]) => [
            name,
            secrets.includes(name) && value !== undefined ? pulumi.secret(value) : value,
        ]),
    );

/** The arguments with a placeholder for each one that is not known yet. */
function knownNow(args: object): Record<string, unknown> {
    return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, isLater(value) ? UNKNOWN : value]));
}

const isLater = (value: unknown): boolean =>
    pulumi.Output.isInstance(value) || value instanceof Promise || (Array.isArray(value) && value.some(isLater));
