import { isZpaError } from "../api/errors";
import { likelyName } from "../model/likelyName";
import type { Failure } from "../model/resourceModel";
import { UNKNOWN } from "../model/rules";
import { resolveRun, resolveTenant, type SettingSource } from "../tenants/resolve";
import { NAMESPACE } from "../tenants/settingNames";
import type { Properties } from "./properties";
import { SETTINGS } from "./words";

/** The settings that are encrypted in the state of an explicit provider. */
export const SECRET_SETTINGS = ["clientSecret", "privateKey", "tenants"] as const;

/**
 * The settings of one provider. An explicit provider with a tenant of its own takes nothing of another tenant from the
 * environment.
 *
 * @param args the stack's configuration, or the arguments of an explicit provider
 */
export function settingSource(args: Properties, isExplicit: boolean, env = process.env): SettingSource {
    const config = (key: string) => {
        const value = key.startsWith(`${NAMESPACE}:`) ? args[key.slice(NAMESPACE.length + 1)] : undefined;
        return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
    };
    return { config, env, ...(isExplicit && args.customerId !== undefined ? { hasOwnTenant: true } : {}) };
}

/** The problems of the arguments of a provider. */
export function checkSettings(args: Properties, isExplicit: boolean): Failure[] {
    const failures: Failure[] = Object.keys(args)
        .filter((name) => !SETTINGS.includes(name))
        .flatMap((name) => {
            const likely = likelyName(name, SETTINGS);
            return likely ? [{ property: name, reason: `is not a setting; did you mean ${likely}?` }] : [];
        });
    const source = settingSource(args, isExplicit);
    const isKnown = !Object.values(args).includes(UNKNOWN);
    if (isKnown) failures.push(...problemOf(() => resolveRun(source)));
    if (isKnown && source.hasOwnTenant) failures.push(...problemOf(() => resolveTenant(undefined, source)));
    return failures;
}

function problemOf(resolve: () => unknown): Failure[] {
    try {
        resolve();
        return [];
    } catch (error) {
        if (!isZpaError(error, "SETTINGS")) throw error;
        return [{ property: "", reason: error.message }];
    }
}
