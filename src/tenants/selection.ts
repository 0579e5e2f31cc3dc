import { configuredLabels } from "./configured";
import { namedTenants, type SettingSource } from "./namedTenants";
import { resolveTenant } from "./resolve";

/** The name of the default tenant for people. It has no label in the configuration. */
export const DEFAULT_LABEL = "default";

export const labelText = (label: string | undefined) => label ?? DEFAULT_LABEL;

export const describeTenant = (label: string | undefined) =>
    label === undefined ? "default tenant" : `tenant ${label}`;

/** `default` is the tenant without a label, unless `zpa:tenants` has a tenant of that name. */
const labelOf = (name: string, source: SettingSource) =>
    name === DEFAULT_LABEL && !Object.hasOwn(namedTenants(source), name) ? undefined : name;

/**
 * The tenants that a person has chosen by name, each once.
 *
 * @throws ZpaError `SETTINGS` if one of them is unknown or has invalid settings
 */
export function chosenTenants(names: readonly (string | undefined)[], source: SettingSource): (string | undefined)[] {
    const labels = [...new Set(names.map((name) => (name === undefined ? name : labelOf(name, source))))];
    for (const label of labels) resolveTenant(label, source);
    return labels;
}

/**
 * Like {@link chosenTenants}, but settings may be invalid.
 *
 * @throws ZpaError `SETTINGS` if one of them is unknown
 */
export function knownTenants(names: readonly string[], source: SettingSource): (string | undefined)[] {
    const labels = [...new Set(names.map((name) => labelOf(name, source)))];
    const configured = configuredLabels(source);
    for (const label of labels) if (!configured.includes(label)) resolveTenant(label, source);
    return labels;
}

/** All configured tenants. Their settings are not checked, because one that is invalid must not stop the others. */
export function allTenants(source: SettingSource): (string | undefined)[] {
    const labels = configuredLabels(source);
    if (labels.length > 0) return labels;
    throw new Error(
        "No tenant is configured. Set ZPA_CUSTOMER_ID, ZPA_CLIENT_ID and ZPA_CLIENT_SECRET, " +
            "or name the stack whose configuration has the settings, with --stack.",
    );
}
