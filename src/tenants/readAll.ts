import type { z } from "zod";
import type { Listing } from "../api/client";
import { type Clock, systemClock } from "../api/clock";
import type { EndpointSpec } from "../api/endpoints/objects";
import { Deadline } from "../api/operation";
import type { ApiObject } from "../model/state";
import type { Unreadable } from "../model/unreadable";
import { type VisibleMicrotenant, visibleMicrotenants } from "./configured";
import { type Connection, Connections } from "./connection";
import type { SettingSource } from "./namedTenants";
import { resolveRun, resolveTenant } from "./resolve";

/** What can be read of each microtenant. */
export interface ObjectReader {
    /** Its name in messages, in the singular. */
    readonly noun: string;
    /** @param parents the objects of the first kind */
    list(connection: Connection, microtenantId: string, parents: readonly ApiObject[]): Promise<Listing<ApiObject>>;
}

/** A kind of object that is listed as a whole. */
export const listReader = (kind: EndpointSpec<z.ZodType<ApiObject>>): ObjectReader => ({
    noun: kind.noun,
    list: ({ client }, microtenantId) => client.objects(kind).list({ microtenantId }),
});

/** The objects of one kind in a microtenant. */
export interface KindListing extends Listing<ApiObject> {
    readonly kind: ObjectReader;
    /** Why the list is missing. Then it has no objects. */
    readonly problem?: string;
}

export interface ReadMicrotenant extends VisibleMicrotenant {
    /** In the order of the kinds. If the first kind has no objects, the others are not listed. */
    readonly listings: readonly KindListing[];
}

/** What was read of a tenant. */
export interface ReadTenant {
    /** The tenant's label; absent for the default tenant. */
    readonly label: string | undefined;
    readonly customerId: string;
    /** Whether the tenant's settings have a microtenant. */
    readonly isScoped: boolean;
    readonly microtenants: readonly ReadMicrotenant[];
    /** Microtenants that cannot be read, so nothing in them was. */
    readonly unreadable: readonly Unreadable[];
}

/** A tenant of which nothing could be read. */
export interface UnreadTenant {
    readonly label: string | undefined;
    /** Absent if its settings are invalid. */
    readonly customerId?: string;
    readonly problem: string;
}

export interface ReadOptions {
    readonly source: SettingSource;
    readonly labels: readonly (string | undefined)[];
    /** The kinds to list in each microtenant. The first one has the parents of the others. */
    readonly kinds: readonly ObjectReader[];
    /** Called before each long wait. */
    readonly report: (message: string) => void;
    /** Called before the first tenant and after each. */
    readonly progress?: (done: number, total: number) => void;
    readonly clock?: Clock;
}

/** Reads the tenants in parallel. Whatever cannot be read is recorded with its reason, and does not stop the rest. */
export function readTenants(options: ReadOptions): Promise<(ReadTenant | UnreadTenant)[]> {
    const { source, labels, kinds, report, progress, clock = systemClock } = options;
    const { retrySecs } = resolveRun(source);
    const connections = new Connections({ retrySecs, clock, report });
    let done = 0;
    progress?.(done, labels.length);
    const read = async (label: string | undefined): Promise<ReadTenant | UnreadTenant> => {
        let customerId: string | undefined;
        try {
            const tenant = resolveTenant(label, source);
            ({ customerId } = tenant);
            const connect = () => connections.to(tenant, { deadline: new Deadline(retrySecs * 1000, clock), report });
            const isScoped = tenant.microtenantId !== undefined || tenant.microtenantName !== undefined;
            return { label, customerId, isScoped, ...(await readMicrotenants(connect, kinds)) };
        } catch (error) {
            return { label, ...(customerId === undefined ? {} : { customerId }), problem: messageOf(error) };
        } finally {
            done += 1;
            progress?.(done, labels.length);
        }
    };
    return Promise.all(labels.map(read));
}

/** @param connect each list is an operation of its own, with its own deadline */
async function readMicrotenants(
    connect: () => Connection,
    kinds: readonly ObjectReader[],
): Promise<Pick<ReadTenant, "microtenants" | "unreadable">> {
    const list = async (kind: ObjectReader, id: string, parents: readonly ApiObject[] = []): Promise<KindListing> => {
        try {
            return { kind, ...(await kind.list(connect(), id, parents)) };
        } catch (error) {
            return { kind, objects: [], unreadable: [], problem: messageOf(error) };
        }
    };
    const [parents, ...others] = kinds;
    const { objects: visible, unreadable } = await visibleMicrotenants(connect());
    const microtenants = await Promise.all(
        visible.map(async (microtenant) => {
            const first = await list(parents!, microtenant.id);
            const rest =
                first.objects.length === 0 ? [] : others.map((kind) => list(kind, microtenant.id, first.objects));
            return { ...microtenant, listings: [first, ...(await Promise.all(rest))] };
        }),
    );
    return { microtenants, unreadable };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
