import { systemClock } from "../api/clock";
import { isZpaError } from "../api/errors";
import { Deadline } from "../api/operation";
import { configuredLabels, visibleMicrotenants } from "../tenants/configured";
import { type Connection, Connections } from "../tenants/connection";
import { namedTenants, type SettingSource } from "../tenants/namedTenants";
import { resolveRun, resolveTenant } from "../tenants/resolve";
import { gather, type TenantReader } from "./gather";
import type { Fleet, FleetTenant } from "./model";
import { plural } from "./page/words";

export interface FleetOptions {
    readonly source: SettingSource;
    /** The labels of the tenants to read. Default: all configured tenants. */
    readonly labels?: readonly string[] | undefined;
    readonly now: () => Date;
    /** Called for each tenant that has been read, and before each long wait. */
    readonly report: (message: string) => void;
}

/** The label of the default tenant, which has no label in the configuration. */
const DEFAULT_LABEL = "default";

/** Reads the tenants in parallel. A tenant that fails does not stop the others. */
export async function readFleet({ source, labels, now, report }: FleetOptions): Promise<Fleet> {
    const { retrySecs } = resolveRun(source);
    const readAt = now().toISOString();
    const connections = new Connections({ retrySecs, report });
    const operation = () => ({ deadline: new Deadline(retrySecs * 1000, systemClock), report });
    const connect = (label: string) =>
        readerOf(label, connections.to(resolveTenant(settingsLabel(label, source), source), operation()));
    const chosen = labels && labels.length > 0 ? [...new Set(labels)] : labelsOf(source);
    // An invalid tenant is an error if it was selected by its label. Otherwise it is reported.
    const readers = chosen.map((label) => (labels && labels.length > 0 ? connect(label) : orProblem(label, connect)));
    const read = async (reader: TenantReader | FleetTenant) => {
        const tenant = "problems" in reader ? reader : await gather(reader, readAt);
        const trouble = tenant.problems.length > 0 ? `, ${plural(tenant.problems.length, "problem")}` : "";
        report(`${tenant.label}: ${plural(tenant.groups.length, "group")}${trouble}`);
        return tenant;
    };
    return { readAt, tenants: withoutTwins(await Promise.all(readers.map(read))) };
}

function orProblem(label: string, connect: (label: string) => TenantReader): TenantReader | FleetTenant {
    try {
        return connect(label);
    } catch (error) {
        return { label, groups: [], problems: [(error as Error).message] };
    }
}

const settingsLabel = (label: string, source: SettingSource) =>
    label === DEFAULT_LABEL && !Object.hasOwn(namedTenants(source), label) ? undefined : label;

function labelsOf(source: SettingSource): string[] {
    const labels = configuredLabels(source).map((label) => label ?? DEFAULT_LABEL);
    if (labels.length > 0) return labels;
    throw new Error(
        "No tenant is configured. Set ZPA_CUSTOMER_ID, ZPA_CLIENT_ID and ZPA_CLIENT_SECRET, " +
            "or give the stack whose configuration has zpa:tenants with --stack.",
    );
}

function readerOf(label: string, connection: Connection): TenantReader {
    const { client } = connection;
    return {
        label,
        customerId: client.customerId,
        microtenants: async () => ({ objects: await visibleMicrotenants(connection), unreadable: [] }),
        groups: (microtenantId) => client.groups.list({ microtenantId }),
        defaultProfile: () => unlessInaccessible(connection.defaultProfile().then(({ name }) => name)),
        autoDelete: (microtenantId) =>
            unlessInaccessible(
                client.connectorSchedule.get(microtenantId).then((schedule) => schedule?.enabled === "true"),
            ),
        keys: (microtenantId) => client.provisioningKeys.list({ microtenantId }),
    };
}

/** What only adds to the page is not a problem if the credentials lack the permission, or the service lacks the call. */
function unlessInaccessible<T>(read: Promise<T>): Promise<T | undefined> {
    return read.catch((error: unknown) => {
        if (isZpaError(error, "FORBIDDEN", "NO_SUCH_PATH")) return undefined;
        throw error;
    });
}

/** Removes duplicates: two labels, for a customer and for one of its microtenants, may return the same groups. */
function withoutTwins(tenants: readonly FleetTenant[]): FleetTenant[] {
    const seen = new Set<string>();
    return tenants.map((tenant) => ({
        ...tenant,
        groups: tenant.groups.filter(({ id }) => {
            const key = `${tenant.customerId} ${id}`;
            return !seen.has(key) && seen.add(key);
        }),
    }));
}
