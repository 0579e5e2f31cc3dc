import type { FieldTable } from "./fields";
import { flag, type Rule, text, type Value } from "./rules";

/** The properties of an object, by name. */
export type Values = Readonly<Record<string, Value | undefined>>;

/** A failed rule, at its property. */
export interface Failure {
    property: string;
    reason: string;
}

export const describeProblem = ({ property, reason }: Failure): string =>
    property ? `property ${property} has a problem: ${reason}` : reason;

/** A rule for several arguments. A value that is not known yet satisfies it. */
export type ArgumentRule = (args: Values) => Failure[];

/** Lists of objects that a program can refer to by name. */
export type ReferenceList = "profiles" | "certificates";

/** An object that a program can refer to by its name instead of its id. */
export interface Reference {
    readonly name: string;
    readonly id: string;
    readonly list: ReferenceList;
    readonly doc: string;
    /** The default name for a create, if the program sets neither name nor id. */
    readonly otherwise?: string;
}

/** A property of a response that is an output only. */
export interface ReadOnlyOutput {
    readonly type: "string" | "boolean";
    readonly doc: string;
    /** The value if the response omits it. */
    readonly absent?: boolean;
    /** Encrypted in the state; kept if a later read hides it. */
    readonly secret?: boolean;
}

/** One kind of resource, described by tables and small pure functions. */
export interface ResourceModel {
    /** The resource's type in Pulumi: `AppConnectorGroup`. */
    readonly type: string;
    /** Its name in messages: `App Connector group`. */
    readonly noun: string;
    readonly fields: FieldTable;
    readonly rules: readonly ArgumentRule[];
    readonly references: readonly Reference[];
    readonly outputs: Readonly<Record<string, ReadOnlyOutput>>;
    /** Whether the API stores it as an object with a name, which can be listed and locked. Default: true. */
    readonly stored?: false;
    /** Whether a microtenant has at most one such object, which then has no name. */
    readonly oneInMicrotenant?: true;
    /** Rules for a new object only. They need the time, in seconds since the Unix epoch. */
    readonly rulesForNew?: (args: Values, now: number) => Failure[];
    /** Adds the arguments that others imply. */
    readonly imply?: (args: Values) => Values;
    /** Corrects values that the service reports although they are not properties of the object. */
    readonly correct?: (observed: Values) => Values;
}

/** Outputs that every kind of object has. */
const COMMON_OUTPUTS = {
    customerId: { type: "string", doc: "The id of the ZPA tenant that has the object." },
    creationTime: { type: "string", doc: "When the object was created, in seconds since the Unix epoch." },
    readOnly: { type: "boolean", absent: false, doc: "Whether the service rejects changes; such an object is locked." },
    zscalerManaged: {
        type: "boolean",
        absent: false,
        doc: "Whether Zscaler manages the object; such an object is locked.",
    },
    restrictionType: {
        type: "string",
        doc: "The restriction that the service reports; with any value but `NONE` the object is locked.",
    },
} as const satisfies Record<string, ReadOnlyOutput>;

/** Every property that is an output only. */
export function outputsOf({ stored, outputs }: ResourceModel): Readonly<Record<string, ReadOnlyOutput>> {
    return { ...(stored === false ? { customerId: COMMON_OUTPUTS.customerId } : COMMON_OUTPUTS), ...outputs };
}

/** Properties that are encrypted in the state. */
export const secretsOf = (model: ResourceModel): string[] =>
    Object.entries({ ...model.fields, ...outputsOf(model) }).flatMap(([name, { secret }]) => (secret ? [name] : []));

/** An argument that is not a field of the object. */
export interface ExtraArgument {
    readonly rule: Rule;
    readonly doc: string;
}

const NAME = text({ notEmpty: true });

const ignoreWhenLocked = (noun: string): ExtraArgument => ({
    rule: flag(),
    doc: `If \`true\`, changes of a locked ${noun} are ignored. If \`false\`, they fail the preview. Default: \`false\`.`,
});

/** The arguments that are not fields of the object. */
export function extrasOf(model: ResourceModel): Readonly<Record<string, ExtraArgument>> {
    const references = model.references.map(({ name, doc }) => [name, { rule: NAME, doc }] as const);
    return {
        tenant: {
            rule: NAME,
            doc: "The tenant's label in `zpa:tenants`. Default: the default tenant. If the new tenant is another customer, the resource is replaced.",
        },
        ...Object.fromEntries(references),
        microtenantName: { rule: NAME, doc: "The name of the microtenant. Mutually exclusive with `microtenantId`." },
        ...(model.stored === false ? {} : { ignoreWhenLocked: ignoreWhenLocked(model.noun) }),
    };
}

/** A name and an id that refer to one object are mutually exclusive. */
export function atMostOne(name: string, id: string): ArgumentRule {
    return (args) =>
        args[id] === undefined || args[name] === undefined
            ? []
            : [{ property: name, reason: `is mutually exclusive with ${id}; give one of them` }];
}
