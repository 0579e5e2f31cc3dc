import type { z } from "zod";
import { likelyName } from "../tenants/likelyName";
import { FIELD_NAMES, FIELDS, type FieldName, type GivenFields } from "./fields";
import { decimalId, flag, text, UNKNOWN } from "./values";

/** What a program may say beside a group's own fields. */
export const EXTRAS = {
    tenant: { schema: text({ min: 1 }), doc: "A tenant named in the configuration; the default tenant otherwise." },
    versionProfileName: { schema: text({ min: 1 }), doc: "A visible version profile by its name, instead of its id." },
    microtenantName: { schema: text({ min: 1 }), doc: "A microtenant by its name, instead of its id." },
    ignoreWhenLocked: {
        schema: flag(),
        doc: "Opt in to leaving a group alone that is locked by Zscaler Deception, instead of failing.",
    },
    import: { schema: decimalId(), doc: "Set by the `import` resource option." },
} as const;

/** What the engine does not tell a provider, and the program knows: a hidden argument, which `check` reads and drops. */
export const RUN = "__run";
export interface Run {
    /** Whether the program runs to deploy; a preview otherwise. */
    readonly deploying: boolean;
    /** The resource's name in the program. */
    readonly resource: string;
}

type ExtraName = keyof typeof EXTRAS;
const EXTRA_NAMES = Object.keys(EXTRAS) as ExtraName[];
const KNOWN_NAMES: readonly string[] = [...FIELD_NAMES, ...EXTRA_NAMES];

/** What a program may say of an App Connector group. */
export type GivenArgs = GivenFields & { [K in Exclude<ExtraName, "import">]?: z.input<(typeof EXTRAS)[K]["schema"]> };

export type CheckedArgs = { [K in FieldName]?: unknown } & {
    [K in ExtraName]?: z.output<(typeof EXTRAS)[K]["schema"]>;
};

export interface Failure {
    property: string;
    reason: string;
}

/** Judges everything a program says of a group, all failures at once, and gives it back in canonical form. */
export function checkArgs(given: Record<string, unknown>): { args: CheckedArgs; failures: Failure[] } {
    const failures: Failure[] = [];
    const args: Record<string, unknown> = {};
    for (const [property, value] of Object.entries(given)) {
        if (property.startsWith("__") || value === undefined || value === null) continue;
        if (!KNOWN_NAMES.includes(property)) {
            failures.push({ property, reason: unknownProperty(property) });
        } else if (value === UNKNOWN) {
            args[property] = value;
        } else {
            const schema =
                property in FIELDS ? FIELDS[property as FieldName].schema : EXTRAS[property as ExtraName].schema;
            const parsed = schema.safeParse(value);
            if (parsed.success) args[property] = parsed.data;
            else {
                const rule = parsed.error.issues[0]?.message ?? "is not valid";
                failures.push({ property, reason: `${rule}; it is ${JSON.stringify(value)}` });
            }
        }
    }
    for (const field of FIELD_NAMES) {
        if (FIELDS[field].whenOmitted.omitted === "refused" && (given[field] ?? null) === null) {
            failures.push({ property: field, reason: `is required. ${FIELDS[field].doc}` });
        }
    }
    const invalid = new Set(failures.map((f) => f.property));
    for (const rule of RULES) failures.push(...rule(args as CheckedArgs).filter((f) => !invalid.has(f.property)));
    return { args: args as CheckedArgs, failures };
}

/** Rules that join several fields; a value not yet known satisfies each. Source: the API contract, §3. */
const RULES: readonly ((args: CheckedArgs) => Failure[])[] = [
    tcpQuickAckFlagsAreEqual,
    overrideHasItsProfile,
    oneMicrotenant,
];

const TCP_QUICK_ACK = ["tcpQuickAckApp", "tcpQuickAckAssistant", "tcpQuickAckReadAssistant"] as const;

function tcpQuickAckFlagsAreEqual(args: CheckedArgs): Failure[] {
    const values = TCP_QUICK_ACK.map((flagName) => args[flagName] ?? false);
    if (values.includes(UNKNOWN) || new Set(values).size === 1) return [];
    return TCP_QUICK_ACK.filter((_, i) => values[i] === true).map((property) => ({
        property,
        reason: `the three flags ${TCP_QUICK_ACK.join(", ")} must share the same value; they are ${values.join(", ")}`,
    }));
}

function overrideHasItsProfile(args: CheckedArgs): Failure[] {
    const { overrideVersionProfile: override, versionProfileId: id, versionProfileName: name } = args;
    if (id !== undefined && name !== undefined) {
        return [{ property: "versionProfileName", reason: "give versionProfileId or versionProfileName, not both" }];
    }
    if (override === true && id === undefined && name === undefined) {
        return [
            {
                property: "overrideVersionProfile",
                reason: "is true, so versionProfileId (or versionProfileName) is required",
            },
        ];
    }
    if (override === false && (name !== undefined || (id !== undefined && id !== "0" && id !== UNKNOWN))) {
        return [
            {
                property: "overrideVersionProfile",
                reason: `is false, which contradicts the version profile ${JSON.stringify(name ?? id)}; leave overrideVersionProfile out`,
            },
        ];
    }
    return [];
}

function oneMicrotenant({ microtenantId: id, microtenantName: name }: CheckedArgs): Failure[] {
    if (id === undefined || name === undefined) return [];
    return [{ property: "microtenantName", reason: "give microtenantId or microtenantName, not both" }];
}

function unknownProperty(property: string): string {
    const likely = likelyName(
        property,
        KNOWN_NAMES.filter((name) => name !== "import"),
    );
    return likely
        ? `is not a property of an App Connector group; did you mean ${likely}?`
        : "is not a property of an App Connector group";
}
