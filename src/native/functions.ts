import type { Implementations } from "../lookups/implementations";
import { PACKAGE } from "./words";

/** The outputs that have the values of keys. */
const SECRETS: Readonly<Partial<Record<string, readonly string[]>>> = {
    getProvisioningKey: ["provisioningKey"],
    getProvisioningKeys: ["provisioningKeys"],
} satisfies Partial<Record<keyof Implementations, readonly string[]>>;

export const functionOf = (token: string): string => token.replace(`${PACKAGE}:index:`, "");

/** The secrets in the output of a function. */
export const secretsIn = (token: string): readonly string[] => SECRETS[functionOf(token)] ?? [];

/** The output of a function. A list is a property, named after the function: `getMicrotenants` returns `microtenants`. */
export function outputOf(token: string, result: unknown): Record<string, unknown> {
    const output = Array.isArray(result) ? { [listOf(functionOf(token))]: result } : result;
    return JSON.parse(JSON.stringify(output)) as Record<string, unknown>;
}

/** The property with the list that a function returns. */
export const listOf = (name: string): string => `${name.charAt(3).toLowerCase()}${name.slice(4)}`;
