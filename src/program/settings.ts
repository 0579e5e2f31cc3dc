import * as pulumi from "@pulumi/pulumi";
import { likelyName } from "../model/likelyName";
import { namedTenants, type SettingSource } from "../tenants/namedTenants";
import { RUN_SETTING_NAMES, SETTING_NAMES } from "../tenants/settingNames";
import { perRun } from "./perRun";

/** The settings in the program's process. Pulumi separates the configuration of each run. */
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

/** Warns of valid settings that are probably mistakes, once per run. */
export function warnOfLikelyMistakes(): void {
    warnOnce();
}

/** The vendor's package uses the namespace too, so only likely misspellings are reported. */
function misspeltSettings(keys: readonly string[]): string[] {
    const known = [...SETTING_NAMES, ...RUN_SETTING_NAMES, "tenants"];
    return keys
        .filter((key) => key.startsWith("zpa:") && !(known as string[]).includes(key.slice("zpa:".length)))
        .flatMap((key) => {
            const likely = likelyName(key.slice("zpa:".length), known);
            return likely ? [`${key} is not a setting of this package; did you mean zpa:${likely}?`] : [];
        });
}

/** Warns of two labels for one customer: a label is being renamed, or two tenants were confused. */
function twinLabels(from: SettingSource): string[][] {
    const byPlace = new Map<string, string[]>();
    let named: ReturnType<typeof namedTenants>;
    try {
        named = namedTenants(from);
    } catch {
        // The error is reported when the tenant is used.
        return [];
    }
    for (const [label, { customerId, microtenantId, microtenantName }] of Object.entries(named)) {
        if (customerId === undefined) continue;
        const place = JSON.stringify([String(customerId), String(microtenantId ?? "0"), microtenantName]);
        byPlace.set(place, [...(byPlace.get(place) ?? []), label]);
    }
    return [...byPlace.values()].filter((labels) => labels.length > 1);
}
