import { type AdoptedKind, typeToken } from "./kinds";
import type { TakenOver } from "./takeOver";

/** An object and its resource's name in the program. */
export interface Named {
    readonly name: string;
    readonly object: TakenOver;
    /** Whether Pulumi refuses to delete the resource. */
    readonly isProtected: boolean;
}

/** What Pulumi's serializer writes of a kind's provider; a test compares it with a real state. */
export const providerText = ({ provider }: AdoptedKind): string => `exports.handler = __f0;
const provider = require("${provider}");

function __f0() {
  return (function() {
    with({ this: undefined, arguments: undefined }) {

return () => provider;

    }
  }).apply(undefined, undefined).apply(this, arguments);
}
`;

/** The file for `pulumi import --file`: with the outputs in it, the engine reads nothing. */
export function importFile(resources: readonly Named[]): string {
    const entries = resources.map(({ name, object: { kind, id, inputs, outputs } }) => {
        const surface = { __provider: providerText(kind) };
        return {
            type: typeToken(kind),
            name,
            id,
            inputs: { ...inputs, ...surface },
            outputs: { ...outputs, ...surface },
        };
    });
    return `${JSON.stringify({ resources: entries }, undefined, 2)}\n`;
}
