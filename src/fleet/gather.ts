import type { FleetGroup, FleetTenant } from "./model";
import { readGroup, readKeys } from "./readGroup";

/** Reads one tenant: everything that this page asks of the service. */
export interface TenantReader {
    readonly label: string;
    readonly customerId: string;
    /** The ids of the microtenants to read. */
    microtenants(): Promise<readonly string[]>;
    /** The groups of a microtenant with their connectors, as the API answers them. */
    groups(microtenantId: string): Promise<readonly unknown[]>;
    /** The provisioning keys of a microtenant, as the API answers them. */
    keys(microtenantId: string): Promise<readonly unknown[]>;
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
    const microtenants = (await attempt("Microtenants", () => reader.microtenants())) ?? [];
    for (const id of microtenants) {
        const where = id === "0" ? "" : ` of microtenant ${id}`;
        const listed = await attempt(`Groups${where}`, () => reader.groups(id));
        if (!listed || listed.length === 0) continue;
        const keys = await attempt(`Provisioning keys${where}`, async () => readKeys(await reader.keys(id)));
        for (const answer of listed) {
            const group = await attempt(`Groups${where}`, async () => readGroup(answer, keys));
            if (group) groups.push(group);
        }
    }
    return { label, customerId, groups, problems };
}
