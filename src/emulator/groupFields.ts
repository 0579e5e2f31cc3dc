/** How a field of a group must look, and whether a create needs it. Source: the API contract, §3. */
interface GroupField {
    readonly kind: "text" | "boolean" | "decimal" | "id" | "day" | "dns" | "seconds";
    readonly required?: true;
    readonly min?: number;
    readonly max?: number;
    /** What a create without it gets. */
    readonly default?: string | boolean;
}

export const GROUP_FIELDS: Readonly<Record<string, GroupField>> = {
    name: { kind: "text", required: true },
    description: { kind: "text" },
    // Documented as true by default, yet groups created without it came out disabled.
    enabled: { kind: "boolean", default: false },
    latitude: { kind: "decimal", required: true, min: -90, max: 90 },
    longitude: { kind: "decimal", required: true, min: -180, max: 180 },
    location: { kind: "text", required: true },
    cityCountry: { kind: "text" },
    countryCode: { kind: "text" },
    upgradeDay: { kind: "day", default: "SUNDAY" },
    upgradeTimeInSecs: { kind: "seconds", default: "66600" },
    dnsQueryType: { kind: "dns", default: "IPV4_IPV6" },
    overrideVersionProfile: { kind: "boolean", default: false },
    versionProfileId: { kind: "id" },
    tcpQuickAckApp: { kind: "boolean", default: false },
    tcpQuickAckAssistant: { kind: "boolean", default: false },
    tcpQuickAckReadAssistant: { kind: "boolean", default: false },
    useInDrMode: { kind: "boolean", default: false },
    wafDisabled: { kind: "boolean", default: false },
    praEnabled: { kind: "boolean", default: false },
    lssAppConnectorGroup: { kind: "boolean", default: false },
    enrollmentCertId: { kind: "id" },
    dcHostingInfo: { kind: "text", max: 64 },
    microtenantId: { kind: "id" },
};

export const REQUIRED_FIELDS = Object.keys(GROUP_FIELDS).filter((name) => GROUP_FIELDS[name]?.required);

const DAYS = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"];
const DNS = ["IPV4_IPV6", "IPV4", "IPV6"];

/** Whether a sent value is one that the field takes. Numbers may be sent as numbers or as strings. */
export function isValid(name: string, value: unknown): boolean {
    const field = GROUP_FIELDS[name];
    if (!field) return true;
    switch (field.kind) {
        case "boolean":
            return typeof value === "boolean";
        case "text":
            return typeof value === "string" && value.length <= (field.max ?? 4_000);
        case "id":
            return (typeof value === "string" || Number.isSafeInteger(value)) && /^\d{1,19}$/.test(String(value));
        case "day":
            return typeof value === "string" && DAYS.includes(value);
        case "dns":
            return typeof value === "string" && DNS.includes(value);
        case "seconds":
            return isDecimal(value) && Number(value) >= 0 && Number(value) < 86_400 && Number(value) % 900 === 0;
        case "decimal":
            return isDecimal(value) && Number(value) >= field.min! && Number(value) <= field.max!;
    }
}

const isDecimal = (value: unknown) =>
    (typeof value === "number" && Number.isFinite(value)) ||
    (typeof value === "string" && /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value.trim()));

/** A sent value as the service keeps it: numbers as strings, booleans as booleans. */
export function kept(name: string, value: unknown): unknown {
    return GROUP_FIELDS[name]?.kind === "boolean" || typeof value === "string" ? value : String(value);
}
