import type { Listing, ObjectEndpoint } from "../api/client";
import type { Clock } from "../api/clock";
import { isZpaError } from "../api/errors";
import { canonicalText } from "../model/rules";
import type { ApiObject } from "../model/state";

/** The engine begins the updates of a wave one after the other, a little apart. */
const WAVE_GAP_MS = 200;

/** What one list said of a microtenant. */
interface Snapshot {
    readonly byId: ReadonlyMap<string, ApiObject>;
    readonly byName: ReadonlyMap<string, ApiObject>;
}

/** What this process knows of one kind of object in one microtenant. */
class InMicrotenant {
    snapshot: Promise<Snapshot> | undefined;
    /** Our own writes, which count more than any list; `undefined` for a deleted object. */
    readonly writes = new Map<string, ApiObject | undefined>();
    /** Objects that a read by id has not found; ids are never given again. */
    readonly gone = new Set<string>();
    /** The ids of the objects that our own writes have given a name, which they may have lost since. */
    private readonly named = new Map<string, Set<string>>();
    writing = 0;
    readBacks = 0;
    waiting: ((list: Promise<Snapshot>) => void)[] = [];

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

/** What this process knows of one kind of object of one customer, one list a microtenant for all who ask. */
export class Collection {
    private readonly microtenants = new Map<string, InMicrotenant>();
    /** Answers to searches, by microtenant and condition. */
    readonly searches = new Map<string, Promise<ApiObject[]>>();
    in(microtenantId: string): InMicrotenant {
        const known = this.microtenants.get(microtenantId) ?? new InMicrotenant();
        this.microtenants.set(microtenantId, known);
        return known;
    }
}

export interface ObjectsOptions {
    readonly endpoint: ObjectEndpoint<ApiObject>;
    readonly collection: Collection;
    readonly clock: Clock;
    /** Fields that a read by id reports wrongly. */
    readonly unreliableById: readonly string[];
    /** Told of list entries that cannot be read. */
    readonly onUnreadable: (unreadable: Listing<ApiObject>["unreadable"]) => void;
    /** Explains why a microtenant's list was not found. */
    readonly explainMicrotenant: (microtenantId: string) => Promise<void>;
}

/**
 * The objects of one kind for one operation. A list is corrected by our own writes, because nothing says when a write
 * becomes visible. An object that the list lacks is read by id, because a list may be empty, cut or wrongly scoped.
 * Source: docs/zpa-api.md#writes
 */
export class Objects {
    constructor(private readonly options: ObjectsOptions) {}

    /** Every object of a microtenant by id, our own writes included. */
    async all(microtenantId: string): Promise<Map<string, ApiObject>> {
        const objects = new Map((await this.snapshot(microtenantId)).byId);
        for (const [id, object] of this.known(microtenantId).writes) {
            if (object) objects.set(id, object);
            else objects.delete(id);
        }
        return objects;
    }

    /** Tells the objects that exist now, or that this process makes, from those that somebody makes later. */
    async existing(microtenantId: string): Promise<(id: string) => boolean> {
        const { byId } = await this.snapshot(microtenantId);
        const { writes } = this.known(microtenantId);
        return (id) => byId.has(id) || writes.has(id);
    }

    /** The object of this name, free of spelling. */
    async named(name: unknown, microtenantId: string): Promise<ApiObject | undefined> {
        const wanted = canonicalText(String(name));
        const { byName } = await this.snapshot(microtenantId);
        const known = this.known(microtenantId);
        const listed = byName.get(wanted);
        return known.writtenAs(wanted) ?? (listed && !known.writes.has(listed.id) ? listed : undefined);
    }

    /** The objects that fit a condition in ZPA's own syntax, or all of them; `null` means every microtenant. Asked once. */
    search(microtenantId: string | null, condition: string | undefined): Promise<ApiObject[]> {
        const { searches } = this.options.collection;
        const key = JSON.stringify([microtenantId, condition]);
        const known = searches.get(key);
        if (known) return known;
        const asked = this.options.endpoint.list({ microtenantId, search: condition }).then(({ objects }) => objects);
        searches.set(key, asked);
        asked.catch(() => searches.delete(key));
        return asked;
    }

    /** The object, or `undefined` when a read by id does not find it. */
    async one(id: string, microtenantId: string): Promise<ApiObject | undefined> {
        const { byId } = await this.snapshot(microtenantId);
        const { writes } = this.known(microtenantId);
        const known = writes.has(id) ? writes.get(id) : byId.get(id);
        return known ?? this.byId(id, microtenantId);
    }

    /** The object as the service has it now, or `undefined` when it does not exist. */
    async byId(id: string, microtenantId: string): Promise<ApiObject | undefined> {
        try {
            const object: Record<string, unknown> = { ...(await this.options.endpoint.get(id, microtenantId)) };
            for (const field of this.options.unreliableById) delete object[field];
            return object as ApiObject;
        } catch (error) {
            if (!isZpaError(error, "NOT_FOUND")) throw error;
            this.known(microtenantId).gone.add(id);
            return undefined;
        }
    }

    /** Whether a read by id has not found the object already. */
    isKnownGone(id: string, microtenantId: string): boolean {
        return this.known(microtenantId).gone.has(id);
    }

    /** Does a write; reads back wait for all writes under way, so that one list serves them together. */
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

    /** The object from a list that began after every write under way, or else by id; `undefined` when neither shows the write. */
    async readBack(
        id: string,
        microtenantId: string,
        showsTheWrite: (object: ApiObject) => boolean,
    ): Promise<ApiObject | undefined> {
        const known = this.known(microtenantId);
        const list = await new Promise<Snapshot>((resolve) => {
            known.waiting.push(resolve);
            if (known.writing === 0) this.startReadBack(microtenantId);
        });
        const listed = list.byId.get(id);
        if (listed && showsTheWrite(listed)) return listed;
        const object = await this.byId(id, microtenantId);
        return object && showsTheWrite(object) ? object : undefined;
    }

    /** Soon after the last write of a wave; each write that ends, or begins, in between puts it off. */
    private startReadBack(microtenantId: string): void {
        const known = this.known(microtenantId);
        const turn = ++known.readBacks;
        void this.options.clock.sleep(WAVE_GAP_MS).then(() => {
            const { waiting } = known;
            if (turn !== known.readBacks || waiting.length === 0 || known.writing > 0) return;
            known.waiting = [];
            this.forget(microtenantId);
            const fresh = this.snapshot(microtenantId);
            for (const resolve of waiting) resolve(fresh);
        });
    }

    /** Takes down what our own write made of an object; `undefined` for a deleted one. */
    wrote(id: string, microtenantId: string, object: ApiObject | undefined): void {
        this.known(microtenantId).wrote(id, object);
    }

    /** Whether the object was made or changed by this process. */
    isOfThisRun(id: string, microtenantId: string): boolean {
        return this.known(microtenantId).writes.get(id) !== undefined;
    }

    /** The next question asks the service again. */
    forget(microtenantId: string): void {
        this.known(microtenantId).snapshot = undefined;
    }

    private known(microtenantId: string): InMicrotenant {
        return this.options.collection.in(microtenantId);
    }

    private snapshot(microtenantId: string): Promise<Snapshot> {
        const known = this.known(microtenantId);
        if (known.snapshot) return known.snapshot;
        const fresh = this.list(microtenantId);
        known.snapshot = fresh;
        fresh.catch(() => {
            if (known.snapshot === fresh) known.snapshot = undefined;
        });
        return fresh;
    }

    private async list(microtenantId: string): Promise<Snapshot> {
        try {
            const { objects, unreadable } = await this.options.endpoint.list({ microtenantId });
            if (unreadable.length > 0) this.options.onUnreadable(unreadable);
            return {
                byId: new Map(objects.map((object) => [object.id, object])),
                // The first of several with one name counts, as when they are looked through in order.
                byName: new Map(objects.toReversed().map((object) => [canonicalText(object.name), object])),
            };
        } catch (error) {
            if (isZpaError(error, "NOT_FOUND")) await this.options.explainMicrotenant(microtenantId);
            throw error;
        }
    }
}
