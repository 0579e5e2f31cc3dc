import * as pulumi from "@pulumi/pulumi";
import { extrasOf, type Failure, outputsOf, type ResourceDefinition, secretsOf } from "../model/definition";
import { UNKNOWN } from "../model/rules";
import { validate } from "../model/validate";
import { perRun } from "../tenants/perRun";
import { warnOfSlips } from "../tenants/program";
import { providerText } from "./providerText";
import { describeProblem, PROBLEMS, RUN, type Run } from "./run";
import { shortenStackTraces } from "./stackTraces";

/** What distinguishes one resource class of this package from another. */
export interface ResourceKind {
    readonly model: ResourceDefinition;
    /** The module that exports the kind's `handle`. */
    readonly provider: string;
    /** Completes the arguments by what the program says elsewhere. */
    readonly complete?: (args: object) => object;
    /** Called with each new resource. */
    readonly constructed?: (resource: never) => void;
}

/**
 * What all resource classes of this package share: Pulumi's `dynamic.Resource`, except that `__provider` is written here.
 * Pulumi's serializer would take a quarter of a second a program, and write a text five times as long into the inputs
 * and outputs of every resource.
 *
 * A subclass has a static `kind` and no constructor.
 */
export abstract class ZpaResource<Args extends object> extends pulumi.CustomResource {
    constructor(name: string, args: Args, { import: importId, ...options }: pulumi.CustomResourceOptions = {}) {
        const { model, provider, complete, constructed } = (new.target as unknown as { kind: ResourceKind }).kind;
        warnOfSlips();
        const given = complete ? complete(args) : args;
        const isRead = options.id !== undefined;
        const isPreview = pulumi.runtime.isDryRun();
        const goesOn = isPreview && !isRead && isOwnProcess();
        // At a preview that goes on, `check` has everything to say, once.
        const failures = isRead || goesOn ? [] : validate(model, knownNow(given)).failures;
        const run: Run = {
            deploying: !isPreview,
            resource: name,
            ...(options.deleteBeforeReplace === undefined ? {} : { deleteBeforeReplace: options.deleteBeforeReplace }),
            ...(failures.length > 0 ? { reported: failures.map(describeProblem) } : {}),
            ...(goesOn ? { goesOn } : {}),
        };
        const secrets = secretsOf(model);
        const properties = {
            ...absentProperties(model),
            ...withSecrets(given, secrets),
            ...(isRead ? {} : { import: importId, [RUN]: run }),
            ...(goesOn ? { [PROBLEMS]: undefined } : {}),
            __provider: providerText(provider),
        };
        const restore = shortenStackTraces(__filename);
        try {
            super(
                `pulumi-nodejs:dynamic/zpa:${model.type}`,
                name,
                properties,
                pulumi.mergeOptions(options, { additionalSecretOutputs: secrets }),
            );
        } catch (error) {
            restore();
            // A transformation of the program's has thrown it.
            if (error instanceof Error) Error.captureStackTrace(error);
            throw error;
        } finally {
            restore();
        }
        constructed?.(this as never);
        // The engine ends the run at the first of these resources, which then never has a URN to report at.
        for (const problem of failures) void pulumi.log.error(`${model.type} ${name}: ${describeProblem(problem)}`);
        const found: unknown = Reflect.get(this, PROBLEMS);
        if (pulumi.Output.isInstance<readonly Failure[] | undefined>(found)) {
            found.apply((problems = []) => {
                this.report(problems);
                if (problems.length > 0) process.exitCode = ERRORS_WERE_LOGGED;
            });
        }
    }

    /** Each resource has its problems; a problem of all of them, such as a missing setting, is reported once. */
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

/** Whether the language host runs the program, so that it can fail at its end. An inline program shares its process. */
const isOwnProcess = (): boolean => /[\\/]cmd[\\/]run[\\/]/.test(require.main?.filename ?? "");

/** Arguments and outputs, so that the class has each of them. */
function absentProperties(model: ResourceDefinition): Record<string, undefined> {
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

/** The arguments with a placeholder for each that is not known while the program constructs the resource. */
function knownNow(args: object): Record<string, unknown> {
    return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, isLater(value) ? UNKNOWN : value]));
}

const isLater = (value: unknown): boolean =>
    pulumi.Output.isInstance(value) || value instanceof Promise || (Array.isArray(value) && value.some(isLater));
