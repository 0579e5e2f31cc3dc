import type { ApiClient } from "../api/client";
import type { ApiGroup } from "../api/endpoints/groups";
import type { ApiMicrotenant } from "../api/endpoints/microtenants";
import { isZpaError } from "../api/errors";
import { Listed } from "./listed";

/** The engine begins the updates of a wave one after the other, a little apart. */
const WAVE_GAP_MS = 200;

type Snapshot = Promise<Map<string, ApiGroup>>;

/**
 * What is known of a tenant's groups: one list a microtenant for all who ask, corrected by our own writes, because
 * nothing says when a write becomes visible. A group that the list lacks is asked for by id, because a list may be
 * empty, cut or wrongly scoped. Source: the API contract, §4 and §8.
 */
export class GroupSnapshots {
    private readonly searches = new Map<string, Listed<ApiGroup>>();
    private readonly snapshots = new Map<string, Snapshot>();
    private readonly writes = new Map<string, Map<string, ApiGroup | undefined>>();

    /** Groups of which a read by id said that they are gone. */
    private readonly gone = new Set<string>();
    private readonly writing = new Map<string, number>();
    private readonly timers = new Map<string, NodeJS.Timeout>();
    private readonly waiting = new Map<string, ((list: Snapshot) => void)[]>();

    constructor(
        private readonly client: ApiClient,
        private readonly microtenants: Listed<ApiMicrotenant>,
    ) {}

    /** Every group of a microtenant by id, from one list for the life of the process, with our own writes in it. */
    async all(microtenantId: string): Promise<Map<string, ApiGroup>> {
        const groups = new Map(await this.snapshot(microtenantId));
        for (const [id, group] of this.writes.get(microtenantId) ?? []) {
            if (group) groups.set(id, group);
            else groups.delete(id);
        }
        return groups;
    }

    /** The groups that fit a condition in ZPA's own syntax, or all of them; `null` means every microtenant. Asked once. */
    search(microtenantId: string | null, condition: string | undefined): Promise<ApiGroup[]> {
        const key = JSON.stringify([microtenantId, condition]);
        const list = async () => (await this.client.groups.list({ microtenantId, search: condition })).objects;
        const listed = this.searches.get(key) ?? new Listed<ApiGroup>("App Connector group", list);
        this.searches.set(key, listed);
        return listed.all();
    }

    /** The group, or `undefined` when asking for it by id says that it is gone. */
    async one(id: string, microtenantId: string): Promise<ApiGroup | undefined> {
        const listed = (await this.all(microtenantId)).get(id);
        if (listed) return listed;
        return this.byId(id, microtenantId);
    }

    /** The group as the service has it now, or `undefined` when it does not exist. */
    async byId(id: string, microtenantId: string): Promise<ApiGroup | undefined> {
        try {
            // `GET /{id}` reports this field wrongly, the list rightly (contract §3).
            const { lssAppConnectorGroup: _, ...group } = await this.client.groups.get(id, microtenantId);
            return group;
        } catch (error) {
            if (!isZpaError(error, "NOT_FOUND")) throw error;
            this.gone.add(id);
            return undefined;
        }
    }

    /** Whether it is known already that the group is gone; ids are never given again. */
    isKnownGone(id: string): boolean {
        return this.gone.has(id);
    }

    /** Does a write; reads back wait for all writes under way, so that one list serves them together. */
    async whileWriting<T>(microtenantId: string, write: () => Promise<T>): Promise<T> {
        this.writing.set(microtenantId, (this.writing.get(microtenantId) ?? 0) + 1);
        try {
            return await write();
        } finally {
            const left = this.writing.get(microtenantId)! - 1;
            this.writing.set(microtenantId, left);
            if (left === 0) this.startReadBack(microtenantId);
        }
    }

    /**
     * The group from a list that began after every write that was under way, or else by id; `undefined` when neither
     * shows the write.
     */
    async readBack(
        id: string,
        microtenantId: string,
        showsTheWrite: (group: ApiGroup) => boolean,
    ): Promise<ApiGroup | undefined> {
        const list = await new Promise<Map<string, ApiGroup>>((resolve) => {
            this.waiting.set(microtenantId, [...(this.waiting.get(microtenantId) ?? []), resolve]);
            if (!this.writing.get(microtenantId)) this.startReadBack(microtenantId);
        });
        const listed = list.get(id);
        if (listed && showsTheWrite(listed)) return listed;
        const group = await this.byId(id, microtenantId);
        return group && showsTheWrite(group) ? group : undefined;
    }

    /** Soon after the last write of a wave; each write that ends, or begins, in between puts it off. */
    private startReadBack(microtenantId: string): void {
        clearTimeout(this.timers.get(microtenantId));
        const read = () => {
            const waiting = this.waiting.get(microtenantId) ?? [];
            if (waiting.length === 0 || this.writing.get(microtenantId)) return;
            this.waiting.delete(microtenantId);
            this.forget(microtenantId);
            const fresh = this.snapshot(microtenantId);
            for (const resolve of waiting) resolve(fresh);
        };
        this.timers.set(microtenantId, setTimeout(read, WAVE_GAP_MS));
    }

    /** Takes down what our own write made of a group; `undefined` for a deleted one. */
    wrote(id: string, microtenantId: string, group: ApiGroup | undefined): void {
        const writes = this.writes.get(microtenantId) ?? new Map<string, ApiGroup | undefined>();
        this.writes.set(microtenantId, writes.set(id, group));
    }

    /** Whether the group was made or changed by this process. */
    isOfThisRun(id: string, microtenantId: string): boolean {
        return this.writes.get(microtenantId)?.get(id) !== undefined;
    }

    forget(microtenantId: string): void {
        this.snapshots.delete(microtenantId);
    }

    private async list(microtenantId: string): Snapshot {
        try {
            return new Map(
                (await this.client.groups.list({ microtenantId })).objects.map((group) => [group.id, group]),
            );
        } catch (error) {
            // What a list does not find is its microtenant; the candidates are told.
            if (isZpaError(error, "NOT_FOUND") && microtenantId !== "0")
                await this.microtenants.one({ id: microtenantId });
            throw error;
        }
    }

    private snapshot(microtenantId: string): Snapshot {
        let snapshot = this.snapshots.get(microtenantId);
        if (!snapshot) {
            const fresh = this.list(microtenantId);
            fresh.catch(() => {
                if (this.snapshots.get(microtenantId) === fresh) this.snapshots.delete(microtenantId);
            });
            this.snapshots.set(microtenantId, fresh);
            snapshot = fresh;
        }
        return snapshot;
    }
}
