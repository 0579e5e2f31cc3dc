import { quoted, shown } from "../model/outsideText";
import { plural } from "../model/words";
import type { PropertyChange, ResourceChange } from "./changes";

/** What a preview or an update of one tenant's stack said. */
export interface TenantReview {
    readonly tenant: string;
    /** Such as `succeeded`. */
    readonly result: string;
    readonly resources: readonly ResourceChange[];
    readonly errors: readonly string[];
    readonly warnings: readonly string[];
    readonly notices: readonly string[];
}

/** What several tenants have in common. */
export interface Fold<T> {
    readonly tenants: readonly string[];
    readonly items: readonly T[];
}

/** Equal items of several tenants, by the tenants that have them: what is rare comes first. */
export function foldBy<T>(
    tenants: readonly TenantReview[],
    itemsOf: (tenant: TenantReview) => readonly T[],
): Fold<T>[] {
    const having = new Map<string, { item: T; tenants: Set<string> }>();
    for (const tenant of tenants)
        for (const item of itemsOf(tenant)) {
            const key = JSON.stringify(item);
            const known = having.get(key) ?? { item, tenants: new Set<string>() };
            known.tenants.add(tenant.tenant);
            having.set(key, known);
        }
    const folds = new Map<string, { tenants: string[]; items: T[] }>();
    for (const { item, tenants } of having.values()) {
        const key = JSON.stringify([...tenants]);
        const fold = folds.get(key) ?? { tenants: [...tenants], items: [] };
        fold.items.push(item);
        folds.set(key, fold);
    }
    return [...folds.values()].sort((a, b) => a.tenants.length - b.tenants.length);
}

const MAX_NAMED = 5;

/** `acme, globex and 185 more`, harmless wherever it is printed. */
export function namesOf(tenants: readonly string[]): string {
    const names = tenants.slice(0, MAX_NAMED).map((name) => shown(name, 100));
    return tenants.length > MAX_NAMED ? `${names.join(", ")} and ${tenants.length - MAX_NAMED} more` : names.join(", ");
}

/** `50 tenants: 49 succeeded, 1 failed` */
export function totalsOf(tenants: readonly TenantReview[]): string {
    const counts = new Map<string, number>();
    for (const { result } of tenants) counts.set(result, (counts.get(result) ?? 0) + 1);
    const results = [...counts].map(([result, count]) => `${count} ${shown(result, 50)}`);
    return `${plural(tenants.length, "tenant")}: ${results.join(", ") || "nothing was run"}`;
}

/** `update dallas (AppConnectorGroup)` */
export const headOf = ({ op, resource, type }: ResourceChange) => `${op} ${shown(resource, 200)} (${shown(type, 100)})`;

const MAX_VALUE = 200;

/** The properties, each with its old and new value as text; `undefined` if there is none. */
export function propertiesOf({ properties }: ResourceChange): { name: string; old?: string; new?: string }[] {
    return Object.entries(properties).map(([name, change]) => ({ name: shown(name, 100), ...valuesOf(change) }));
}

function valuesOf(change: PropertyChange): { old?: string; new?: string } {
    const text = (value: unknown) => (value === undefined ? undefined : quoted(value, MAX_VALUE));
    const [old, after] = [text(change.old), text(change.new)];
    // Both are hidden, so only the engine knows that they differ.
    const isHidden = old !== undefined && old === after;
    return {
        ...(old === undefined ? {} : { old }),
        ...(after === undefined ? {} : { new: isHidden ? `${after}, changed` : after }),
    };
}
