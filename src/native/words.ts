import { NAMESPACE, RUN_SETTING_NAMES, SETTING_NAMES } from "../tenants/settingNames";

/** The name of the plugin and of the Pulumi package. */
export const PACKAGE = "zpa-connectors";

/** The settings, as keys of the stack's configuration and as arguments of an explicit provider. */
export const SETTINGS: readonly string[] = [...SETTING_NAMES, ...RUN_SETTING_NAMES, "tenants"];

const SETTING = new RegExp(`\\b${NAMESPACE}:(?=(${SETTINGS.join("|")})\\b)`, "g");

/** A message or a doc with the settings as this surface calls them. */
export const inOwnWords = (text: string): string => text.replace(SETTING, `${PACKAGE}:`);
