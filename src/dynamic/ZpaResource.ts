import * as pulumi from "@pulumi/pulumi";
import { extrasOf, outputsOf, type ResourceDefinition, secretsOf } from "../model/definition";
import { UNKNOWN } from "../model/rules";
import { validate } from "../model/validate";
import { warnOfSlips } from "../tenants/program";
import { providerText } from "./providerText";
import { RUN, type Run } from "./run";
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
        const failures = isRead ? [] : validate(model, knownNow(given)).failures;
        const run: Run = {
            deploying: !pulumi.runtime.isDryRun(),
            resource: name,
            ...(options.deleteBeforeReplace ? { deleteBeforeReplace: true } : {}),
            ...(failures.length > 0 ? { reported: true, failsAtEnd: failAtEnd() } : {}),
        };
        const secrets = secretsOf(model);
        const properties = {
            ...absentProperties(model),
            ...withSecrets(given, secrets),
            ...(isRead ? {} : { import: importId, [RUN]: run }),
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
        if (failures.length === 0) return;
        // One preview shows the mistakes of all resources; `check` would end it at the first.
        for (const { property, reason } of failures) {
            void pulumi.log.error(property ? `property ${property} has a problem: ${reason}` : reason, this);
        }
    }
}

/** The exit code by which Pulumi's language host knows that the errors have been logged. */
const ERRORS_WERE_LOGGED = 32;

/** Lets a program that the language host runs go on to its end, and fail there. An inline program shares its process. */
function failAtEnd(): boolean {
    const isOwnProcess = /[\\/]cmd[\\/]run[\\/]/.test(require.main?.filename ?? "");
    if (isOwnProcess) process.exitCode = ERRORS_WERE_LOGGED;
    return isOwnProcess;
}

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
