import { z } from "zod";
import { type AdoptableKind, KINDS } from "./kinds";

/** An object that another stack manages. */
export interface Exported {
    readonly kind: AdoptableKind;
    readonly id: string;
    /** The object's name, if the export has it. */
    readonly name: string | undefined;
    /** The resource's name in that stack. */
    readonly resource: string;
    readonly isProtected: boolean;
}

const Export = z.object({
    deployment: z.object({
        resources: z.array(
            z.object({
                urn: z.string(),
                type: z.string(),
                id: z.string().optional(),
                custom: z.boolean().optional(),
                external: z.boolean().optional(),
                protect: z.boolean().optional(),
                outputs: z.object({ name: z.string().optional() }).optional(),
            }),
        ),
    }),
});

/**
 * The App Connector groups and provisioning keys of a `pulumi stack export`: all resources whose type ends like the
 * vendor's.
 */
export function readExport(text: string): Exported[] {
    const found = resourcesOf(text).flatMap(({ urn, type, id, external, protect, outputs }) => {
        const kind = KINDS.find(({ vendorType }) => vendorType.test(type));
        if (!kind || !id || external) return [];
        const resource = urn.split("::").at(-1)!;
        return [{ kind, id, name: outputs?.name, resource, isProtected: protect ?? false }];
    });
    if (found.length > 0) return found;
    throw new Error("The export holds no App Connector group. Is it what `pulumi stack export` wrote?");
}

function resourcesOf(text: string) {
    try {
        return Export.parse(JSON.parse(text)).deployment.resources;
    } catch {
        throw new Error("The export cannot be read. It must be what `pulumi stack export` wrote.");
    }
}
