import { z } from "zod";
import type { Fields } from "./fields";
import { escaped, type Kind } from "./kinds";
import { microtenantOf } from "./microtenants";
import type { CollectionOptions } from "./options";

const names = z.array(z.string().min(1));

const Options = z.strictObject({
    path: z.string().regex(/^[A-Za-z]\w*$/, "must be one word"),
    required: names.default(["name"]),
    booleans: names.default([]),
    decimals: names.default([]),
    ids: names.default([]),
    enums: z.record(z.string(), names).default({}),
    defaults: z.record(z.string(), z.union([z.string(), z.boolean()])).default({}),
    wipedUnlessSent: names.default([]),
    createdStatus: z.union([z.literal(200), z.literal(201)]).default(201),
} satisfies Record<keyof CollectionOptions, unknown>) satisfies z.ZodType<unknown, CollectionOptions>;

export function customKind(input: CollectionOptions): Kind {
    const options = Options.parse(input);
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

function fieldsOf({ required, booleans, decimals, ids, enums, defaults }: z.output<typeof Options>): Fields {
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
