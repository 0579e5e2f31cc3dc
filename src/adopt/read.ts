import type { Unreadable } from "../api/client";
import type { Clock } from "../api/clock";
import { systemClock } from "../api/clock";
import { Deadline } from "../api/operation";
import type { ApiObject } from "../model/state";
import { type VisibleMicrotenant, visibleMicrotenants } from "../tenants/configured";
import { type Connection, Connections } from "../tenants/connection";
import { resolveRun, resolveTenant, type SettingSource } from "../tenants/resolve";
import { type AdoptedKind, AUTO_DELETES, GROUPS, KINDS } from "./kinds";

/** The objects of a microtenant, by kind. */
export interface ReadMicrotenant extends VisibleMicrotenant {
    readonly listings: readonly {
        readonly kind: AdoptedKind;
        readonly objects: readonly ApiObject[];
        readonly unreadable: readonly Unreadable[];
    }[];
}

/** The objects of a tenant. */
export interface ReadTenant {
    /** The tenant's label; absent for the default tenant. */
    readonly label: string | undefined;
    readonly customerId: string;
    /** Whether the tenant's settings have a microtenant. */
    readonly isScoped: boolean;
    readonly microtenants: readonly ReadMicrotenant[];
}

export interface FailedTenant {
    readonly label: string | undefined;
    readonly problem: string;
}

export interface ReadOptions {
    readonly source: SettingSource;
    readonly labels: readonly (string | undefined)[];
    /** Called for each tenant that has been read, and before each long wait. */
    readonly report: (message: string) => void;
    readonly clock?: Clock;
}

export const describeTenant = (label: string | undefined) =>
    label === undefined ? "default tenant" : `tenant ${label}`;

/** Reads the tenants in parallel. A tenant that fails does not stop the others. */
export function readTenants({
    source,
    labels,
    report,
    clock = systemClock,
}: ReadOptions): Promise<(ReadTenant | FailedTenant)[]> {
    const { retrySecs } = resolveRun(source);
    const connections = new Connections({ retrySecs, clock });
    const read = async (label: string | undefined): Promise<ReadTenant | FailedTenant> => {
        try {
            const tenant = resolveTenant(label, source);
            const connect = () => connections.to(tenant, { deadline: new Deadline(retrySecs * 1000, clock), report });
            const found = await readTenant(label, connect);
            report(`${describeTenant(label)}: ${countsOf(found)}`);
            return found;
        } catch (error) {
            const problem = error instanceof Error ? error.message : String(error);
            report(`${describeTenant(label)}: not read`);
            return { label, problem };
        }
    };
    return Promise.all(labels.map(read));
}

/** Lists each kind once per microtenant. If a microtenant has no group, the other kinds are not listed. */
async function readTenant(label: string | undefined, connect: () => Connection): Promise<ReadTenant> {
    const { tenant } = connect();
    const visible = await visibleMicrotenants(connect());
    const microtenants = await Promise.all(
        visible.map(async (microtenant) => {
            const list = async (kind: AdoptedKind) => ({
                kind,
                ...(await kind.list(connect().client, microtenant.id)),
            });
            const groups = await list(GROUPS);
            const isEmpty = groups.objects.length === 0;
            const others = isEmpty ? [] : KINDS.filter((kind) => kind !== GROUPS);
            return { ...microtenant, listings: [groups, ...(await Promise.all(others.map(list)))] };
        }),
    );
    const isScoped = tenant.microtenantId !== undefined || tenant.microtenantName !== undefined;
    return { label, customerId: tenant.customerId, isScoped, microtenants };
}

function countsOf({ microtenants }: ReadTenant): string {
    const listings = microtenants.flatMap((microtenant) => microtenant.listings);
    const countOf = (kind: AdoptedKind) => listings.flatMap((l) => (l.kind === kind ? l.objects : [])).length;
    return KINDS.filter((kind) => kind !== AUTO_DELETES || countOf(kind) > 0)
        .map((kind) => plural(countOf(kind), kind.definition.noun))
        .join(", ");
}

export const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
