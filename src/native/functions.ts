import type { Implementations } from "../lookups/implementations";
import { PACKAGE } from "./words";

/** Functions whose result has the values of keys. */
const SECRET: readonly string[] = ["getProvisioningKey", "getProvisioningKeys"] satisfies (keyof Implementations)[];

export const functionOf = (token: string): string => token.replace(`${PACKAGE}:index:`, "");

export const isSecretFunction = (token: string): boolean => SECRET.includes(functionOf(token));

/** The output of a function. A list is a property, named after the function: `getMicrotenants` returns `microtenants`. */
export function outputOf(token: string, result: unknown): Record<string, unknown> {
    const output = Array.isArray(result) ? { [listOf(functionOf(token))]: result } : result;
    return JSON.parse(JSON.stringify(output)) as Record<string, unknown>;
}

/** The property with the list that a function returns. */
export const listOf = (name: string): string => `${name.charAt(3).toLowerCase()}${name.slice(4)}`;
