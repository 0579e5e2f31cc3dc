import type { Listing, Unreadable } from "../api/client";
import type { FleetGroup, FleetTenant } from "./model";
import { readGroup, readKeys } from "./readGroup";

/** Reads one tenant: everything that this page asks of the service. */
export interface TenantReader {
    readonly label: string;
    readonly customerId: string;
    /** The microtenants to read. */
    microtenants(): Promise<Listing<{ readonly id: string }>>;
    /** The groups of a microtenant with their connectors, as the API answers them. */
    groups(microtenantId: string): Promise<Listing<unknown>>;
    /** The provisioning keys of a microtenant, as the API answers them. */
    keys(microtenantId: string): Promise<Listing<unknown>>;
}

/** One list of groups and one of keys for each microtenant. What fails is a problem of the tenant, never an error. */
export async function gather(reader: TenantReader): Promise<FleetTenant> {
    const { label, customerId } = reader;
    const problems: string[] = [];
    const attempt = async <T>(what: string, read: () => Promise<T>): Promise<T | undefined> => {
        try {
            return await read();
        } catch (error) {
            problems.push(`${what}: ${(error as Error).message}`);
            return undefined;
        }
    };
    const groups: FleetGroup[] = [];
    const microtenants = await attempt("Microtenants", () => reader.microtenants());
    problems.push(...(microtenants?.unreadable ?? []).map((item) => `Microtenants: ${textOf(item)}`));
    for (const { id } of microtenants?.objects ?? []) {
        const where = id === "0" ? "" : ` of microtenant ${id}`;
        const listed = await attempt(`Groups${where}`, () => reader.groups(id));
        if (!listed) continue;
        problems.push(...listed.unreadable.map((item) => `Groups${where}: ${textOf(item)}`));
        if (listed.objects.length === 0) continue;
        const keys = await attempt(`Provisioning keys${where}`, async () => allKeys(await reader.keys(id)));
        groups.push(...listed.objects.map((answer) => readGroup(answer, keys)));
    }
    return { label, customerId, groups, problems };
}

/** With a key missing, a group would be said to have none. */
function allKeys({ objects, unreadable }: Listing<unknown>): ReturnType<typeof readKeys> {
    if (unreadable.length > 0) throw new Error(unreadable.map(textOf).join(" "));
    return readKeys(objects);
}

const textOf = ({ id, name, problem }: Unreadable) =>
    `${JSON.stringify(name ?? "")} (id ${id ?? "unknown"}) cannot be read: ${problem}.`;
