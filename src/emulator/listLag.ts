import type { Clock } from "./clock";
import type { TenantStore } from "./store";

interface Snapshot {
    readonly at: number;
    readonly tenants: ReadonlyMap<string, TenantStore>;
}

/** Makes lists return the objects as of a time ago. It is not documented when the service's lists return a write. */
export class ListLag {
    private ms = 0;
    private snapshots: Snapshot[] = [];

    constructor(
        private readonly tenants: ReadonlyMap<string, TenantStore>,
        private readonly clock: Clock,
    ) {}

    get isOn(): boolean {
        return this.ms > 0;
    }

    set(ms: number): void {
        if (!(Number.isFinite(ms) && ms >= 0))
            throw new Error("The list lag must be a number of milliseconds, 0 or more.");
        this.ms = ms;
        if (ms === 0) this.snapshots = [];
        else if (this.snapshots.length === 0) this.record();
    }

    /** Must be called after each change of a tenant. */
    record(): void {
        if (this.ms === 0) return;
        const copies = [...this.tenants].map(([customerId, store]) => [customerId, store.copy()] as const);
        this.snapshots.push({ at: this.clock.now(), tenants: new Map(copies) });
        this.dropOld();
    }

    /** The tenant as lists return it now. */
    seen(store: TenantStore): TenantStore {
        this.dropOld();
        return this.snapshots[0]?.tenants.get(store.customerId) ?? store;
    }

    /** Drops the snapshots that no list returns any more. */
    private dropOld(): void {
        const horizon = this.clock.now() - this.ms;
        const latest = this.snapshots.findLastIndex(({ at }) => at <= horizon);
        this.snapshots.splice(0, Math.max(0, latest));
    }
}
