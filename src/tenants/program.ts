import * as pulumi from "@pulumi/pulumi";
import { likelyName } from "../model/likelyName";
import { namedTenants, type SettingSource } from "./resolve";
import { RunSettings, SETTING_NAMES } from "./settings";

/** The settings as the program's own process sees them. */
export const source: SettingSource = {
    config: (key) => pulumi.runtime.allConfig()[key],
    env: process.env,
};

let warned = false;

/** What is allowed in the configuration, but more often a slip. Said once a run. */
export function warnOfSlips(): void {
    if (warned) return;
    warned = true;
    for (const slip of misspeltSettings(Object.keys(pulumi.runtime.allConfig()))) void pulumi.log.warn(slip);
    for (const twins of twinLabels(source)) {
        void pulumi.log.warn(
            `zpa:tenants has more than one label for the same customer and microtenant: ${twins.join(", ")}. ` +
                "If that is meant, nothing is wrong; otherwise check their customerId.",
        );
    }
}

/** Other packages may have settings in the namespace, the vendor's among them, so only likely misspellings are told. */
function misspeltSettings(keys: readonly string[]): string[] {
    const known = [...SETTING_NAMES, ...Object.keys(RunSettings.shape), "tenants"];
    return keys
        .filter((key) => key.startsWith("zpa:") && !known.includes(key.slice("zpa:".length)))
        .flatMap((key) => {
            const likely = likelyName(key.slice("zpa:".length), known);
            return likely ? [`${key} is not a setting of this package; did you mean zpa:${likely}?`] : [];
        });
}

/** Two labels for one customer: one is being renamed, or two tenants were mixed up. */
function twinLabels(from: SettingSource): string[][] {
    const byPlace = new Map<string, string[]>();
    let named: ReturnType<typeof namedTenants>;
    try {
        named = namedTenants(from);
    } catch {
        // Whoever uses a tenant is told.
        return [];
    }
    for (const [label, { customerId, microtenantId, microtenantName }] of Object.entries(named)) {
        if (customerId === undefined) continue;
        const place = JSON.stringify([String(customerId), String(microtenantId ?? "0"), microtenantName]);
        byPlace.set(place, [...(byPlace.get(place) ?? []), label]);
    }
    return [...byPlace.values()].filter((labels) => labels.length > 1);
}
