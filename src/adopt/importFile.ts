import { providerText } from "../dynamic/providerText";
import { jsonText } from "../model/outsideText";
import { typeToken } from "./kinds";
import type { TakenOver } from "./takeOver";

/** An object and its resource's name in the program. */
export interface Named {
    readonly name: string;
    readonly object: TakenOver;
    /** Whether the resource is protected from deletion. */
    readonly isProtected: boolean;
}

/** The file for `pulumi import --file`. It has the outputs, so the engine reads nothing from the service. */
export function importFile(resources: readonly Named[]): string {
    const entries = resources.map(({ name, object: { kind, id, inputs, outputs } }) => {
        const surface = { __provider: providerText(kind.provider) };
        return {
            type: typeToken(kind),
            name,
            id,
            inputs: { ...inputs, ...surface },
            outputs: { ...outputs, ...surface },
        };
    });
    return `${jsonText({ resources: entries }, 2)}\n`;
}
