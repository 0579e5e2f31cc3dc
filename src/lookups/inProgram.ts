import * as pulumi from "@pulumi/pulumi";
import { isZpaError, ZpaError } from "../api/errors";
import { Connections } from "../tenants/connection";
import { perRun } from "../tenants/perRun";
import { programSettings } from "../tenants/program";
import { resolveRun, resolveTenant } from "../tenants/resolve";
import { type Implementations, implementations } from "./implementations";

const connections = perRun(
    () =>
        new Connections({
            retrySecs: resolveRun(programSettings).retrySecs,
            onWait: (message) => void pulumi.log.info(message, undefined, undefined, true),
        }),
);

/** The tenant with this label, or the default tenant, by the settings of the program's run. */
export const tenantOfProgram = (label: string | undefined) => resolveTenant(label, programSettings);

/** Runs a look-up in the tenant that its arguments name, with the settings of the program's run. */
export async function inProgram<K extends keyof Implementations>(
    name: K,
    args: Parameters<Implementations[K]>[1],
): Promise<Awaited<ReturnType<Implementations[K]>>> {
    const run = implementations[name] as (...args: unknown[]) => ReturnType<Implementations[K]>;
    try {
        return await run(connections().to(tenantOfProgram(args.tenant)), args);
    } catch (error) {
        throw isZpaError(error, ...UNREACHABLE) && !resolveRun(programSettings).preflight
            ? withoutPreflight(error, name)
            : error;
    }
}

const UNREACHABLE = ["CREDENTIALS", "FORBIDDEN", "NETWORK", "UNAVAILABLE", "UNEXPECTED_ANSWER"] as const;

/** `zpa:preflight: false` is set where previews must not need the service, and a look-up always does. */
function withoutPreflight(error: ZpaError, name: string): ZpaError {
    const advice = `zpa:preflight is false, but ${name} always queries the service. Give the id instead of looking it up.`;
    return new ZpaError(error.code, `${error.message} ${advice}`, error.details());
}
