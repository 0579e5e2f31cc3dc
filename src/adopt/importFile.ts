import { providerText } from "../dynamic/providerText";
import { jsonText } from "../model/outsideText";
import { secretsOf } from "../model/resourceModel";
import { typeToken } from "./kinds";
import type { TakenOver } from "./takeOver";

/** An object and its resource's name in the program. */
export interface Named {
    readonly name: string;
    readonly object: TakenOver;
    /** Whether the resource is protected from deletion. */
    readonly isProtected: boolean;
}

/**
 * A secret without a value, as Pulumi writes it in such a file. The engine then keeps what a refresh reads as a secret,
 * also before a program has told it which outputs are secret.
 */
const NO_VALUE_YET = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    plaintext: "null",
};

/** The file for `pulumi import --file`. It has the outputs, so the engine reads nothing from the service. */
export function importFile(resources: readonly Named[]): string {
    const entries = resources.map(({ name, object: { kind, id, inputs, outputs } }) => {
        const secrets = Object.fromEntries(secretsOf(kind.model).map((name) => [name, NO_VALUE_YET]));
        const surface = { __provider: providerText(kind.provider) };
        return {
            type: typeToken(kind),
            name,
            id,
            inputs: { ...inputs, ...surface },
            outputs: { ...outputs, ...secrets, ...surface },
        };
    });
    return `${jsonText({ resources: entries }, 2)}\n`;
}
