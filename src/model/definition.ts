import type { FieldTable } from "./fields";
import { flag, type Rule, text, type Value } from "./rules";

/** Properties of an object, by name. */
export type Values = Readonly<Record<string, Value | undefined>>;

/** A failed rule, at its property. */
export interface Failure {
    property: string;
    reason: string;
}

/** A rule that joins several arguments; a value that is not yet known satisfies it. */
export type ArgumentRule = (args: Values) => Failure[];

/** Lists of objects that a program may refer to by name. */
export type ReferenceList = "profiles" | "certificates";

/** An object that the program may give by its name instead of its id. */
export interface Reference {
    readonly name: string;
    readonly id: string;
    readonly list: ReferenceList;
    readonly doc: string;
    /** The name that counts on a create when the program gives neither. */
    readonly otherwise?: string;
}

/** A property of an answer that is an output, and that a program cannot set. */
export interface ReadOnlyOutput {
    readonly type: "string" | "boolean";
    readonly doc: string;
    /** The value when the answer leaves it out. */
    readonly absent?: boolean;
    /** Encrypted in the state; kept when a later read hides it. */
    readonly secret?: boolean;
}

/** Everything that distinguishes one kind of resource from another: tables and small pure functions. */
export interface ResourceDefinition {
    /** The resource's type in Pulumi: `AppConnectorGroup`. */
    readonly type: string;
    /** What people call one of them: `App Connector group`. */
    readonly noun: string;
    readonly fields: FieldTable;
    readonly rules: readonly ArgumentRule[];
    readonly references: readonly Reference[];
    readonly outputs: Readonly<Record<string, ReadOnlyOutput>>;
    /** Whether the API stores an object for it; otherwise nothing can be listed, locked or imported. Default: true. */
    readonly stored?: false;
    /** Completes checked arguments by what they imply. */
    readonly imply?: (args: Values) => Values;
    /** Corrects what an answer says where the service reports something that is no property of the object. */
    readonly correct?: (observed: Values) => Values;
}

/** Outputs that every kind of object has. */
const COMMON_OUTPUTS = {
    customerId: { type: "string", doc: "The ZPA tenant that holds it." },
    creationTime: { type: "string", doc: "When it was created, in seconds since the epoch." },
    readOnly: { type: "boolean", absent: false, doc: "Whether the service refuses changes." },
    zscalerManaged: { type: "boolean", absent: false, doc: "Whether Zscaler manages it; then it is locked." },
    restrictionType: { type: "string", doc: "The service's word for a restriction; any but `NONE` locks." },
} as const satisfies Record<string, ReadOnlyOutput>;

/** Every property that is an output, and that a program cannot set. */
export function outputsOf({ stored, outputs }: ResourceDefinition): Readonly<Record<string, ReadOnlyOutput>> {
    return { ...(stored === false ? { customerId: COMMON_OUTPUTS.customerId } : COMMON_OUTPUTS), ...outputs };
}

/** Properties that are encrypted in the state. */
export const secretsOf = (definition: ResourceDefinition): string[] =>
    Object.entries({ ...definition.fields, ...outputsOf(definition) }).flatMap(([name, { secret }]) =>
        secret ? [name] : [],
    );

/** An argument that is no field of the object. */
export interface ExtraArgument {
    readonly rule: Rule;
    readonly doc: string;
}

const NAME = text({ notEmpty: true });

const ignoreWhenLocked = (noun: string): ExtraArgument => ({
    rule: flag(),
    doc: `Leaves a locked ${noun} as it is instead of failing the preview. Default: \`false\`.`,
});

/** What a program may say beside an object's own fields. */
export function extrasOf(definition: ResourceDefinition): Readonly<Record<string, ExtraArgument>> {
    const references = definition.references.map(({ name, doc }) => [name, { rule: NAME, doc }] as const);
    return {
        tenant: { rule: NAME, doc: "The tenant's name in `zpa:tenants`. Default: the default tenant." },
        ...Object.fromEntries(references),
        microtenantName: { rule: NAME, doc: "The microtenant by its name. Mutually exclusive with `microtenantId`." },
        ...(definition.stored === false ? {} : { ignoreWhenLocked: ignoreWhenLocked(definition.noun) }),
    };
}

/** A name and an id that refer to one object are mutually exclusive. */
export function atMostOne(name: string, id: string): ArgumentRule {
    return (args) =>
        args[id] === undefined || args[name] === undefined
            ? []
            : [{ property: name, reason: `is mutually exclusive with ${id}; give one of them` }];
}
