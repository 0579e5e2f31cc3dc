import type { Listing, Unreadable } from "../api/client";
import { quoted, shown } from "../model/outsideText";
import { hasManyGone } from "./gone";
import type { FleetGroup, FleetTenant } from "./model";
import { readGroup, readKeys } from "./readGroup";

/** The requests that the page needs from a tenant. */
export interface TenantReader {
    readonly label: string;
    readonly customerId: string;
    /** The microtenants to read. */
    microtenants(): Promise<Listing<{ readonly id: string }>>;
    /** The groups of a microtenant with their connectors, as the API returns them. */
    groups(microtenantId: string): Promise<Listing<unknown>>;
    /** The name of the version profile of groups that do not override it; `undefined` if it is not accessible. */
    defaultProfile(): Promise<string | undefined>;
    /** Whether ZPA deletes disconnected connectors of a microtenant; `undefined` if that is not accessible. */
    autoDelete(microtenantId: string): Promise<boolean | undefined>;
    /** The provisioning keys of a microtenant, as the API returns them. */
    keys(microtenantId: string): Promise<Listing<unknown>>;
}

/**
 * Lists the groups and the keys of each microtenant. An error is recorded as a problem of the tenant.
 *
 * @param readAt now, in ISO 8601
 */
export async function gather(reader: TenantReader, readAt: string): Promise<FleetTenant> {
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
        const found = listed.objects.map((answer) => readGroup(answer, keys));
        // The schedule matters only where it would delete something.
        const autoDelete = hasManyGone(found, readAt)
            ? await attempt(`Auto-delete schedule${where}`, () => reader.autoDelete(id))
            : undefined;
        groups.push(...found.map((group) => (autoDelete === undefined ? group : { ...group, autoDelete })));
    }
    if (!groups.some(({ followsDefaultProfile }) => followsDefaultProfile))
        return { label, customerId, groups, problems };
    const name = await attempt("Default version profile", () => reader.defaultProfile());
    const named = (group: FleetGroup) =>
        group.followsDefaultProfile && name !== undefined ? { ...group, versionProfileName: name } : group;
    return { label, customerId, groups: groups.map(named), problems };
}

/** The keys, or nothing if the list is incomplete, because it would lead to wrong findings. */
function allKeys({ objects, unreadable }: Listing<unknown>): ReturnType<typeof readKeys> {
    if (unreadable.length > 0) throw new Error(unreadable.map(textOf).join(" "));
    return readKeys(objects);
}

const textOf = ({ id, name, problem }: Unreadable) =>
    `${quoted(name ?? "")} (id ${shown(id ?? "unknown")}) cannot be read: ${problem}.`;
