import * as pulumi from "@pulumi/pulumi";
import { isZpaError, ZpaError } from "../api/errors";
import { Runtime } from "../lifecycle/runtime";
import { printable } from "../model/outsideText";
import { perRun } from "../program/perRun";
import { programSettings } from "../program/settings";
import { resolveRun, resolveTenant } from "../tenants/resolve";
import { type Access, type Implementations, implementations } from "./implementations";

const say = (_: string, message: string) => void pulumi.log.info(printable(message), undefined, undefined, true);
const runtime = perRun(() => new Runtime({ source: programSettings, reporter: { notice: say, wait: say } }));

/** The tenant with this label, or the default tenant, by the settings of the program's run. */
export const tenantOfProgram = (label: string | undefined) => resolveTenant(label, programSettings);

/** Runs a lookup in the tenant that its arguments name, with the settings of the program's run. */
export async function inProgram<K extends keyof Implementations>(
    name: K,
    args: Parameters<Implementations[K]>[1],
): Promise<Awaited<ReturnType<Implementations[K]>>> {
    const run = implementations[name] as (...args: unknown[]) => ReturnType<Implementations[K]>;
    try {
        return await run(accessTo(args.tenant), args);
    } catch (error) {
        const isAvoidable = isZpaError(error, ...UNREACHABLE) && !resolveRun(programSettings).preflight;
        throw isAvoidable ? asReported(withoutPreflight(error, name)) : asReported(error);
    }
}

/**
 * Pulumi's SDK writes `error serializing property "…": ` before the message of an error, once for each resource that
 * waits for it, and prints its stack, of which nothing is in the program. The error stays the same object, so that
 * Pulumi reports it once.
 */
function asReported(error: unknown): unknown {
    if (!isZpaError(error)) return error;
    const { message } = error;
    return Object.defineProperties(error, {
        message: { configurable: true, get: () => message, set: () => undefined },
        stack: { configurable: true, value: message },
    });
}

function accessTo(tenant: string | undefined): Access {
    const { settingsError } = runtime();
    if (settingsError) throw settingsError;
    return { runtime: runtime(), connection: runtime().connectTo(tenantOfProgram(tenant), "") };
}

const UNREACHABLE = ["CREDENTIALS", "FORBIDDEN", "NETWORK", "UNAVAILABLE", "UNEXPECTED_ANSWER"] as const;

/** With `zpa:preflight: false` previews must not need the service, but a lookup always does. */
function withoutPreflight(error: ZpaError, name: string): ZpaError {
    const advice = `zpa:preflight is false, but ${name} always queries the service. Give the id instead of looking it up.`;
    return new ZpaError(error.code, `${error.message} ${advice}`, error.details());
}
