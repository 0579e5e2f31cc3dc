import * as pulumi from "@pulumi/pulumi";
import { extrasOf, outputsOf, type ResourceDefinition, secretsOf } from "../model/definition";
import { UNKNOWN } from "../model/rules";
import { validate } from "../model/validate";
import { warnOfSlips } from "../tenants/program";
import { RUN, type Run } from "./run";

/** What all resource classes of this package share. */
export abstract class ZpaResource extends pulumi.dynamic.Resource {
    constructor(
        model: ResourceDefinition,
        handle: object,
        name: string,
        args: object,
        { import: importId, ...options }: pulumi.CustomResourceOptions,
    ) {
        warnOfSlips();
        const isRead = options.id !== undefined;
        const failures = isRead ? [] : validate(model, knownNow(args)).failures;
        const run: Run = {
            deploying: !pulumi.runtime.isDryRun(),
            resource: name,
            ...(options.deleteBeforeReplace ? { deleteBeforeReplace: true } : {}),
            ...(failures.length > 0 ? { reported: true, failsAtEnd: failAtEnd() } : {}),
        };
        const secrets = secretsOf(model);
        const properties = {
            ...absentProperties(model),
            ...withSecrets(args, secrets),
            ...(isRead ? {} : { import: importId, [RUN]: run }),
        };
        // The SDK takes a stack trace for every property, which costs most of a large program's time.
        const limit = Error.stackTraceLimit;
        Error.stackTraceLimit = 0;
        try {
            super(
                handle as pulumi.dynamic.ResourceProvider,
                name,
                properties,
                pulumi.mergeOptions(options, { additionalSecretOutputs: secrets }),
                "zpa",
                model.type,
            );
        } finally {
            Error.stackTraceLimit = limit;
        }
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
