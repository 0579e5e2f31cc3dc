import { z } from "zod";
import type { AcceptedFinding } from "./accepted";
import type { Finding } from "./findings/findings";
import { SEVERITIES } from "./findings/rules";
import { DAYS, extentOf, type Fleet } from "./model";

const Connector = z.strictObject({
    id: z.string(),
    name: z.string(),
    enabled: z.boolean(),
    connected: z.boolean().optional().describe("Absent if the service does not report the control channel."),
    currentVersion: z.string().optional(),
    expectedVersion: z.string().optional(),
    upgradeStatus: z.string().optional(),
    lastDisconnectedAt: z.string().optional().describe("ISO 8601."),
});

const Group = z.strictObject({
    id: z.string(),
    name: z.string(),
    microtenantName: z.string().optional().describe("Absent in the Default microtenant."),
    enabled: z.boolean(),
    location: z.string().optional(),
    cityCountry: z.string().optional(),
    countryCode: z.string().optional().describe("ISO 3166-1 alpha-2."),
    latitude: z.number().optional(),
    longitude: z.number().optional(),
    window: z
        .strictObject({ day: z.enum(DAYS), secs: z.number().describe("Seconds after midnight.") })
        .optional()
        .describe("When the upgrade window begins. ZPA does not document the time zone."),
    versionProfileName: z.string().optional(),
    followsDefaultProfile: z.boolean().optional().describe("Whether it follows the tenant's default version profile."),
    autoDelete: z
        .boolean()
        .optional()
        .describe("Whether ZPA deletes disconnected connectors of its microtenant. Absent if it was not read."),
    connectors: z.array(Connector),
    serverGroups: z.array(z.strictObject({ id: z.string(), name: z.string() })),
    keys: z
        .array(
            z.strictObject({
                id: z.string(),
                name: z.string(),
                enabled: z.boolean(),
                usageCount: z.number(),
                maxUsage: z.number().optional(),
                expiresAt: z.string().optional().describe("ISO 8601. Absent if the key does not expire."),
            }),
        )
        .optional()
        .describe("The provisioning keys without their values. Absent if they could not be read."),
});

const Named = z.strictObject({ id: z.string(), name: z.string().optional() });
const acceptance = { since: z.string(), until: z.string().optional(), reason: z.string() };

/** What `--json` writes. Fields may be added to version 1; none is renamed or removed. */
export const FleetData = z.strictObject({
    version: z.literal(1),
    readAt: z.string().describe("When the tenants were read, ISO 8601 in UTC."),
    tenants: z.array(
        z.strictObject({
            label: z.string().describe("`default` for the tenant without a label."),
            customerId: z.string().optional().describe("Absent if the settings of the tenant are invalid."),
            read: z.enum(["complete", "part", "none"]),
            groups: z.array(Group),
            problems: z.array(z.string()).describe("What could not be read, with the reason."),
        }),
    ),
    findings: z.array(
        z.strictObject({
            rule: z.string(),
            severity: z.enum(SEVERITIES),
            title: z.string(),
            detail: z.string(),
            why: z.string(),
            todo: z.string(),
            source: z.strictObject({ contract: z.string(), page: z.string() }),
            tenant: z.string(),
            customerId: z.string().optional(),
            groups: z.array(Named),
            accepted: z.strictObject(acceptance).optional().describe("Present if the file of `--accept` has it."),
        }),
    ),
    gone: z
        .array(z.strictObject({ rule: z.string(), tenant: z.string(), groups: z.array(Named), ...acceptance }))
        .describe("Accepted findings that are not found any more."),
});
export type FleetData = z.input<typeof FleetData>;

/** The content of the page as JSON, for `--json`. */
export function fleetData(fleet: Fleet, findings: readonly Finding[], gone: readonly AcceptedFinding[]): FleetData {
    return {
        version: 1,
        readAt: fleet.readAt,
        tenants: fleet.tenants.map((tenant) => ({ ...mutable(tenant), read: extentOf(tenant) })),
        findings: findings.map(({ rule, tenant, groups, detail, accepted }) => ({
            rule: rule.id,
            severity: rule.severity,
            title: rule.title,
            detail,
            why: rule.why,
            todo: rule.todo,
            source: { contract: `docs/zpa-api.md#${rule.source.section}`, page: rule.source.page },
            tenant: tenant.label,
            customerId: tenant.customerId,
            groups: groups.map(({ id, name }) => ({ id, name })),
            ...(accepted && { accepted: { since: accepted.since, until: accepted.until, reason: accepted.reason } }),
        })),
        gone: [...gone],
    };
}

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
const mutable = <T>(value: T) => value as Mutable<T>;

/** The schema of the JSON file, as JSON Schema. */
export const fleetSchema = (): string =>
    `${JSON.stringify({ title: "zpa-connectors fleet --json", ...z.toJSONSchema(FleetData) }, undefined, 4)}\n`;
