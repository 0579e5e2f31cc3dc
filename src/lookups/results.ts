import type { FieldTable } from "../model/fields";
import type { Rule } from "../model/rules";
import { FIELDS as GROUP_FIELDS } from "../resources/appConnectorGroup/fields";
import { FIELDS as KEY_FIELDS } from "../resources/provisioningKey/fields";

/** A property of a result. */
export interface ResultField {
    readonly type: "string" | "number" | "boolean" | "strings" | "enum" | ResultTable;
    /** The values of an enum. */
    readonly values?: readonly string[];
    readonly doc: string;
    /** Where the response has it, if it has another name: `assistantVersion.ctrlChannelStatus`. */
    readonly from?: string;
    /** The value if the response omits it. Without it, the property may be absent. */
    readonly absent?: boolean | readonly [];
    /** Whether each response has it. */
    readonly always?: true;
    readonly secret?: true;
}

/** The properties of a result, by name. */
export type ResultTable = Readonly<Record<string, ResultField>>;

const string = (doc: string, from?: string): ResultField => ({ type: "string", doc, ...(from ? { from } : {}) });
const boolean = (doc: string): ResultField => ({ type: "boolean", doc });
const required = (doc: string): ResultField => ({ type: "string", doc, always: true });

const ID = required("The id, a decimal string.");
const NAME = required("The name.");
const MICROTENANT_NAME = string("The name of the microtenant.");

const LOCKS = (noun: string) => ({
    readOnly: { ...boolean(`Whether the service rejects changes; such a ${noun} is locked.`), absent: false },
    zscalerManaged: { ...boolean(`Whether Zscaler manages the ${noun}; such a ${noun} is locked.`), absent: false },
    restrictionType: string(`A ${noun} with any restriction but \`NONE\` is locked.`),
});

/** The fields of a resource as properties of a result. */
function ofFields(fields: FieldTable): ResultTable {
    const entries = Object.entries(fields).filter(([name]) => name !== "name");
    return Object.fromEntries(entries.map(([name, { rule, doc }]) => [name, { ...typeOf(rule), doc: described(doc) }]));
}

function typeOf({ kind, values }: Rule): Pick<ResultField, "type" | "values"> {
    if (kind === "number" || kind === "integer" || kind === "time") return { type: "number" };
    if (kind === "enum") return { type: "enum", values: values ?? [] };
    return { type: kind === "id" ? "string" : kind };
}

/** Without the sentence that is only for a program that sets the property. */
const described = (doc: string) => doc.replace(/ Mutually exclusive with [^ ]*\.$/, "");

const MEMBER: ResultTable = {
    id: ID,
    name: string("The name."),
    enabled: boolean("Whether the connector is enabled."),
    currentVersion: string("The software version that it runs.", "assistantVersion.currentVersion"),
    expectedVersion: string(
        "The software version that it runs after its group's next upgrade window.",
        "assistantVersion.expectedVersion",
    ),
    upgradeStatus: string("The upgrade status, for example `COMPLETE`.", "assistantVersion.upgradeStatus"),
    controlChannelStatus: string(
        "The status of the connection to ZPA, for example `ZPN_STATUS_AUTHENTICATED`.",
        "assistantVersion.ctrlChannelStatus",
    ),
    platform: string("The operating system, for example `el8`.", "assistantVersion.platform"),
};

/** The results of the lookups. Types, docs and what is taken from a response are derived from these tables. */
export const RESULTS = {
    VersionProfile: {
        doc: "A version profile, with the software versions that it selects.",
        fields: {
            id: required('The id, a decimal string. `"0"` is the profile `Default`.'),
            name: required("The name, for example `New Release`."),
            description: string("The description. Only some profiles have one."),
            visibilityScope: string("The visibility, for example `ALL` or `CUSTOM`."),
            upgradePriority: string("The upgrade priority, for example `WEEK`."),
            versions: {
                type: {
                    platform: string("The operating system."),
                    version: string("The software version."),
                    role: string("The role of the software."),
                },
                doc: "The software versions, one for each platform and role.",
            },
        },
    },
    Microtenant: {
        doc: "A microtenant.",
        fields: {
            id: required('The id, a decimal string; `"0"` for the Default microtenant.'),
            name: NAME,
            description: string("The description."),
            enabled: boolean("Whether the microtenant is enabled."),
            criteriaAttribute: string("The attribute of the microtenant's criteria, for example `AuthDomain`."),
            criteriaAttributeValues: { type: "strings", doc: "The values of that attribute." },
        },
    },
    EnrollmentCertificate: {
        doc: "An enrollment certificate.",
        fields: {
            id: ID,
            name: required("The name, for example `Connector`."),
            cName: string("The common name in the certificate's subject."),
            privateKeyPresent: boolean("Whether ZPA has the private key; certificates for provisioning keys need it."),
            allowSigning: boolean("Whether the certificate can be used for signing."),
            clientCertType: string("The type of client certificates, for example `ZAPP_CLIENT`."),
            parentCertId: string("The id of the parent certificate."),
            parentCertName: string("The name of the parent certificate."),
        },
    },
    AppConnector: { doc: "An App Connector of a group, as the service reports it.", fields: MEMBER },
    FoundAppConnectorGroup: {
        doc: "An App Connector group, with its connectors and server groups. Ids are decimal strings; text is unescaped.",
        fields: {
            id: ID,
            name: NAME,
            ...ofFields(GROUP_FIELDS),
            versionProfileName: string("The name of the version profile that the service reports."),
            microtenantName: MICROTENANT_NAME,
            ...LOCKS("group"),
            connectors: { type: MEMBER, doc: "The connectors of the group.", absent: [] },
            serverGroups: {
                type: { id: ID, name: string("The name.") },
                doc: "The server groups that use the group.",
                absent: [],
            },
        },
    },
    FoundProvisioningKey: {
        doc: "A provisioning key. Ids are decimal strings; text is unescaped.",
        fields: {
            id: ID,
            name: NAME,
            ...ofFields(KEY_FIELDS),
            usageCount: { type: "number", doc: "How many connectors have enrolled with the key." },
            provisioningKey: {
                ...string("The value of the key, a secret; absent if the key is not exportable."),
                secret: true,
            },
            appConnectorGroupName: string("The name of that group.", "zcomponentName"),
            enrollmentCertName: string("The name of the enrollment certificate."),
            microtenantName: MICROTENANT_NAME,
            ...LOCKS("key"),
        },
    },
    FoundAppConnector: {
        doc: "An App Connector, with its status, versions and times. Ids are decimal strings; text is unescaped.",
        fields: {
            id: ID,
            name: NAME,
            description: string("The description."),
            enabled: boolean("Whether the connector is enabled."),
            appConnectorGroupId: string("The id of its App Connector group."),
            appConnectorGroupName: string("The name of its App Connector group."),
            controlChannelStatus: string(
                "The status of the connection to ZPA, for example `ZPN_STATUS_AUTHENTICATED` or `ZPN_STATUS_DISCONNECTED`.",
            ),
            currentVersion: string("The software version that it runs."),
            expectedVersion: string("The software version that it runs after its group's next upgrade window."),
            previousVersion: string("The software version that it ran before the last upgrade."),
            upgradeStatus: string("The upgrade status, for example `COMPLETE`."),
            platform: string("The operating system, for example `el9`."),
            platformDetail: string("Details of the platform, as the service reports them."),
            privateIp: string("The private IP address."),
            publicIp: string("The public IP address."),
            lastBrokerConnectTime: string("When it last connected to a broker, as the service reports it."),
            lastBrokerConnectTimeDuration: string("How long ago it last connected, for example `132d 19h 50m 43s`."),
            lastBrokerDisconnectTime: string("When it was last disconnected from a broker, as the service reports it."),
            lastBrokerDisconnectTimeDuration: string(
                "How long ago it was last disconnected, for example `132d 19h 50m 43s`.",
            ),
            provisioningKeyId: string("The id of the provisioning key with which it enrolled."),
            provisioningKeyName: string("The name of the provisioning key with which it enrolled."),
            microtenantId: string("The id of the microtenant, if the service reports one."),
            microtenantName: MICROTENANT_NAME,
        },
    },
} as const satisfies Readonly<Record<string, { readonly doc: string; readonly fields: ResultTable }>>;

type Response = Readonly<Record<string, unknown>>;

/** The result for an object of a response. It is frozen, because several lookups may return the same object. */
export function resultOf(fields: ResultTable, response: Response): Readonly<Record<string, unknown>> {
    const entries = Object.entries(fields).map(([name, field]) => [
        name,
        taken(field, at(response, field.from ?? name)),
    ]);
    return Object.freeze(Object.fromEntries(entries.filter(([, value]) => value !== undefined)));
}

function taken({ type, absent }: ResultField, value: unknown): unknown {
    if (value === undefined) return Array.isArray(absent) ? Object.freeze([]) : absent;
    if (typeof type === "object") {
        return Object.freeze((value as readonly Response[]).map((item) => resultOf(type, item)));
    }
    if (type === "number") return Number(value);
    return Array.isArray(value) ? Object.freeze([...value]) : value;
}

const at = (response: Response, path: string): unknown =>
    path.split(".").reduce<unknown>((value, key) => (value as Response | undefined)?.[key], response);
