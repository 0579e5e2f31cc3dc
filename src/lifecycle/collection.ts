import type { CompleteListing, Listing, ObjectEndpoint } from "../api/client";
import type { Clock } from "../api/clock";
import { isZpaError } from "../api/errors";
import type { Operation } from "../api/operation";
import { SharedRequest } from "../api/sharedRequest";
import { canonicalText } from "../model/rules";
import type { ApiObject } from "../model/state";
import { Gone } from "./gone";
import { type Look, Looks } from "./looks";

/** The engine starts parallel updates one after the other. A longer gap means that no more update follows. */
const PARALLEL_UPDATES_GAP_MS = 200;

/** The result of listing a microtenant. */
interface Snapshot {
    readonly listing: CompleteListing<ApiObject>;
    readonly byId: ReadonlyMap<string, ApiObject>;
    readonly byName: ReadonlyMap<string, ApiObject>;
}

/** The known objects of one kind in one microtenant. */
class InMicrotenant {
    snapshot: SharedRequest<Snapshot> | undefined;
    readonly looks = new Looks();
    /** The results of this process's writes, which override lists; `undefined` for a deleted object. */
    readonly writes = new Map<string, ApiObject | undefined>();
    /** Ids that a read has not found. The service never reuses an id. */
    readonly gone = new Set<string>();
    /** Ids of objects by the name that a write of this process has set. The name may have changed since. */
    private readonly named = new Map<string, Set<string>>();
    writing = 0;
    readBacks = 0;
    waiting: ((list: SharedRequest<Snapshot>) => void)[] = [];

    wrote(id: string, object: ApiObject | undefined): void {
        this.writes.set(id, object);
        if (!object) return;
        const name = canonicalText(object.name);
        this.named.set(name, (this.named.get(name) ?? new Set()).add(id));
    }

    writtenAs(name: string): ApiObject | undefined {
        const written = [...(this.named.get(name) ?? [])].map((id) => this.writes.get(id));
        return written.find((object) => object && canonicalText(object.name) === name);
    }
}

/** The known objects of one kind of one customer. Each microtenant is listed once. */
export class Collection {
    private readonly microtenants = new Map<string, InMicrotenant>();
    /** Results of searches, by microtenant and condition. */
    readonly searches = new Map<string, SharedRequest<ApiObject[]>>();
    in(microtenantId: string): InMicrotenant {
        const known = this.microtenants.get(microtenantId) ?? new InMicrotenant();
        this.microtenants.set(microtenantId, known);
        return known;
    }
}

export interface ObjectsOptions {
    readonly operation: Operation;
    /** The calls of an operation. Lists are requested for all operations that wait for them. */
    readonly endpoint: (operation: Operation) => ObjectEndpoint<ApiObject>;
    /** In messages, in the singular. */
    readonly noun: string;
    readonly collection: Collection;
    readonly clock: Clock;
    /** Fields for which a read by id returns wrong values. */
    readonly unreliableById: readonly string[];
    /** Called with list entries that cannot be parsed. */
    readonly onUnreadable: (unreadable: Listing<ApiObject>["unreadable"]) => void;
    /** Explains why a microtenant's list was not found. */
    readonly explainMicrotenant: (microtenantId: string) => Promise<void>;
}

/**
 * The objects of one kind for one operation. Lists are corrected by this process's writes, because it is not documented
 * when lists return a write. An object that is not in a list is read by id, because a list may be incomplete.
 * Source: docs/zpa-api.md#writes
 */
export class Objects {
    constructor(private readonly options: ObjectsOptions) {}

    /** Every object of a microtenant by id, including this process's writes. */
    async all(microtenantId: string): Promise<Map<string, ApiObject>> {
        const objects = new Map((await this.snapshot(microtenantId)).byId);
        for (const [id, object] of this.known(microtenantId).writes) {
            if (object) objects.set(id, object);
            else objects.delete(id);
        }
        return objects;
    }

    /** Returns a function that distinguishes objects that exist now, or that this process creates, from later ones. */
    async existing(microtenantId: string): Promise<(id: string) => boolean> {
        const { byId } = await this.snapshot(microtenantId);
        const { writes } = this.known(microtenantId);
        return (id) => byId.has(id) || writes.has(id);
    }

    /** The object with this name, compared in canonical form. */
    async named(name: unknown, microtenantId: string): Promise<ApiObject | undefined> {
        const wanted = canonicalText(String(name));
        const { byName } = await this.snapshot(microtenantId);
        const known = this.known(microtenantId);
        const listed = byName.get(wanted);
        return known.writtenAs(wanted) ?? (listed && !known.writes.has(listed.id) ? listed : undefined);
    }

    /**
     * The objects that match a condition in ZPA's syntax, or all. `null` means all microtenants. The result is
     * cached.
     */
    search(microtenantId: string | null, condition: string | undefined): Promise<ApiObject[]> {
        const { searches } = this.options.collection;
        const key = JSON.stringify([microtenantId, condition]);
        const asked =
            searches.get(key) ??
            new SharedRequest({
                request: async (all) =>
                    (await this.options.endpoint(all).list({ microtenantId, search: condition })).objects,
                what: `The search for ${this.options.noun}s`,
                onFailure: () => searches.delete(key),
            });
        searches.set(key, asked);
        return asked.join(this.options.operation);
    }

    /** The object, from the list or else by id. */
    async one(id: string, microtenantId: string): Promise<ApiObject | Gone> {
        const { byId } = await this.snapshot(microtenantId);
        const { writes } = this.known(microtenantId);
        const known = writes.has(id) ? writes.get(id) : byId.get(id);
        return known ?? this.byId(id, microtenantId);
    }

    /** The current object. */
    async byId(id: string, microtenantId: string): Promise<ApiObject | Gone> {
        try {
            const object: Record<string, unknown> = {
                ...(await this.options.endpoint(this.options.operation).get(id, microtenantId)),
            };
            for (const field of this.options.unreliableById) delete object[field];
            return object as ApiObject;
        } catch (error) {
            const gone = Gone.saidBy(error, id);
            if (!gone) throw error;
            this.known(microtenantId).gone.add(id);
            return gone;
        }
    }

    /**
     * Whether an object is gone after a delete that returned an error: if the service says so, or else if a list that is
     * requested now lacks it.
     */
    async goneAfterDelete(id: string, microtenantId: string): Promise<Gone | undefined> {
        try {
            const object = await this.byId(id, microtenantId);
            return object instanceof Gone ? object : undefined;
        } catch (error) {
            if (!isZpaError(error, "NO_SUCH_PATH", "UNAVAILABLE", "UNEXPECTED_ANSWER")) throw error;
            return Gone.lackedBy((await this.listedAfterwards(microtenantId)).listing, id);
        }
    }

    /** Whether a read by id has already failed to find the object. */
    isKnownGone(id: string, microtenantId: string): boolean {
        return this.known(microtenantId).gone.has(id);
    }

    /** Performs a write. Reads back wait for all writes in flight, so that they share one list. */
    async whileWriting<T>(microtenantId: string, write: () => Promise<T>): Promise<T> {
        const known = this.known(microtenantId);
        known.writing++;
        try {
            return await write();
        } finally {
            known.writing--;
            if (known.writing === 0) this.startReadBack(microtenantId);
        }
    }

    /**
     * The object from a list that was requested after all writes in flight, or else by id; `undefined` if neither has
     * the write.
     */
    async readBack(
        id: string,
        microtenantId: string,
        showsTheWrite: (object: ApiObject) => boolean,
    ): Promise<ApiObject | undefined> {
        const listed = (await this.listedAfterwards(microtenantId)).byId.get(id);
        if (listed && showsTheWrite(listed)) return listed;
        const object = await this.byId(id, microtenantId);
        return !(object instanceof Gone) && showsTheWrite(object) ? object : undefined;
    }

    /** A list that is requested after all writes in flight. All who wait for one share it. */
    private listedAfterwards(microtenantId: string): Promise<Snapshot> {
        const known = this.known(microtenantId);
        return new Promise<Snapshot>((resolve) => {
            known.waiting.push((list) => resolve(list.join(this.options.operation)));
            if (known.writing === 0) this.startReadBack(microtenantId);
        });
    }

    /** Resolves soon after the last of several parallel writes. Each write that starts or ends delays it. */
    private startReadBack(microtenantId: string): void {
        const known = this.known(microtenantId);
        const turn = ++known.readBacks;
        void this.options.clock.sleep(PARALLEL_UPDATES_GAP_MS).then(() => {
            const { waiting } = known;
            if (turn !== known.readBacks || waiting.length === 0 || known.writing > 0) return;
            known.waiting = [];
            this.forget(microtenantId);
            const fresh = this.shared(microtenantId);
            for (const resolve of waiting) resolve(fresh);
        });
    }

    /** A list that is requested from now on, for all who look for an object whose create has lost its response. */
    look(microtenantId: string): Promise<Look> {
        const { operation, clock } = this.options;
        const list = async (all: Operation) => (await this.list(microtenantId, all)).listing;
        return this.known(microtenantId).looks.join(operation, clock, list);
    }

    /** Records the result of this process's write; `undefined` for a deleted object. */
    wrote(id: string, microtenantId: string, object: ApiObject | undefined): void {
        this.known(microtenantId).wrote(id, object);
    }

    /** Whether this process has created or changed the object. */
    isOfThisRun(id: string, microtenantId: string): boolean {
        return this.known(microtenantId).writes.get(id) !== undefined;
    }

    /** Clears the cache, so that the next read queries the service. */
    forget(microtenantId: string): void {
        this.known(microtenantId).snapshot = undefined;
    }

    private known(microtenantId: string): InMicrotenant {
        return this.options.collection.in(microtenantId);
    }

    private snapshot(microtenantId: string): Promise<Snapshot> {
        return this.shared(microtenantId).join(this.options.operation);
    }

    private shared(microtenantId: string): SharedRequest<Snapshot> {
        const known = this.known(microtenantId);
        known.snapshot ??= this.ask(microtenantId);
        return known.snapshot;
    }

    private ask(microtenantId: string): SharedRequest<Snapshot> {
        const asked = new SharedRequest<Snapshot>({
            request: (all) => this.list(microtenantId, all),
            what: `The list of ${this.options.noun}s`,
            onFailure: () => {
                const known = this.known(microtenantId);
                if (known.snapshot === asked) known.snapshot = undefined;
            },
        });
        return asked;
    }

    private async list(microtenantId: string, all: Operation): Promise<Snapshot> {
        try {
            const listing = await this.options.endpoint(all).list({ microtenantId });
            const { objects, unreadable } = listing;
            if (unreadable.length > 0) this.options.onUnreadable(unreadable);
            return {
                listing,
                byId: new Map(objects.map((object) => [object.id, object])),
                // Of several objects with one name, the first one counts.
                byName: new Map(objects.toReversed().map((object) => [canonicalText(object.name), object])),
            };
        } catch (error) {
            if (isZpaError(error, "NOT_FOUND")) await this.options.explainMicrotenant(microtenantId);
            throw error;
        }
    }
}
