import { readFileSync } from "node:fs";
import { z } from "zod";
import type { TenantSeed } from "./options";
import { Seed } from "./seed";

/** The tenant of an emulator that is started without `tenants`. */
export const DEFAULT_TENANT: TenantSeed = {
    customerId: "216196257331281920",
    clientId: "emulator",
    clientSecret: "emulator-secret",
    vanityDomain: "emulator",
};

export const DEFAULT_PROFILES = [
    { id: "0", name: "Default", visibilityScope: "ALL", upgradePriority: "WEEK" },
    { id: "1", name: "Previous Default", visibilityScope: "ALL", upgradePriority: "DAY" },
    { id: "2", name: "New Release", visibilityScope: "ALL", upgradePriority: "WEEK" },
    { id: "216196257331281931", name: "Default - el8", visibilityScope: "ALL", upgradePriority: "WEEK" },
    { id: "216196257331281932", name: "Previous Default - el8", visibilityScope: "ALL", upgradePriority: "WEEK" },
    { id: "216196257331281933", name: "New Release - el8", visibilityScope: "ALL", upgradePriority: "DAY" },
    {
        id: "216196257331281940",
        name: "Pilot sites 2026",
        visibilityScope: "CUSTOM",
        upgradePriority: "WEEK",
        description: "A custom profile",
    },
] as const;

/**
 * Reads tenants from a JSON file, in the format of {@link TenantSeed}.
 *
 * @param file the path of the file
 *
 * @throws Error with the place and the reason if the file is invalid
 *
 * @example
 * ```ts
 * const emulator = await startEmulator({ tenants: readTenants("tenants.json") });
 * ```
 */
export function readTenants(file: string): TenantSeed[] {
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch (error) {
        throw new Error(`The tenant file ${file} cannot be read: ${(error as Error).message}`);
    }
    let json: unknown;
    try {
        json = JSON.parse(text);
    } catch (error) {
        throw new Error(`The tenant file ${file} is not JSON: ${(error as Error).message}`);
    }
    return validateTenants(json, `The tenant file ${file}`);
}

export function validateTenants(json: unknown, what: string): TenantSeed[] {
    const parsed = z.array(Seed).min(1).safeParse(json);
    if (!parsed.success) {
        const lines = parsed.error.issues.map(
            (issue) => `\n  at ${["tenants", ...issue.path].join(".")}: ${issue.message}`,
        );
        throw new Error(`${what} is not usable:${lines.join("")}`);
    }
    const ids = parsed.data.map((tenant) => tenant.customerId);
    const orphans = parsed.data.flatMap((tenant, i) => orphansOf(tenant).map((j) => `tenants.${i}.connectors.${j}`));
    if (orphans.length > 0)
        throw new Error(`${what} is not usable:\n  at ${orphans[0]}.appConnectorGroupId: the tenant has no such group`);
    const twice = ids.find((customerId, i) => ids.indexOf(customerId) !== i);
    if (twice) throw new Error(`${what} is not usable:\n  at tenants: customerId ${twice} is used twice`);
    return parsed.data;
}

/** The indexes of connectors whose group does not exist. */
function orphansOf({ groups = [], connectors = [] }: z.output<typeof Seed>): number[] {
    const ids = new Set(groups.map(({ id }) => id));
    return connectors.flatMap(({ appConnectorGroupId }, i) => (ids.has(appConnectorGroupId) ? [] : [i]));
}
