import * as pulumi from "@pulumi/pulumi";
import { likelyName } from "../model/likelyName";
import { namedTenants, type SettingSource } from "./namedTenants";
import { perRun } from "./perRun";
import { RUN_SETTING_NAMES, SETTING_NAMES } from "./settingNames";

/** The settings as the program's own process sees them; Pulumi keeps the configuration of each run apart. */
export const programSettings: SettingSource = {
    config: (key) => pulumi.runtime.allConfig()[key],
    env: process.env,
};

const warnOnce = perRun(() => {
    for (const warning of misspeltSettings(Object.keys(pulumi.runtime.allConfig()))) void pulumi.log.warn(warning);
    for (const twins of twinLabels(programSettings)) {
        void pulumi.log.warn(
            `zpa:tenants has more than one label for the same customer and microtenant: ${twins.join(", ")}. ` +
                "Check their customerId, unless this is intended.",
        );
    }
});

/** Warns of settings that are valid, but are more often a mistake. Once a run. */
export function warnOfSlips(): void {
    warnOnce();
}

/** Other packages use the namespace too, the vendor's among them, so only likely misspellings are reported. */
function misspeltSettings(keys: readonly string[]): string[] {
    const known = [...SETTING_NAMES, ...RUN_SETTING_NAMES, "tenants"];
    return keys
        .filter((key) => key.startsWith("zpa:") && !(known as string[]).includes(key.slice("zpa:".length)))
        .flatMap((key) => {
            const likely = likelyName(key.slice("zpa:".length), known);
            return likely ? [`${key} is not a setting of this package; did you mean zpa:${likely}?`] : [];
        });
}

/** Two labels for one customer: one of them is being renamed, or two tenants were mixed up. */
function twinLabels(from: SettingSource): string[][] {
    const byPlace = new Map<string, string[]>();
    let named: ReturnType<typeof namedTenants>;
    try {
        named = namedTenants(from);
    } catch {
        // Reported when a tenant is used.
        return [];
    }
    for (const [label, { customerId, microtenantId, microtenantName }] of Object.entries(named)) {
        if (customerId === undefined) continue;
        const place = JSON.stringify([String(customerId), String(microtenantId ?? "0"), microtenantName]);
        byPlace.set(place, [...(byPlace.get(place) ?? []), label]);
    }
    return [...byPlace.values()].filter((labels) => labels.length > 1);
}
