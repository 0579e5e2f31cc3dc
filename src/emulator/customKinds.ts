import { z } from "zod";
import type { Fields } from "./fields";
import { escaped, type Kind } from "./kinds";
import { microtenantOf } from "./microtenants";

const names = z.array(z.string().min(1));

/** A made-up kind of object, for tests of code that is not written for one kind alone. */
export const CollectionOptions = z.strictObject({
    /** Its path below the customer, and its name in `tenant.all(…)`: `toy` for `/appConnectorGroup`'s place. */
    path: z.string().regex(/^[A-Za-z]\w*$/, "must be one word"),
    /** What a create needs. Default: `["name"]`. */
    required: names.default(["name"]),
    /** Fields of one form; a field that is not named is stored as it is sent. */
    booleans: names.default([]),
    decimals: names.default([]),
    ids: names.default([]),
    enums: z.record(z.string(), names).default({}),
    /** What a create that does not send them gets. */
    defaults: z.record(z.string(), z.union([z.string(), z.boolean()])).default({}),
    /** Removed by an update that does not send them, like a group's coordinates. Default: none. */
    wipedUnlessSent: names.default([]),
    createdStatus: z.union([z.literal(200), z.literal(201)]).default(201),
});
export type CollectionOptions = z.input<typeof CollectionOptions>;

export function customKind(input: CollectionOptions): Kind {
    const options = CollectionOptions.parse(input);
    return {
        collection: options.path,
        path: `/${options.path}`,
        title: options.path,
        fields: fieldsOf(options),
        keepsOtherFields: true,
        wipedUnlessSent: options.wipedUnlessSent,
        collapsesNames: true,
        createdStatus: options.createdStatus,
        view: (store, object, reader) => {
            const { microtenantId, microtenantName } = microtenantOf(store, object);
            return { ...escaped(object), microtenantId, ...(reader === "create" ? {} : { microtenantName }) };
        },
    };
}

function fieldsOf({ required, booleans, decimals, ids, enums, defaults }: z.output<typeof CollectionOptions>): Fields {
    const formOf = (name: string): Fields[string] =>
        booleans.includes(name)
            ? { kind: "boolean" }
            : decimals.includes(name)
              ? { kind: "decimal" }
              : ids.includes(name)
                ? { kind: "id" }
                : enums[name]
                  ? { kind: "enum", values: enums[name] }
                  : { kind: "text" };
    const all = new Set(["name", ...required, ...booleans, ...decimals, ...ids, ...Object.keys(enums)]);
    for (const name of Object.keys(defaults)) all.add(name);
    return Object.fromEntries(
        [...all].map((name) => [
            name,
            {
                ...formOf(name),
                required: required.includes(name),
                ...(Object.hasOwn(defaults, name) ? { default: defaults[name]! } : {}),
            },
        ]),
    );
}
