import { z } from "zod";
import type { Fields, Form } from "./fields";
import { GROUPS } from "./groups";
import { escaped, type Kind } from "./kinds";
import { microtenantOf } from "./microtenants";

/** An invented kind of object, for this package's own tests of code that supports several kinds. */
export interface CollectionOptions {
    /** Its path below the customer, such as `toy` for `/toy`, and its name in `tenant.all(…)`. */
    path: string;
    /** The required fields. Default: `["name"]`. */
    required?: string[] | undefined;
    /** Boolean fields. Fields without a type are stored unchanged. Default: none. */
    booleans?: string[] | undefined;
    /** Fields with decimal numbers. Default: none. */
    decimals?: string[] | undefined;
    /** Fields with ids. Default: none. */
    ids?: string[] | undefined;
    /** Enum fields, with their values. Default: none. */
    enums?: Record<string, string[]> | undefined;
    /** The values of fields that a create omits. Default: none. */
    defaults?: Record<string, string | boolean> | undefined;
    /** Fields that an update removes if it omits them, like a group's coordinates. Default: none. */
    wipedUnlessSent?: string[] | undefined;
    /** The status of the response to a create. Default: 201. */
    createdStatus?: 200 | 201 | undefined;
}

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
        known: GROUPS.known,
        fields: fieldsOf(options),
        keepsOtherFields: true,
        wipedUnlessSent: { known: "group.unplaced", is: options.wipedUnlessSent },
        collapsesNames: "object.spaces",
        createdStatus: options.createdStatus,
        view: (store, object, reader) => {
            const { microtenantId, microtenantName } = microtenantOf(store, object);
            const { object: shown, known } = escaped(object);
            return { body: { ...shown, microtenantId, ...(reader === "create" ? {} : { microtenantName }) }, known };
        },
    };
}

function fieldsOf({ required, booleans, decimals, ids, enums, defaults }: z.output<typeof Options>): Fields {
    const formOf = (name: string): Form =>
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
                known: "object.invalid",
                required: required.includes(name),
                ...(Object.hasOwn(defaults, name) ? { default: defaults[name]! } : {}),
            },
        ]),
    );
}
