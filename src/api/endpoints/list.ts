import { z } from "zod";
import type { Unreadable } from "../../model/unreadable";
import type { Call } from "../answer";
import { problemsOf, readAnswer } from "../answer";
import type { CallApi } from "../caller";
import { ZpaError } from "../errors";
import type { TimeLimit } from "../operation";

/** The result of a list. An item that cannot be parsed does not affect the others. */
export interface Listing<T> {
    readonly objects: T[];
    readonly unreadable: Unreadable[];
}

/** A list whose counts were reached. Only {@link listAll} makes one. */
export interface CompleteListing<T> extends Listing<T> {
    readonly [complete]: true;
}
declare const complete: unique symbol;

/** The calls of one list, which share a deadline. */
export interface ListRun {
    readonly call: CallApi;
    readonly deadline: Pick<TimeLimit, "remainingMs">;
}

/** Source: docs/zpa-api.md#lists */
const MAX_PAGE = 500;
/** More pages, or more objects, are no list of a tenant. Source: docs/zpa-api.md#limits-of-a-tenant */
const MAX_PAGES = 1_000;
const MAX_OBJECTS = 100_000;
/** How often a list is read again whose counts were not reached, for example because an object was deleted meanwhile. */
const MAX_TRIES = 3;
/** How long after the deadline further pages are requested. */
const GRACE_MS = 10_000;

const count = z.string().regex(/^\d+$/).transform(Number);

/** `totalCount` may be missing, and `list` if it is empty. A response without both is not a list. */
const Page = z
    .object({ totalPages: count.optional(), totalCount: count.optional(), list: z.array(z.unknown()).optional() })
    .refine(({ totalPages, list }) => totalPages !== undefined || list !== undefined, "is not a list");

/**
 * All pages of a list, each object once. A server may cap the size of a page, so the counts decide whether the list is
 * complete. Source: docs/zpa-api.md#whose-answer-it-is
 *
 * @throws ZpaError if the counts contradict the pages
 */
export async function listAll<T extends z.ZodType>(
    run: ListRun,
    path: string,
    schema: T,
    query: Readonly<Record<string, string>>,
): Promise<CompleteListing<z.output<T>>> {
    let last: Pages<z.output<T>> | undefined;
    for (let tries = 0; tries < MAX_TRIES; tries++) {
        last = await readPages(run, path, schema, query);
        if (isComplete(last)) {
            const { objects, unreadable } = last;
            return {
                objects: [...objects.values()],
                unreadable: [...unreadable.values()],
            } as unknown as CompleteListing<z.output<T>>;
        }
    }
    throw incomplete(path, last!);
}

/** What the pages of a list had, and what the last one said about their number. */
interface Pages<T> {
    readonly objects: Map<string, T>;
    readonly unreadable: Map<string, Unreadable>;
    readonly pages: number;
    readonly totalPages: number | undefined;
    readonly totalCount: number | undefined;
    /** Whether `totalCount` fell between two pages. An object may then have moved to a page that was read before. */
    readonly hasShrunk: boolean;
}

const seen = ({ objects, unreadable }: Pick<Pages<unknown>, "objects" | "unreadable">) =>
    objects.size + unreadable.size;

/** Without `totalCount`, `totalPages` counts. Some responses have the number of objects in it. */
function isComplete(read: Pages<unknown>): boolean {
    if (read.hasShrunk) return false;
    if (read.totalCount !== undefined) return seen(read) >= read.totalCount;
    return read.totalPages === undefined || read.pages >= read.totalPages || seen(read) === read.totalPages;
}

async function readPages<T extends z.ZodType>(
    { call, deadline }: ListRun,
    path: string,
    schema: T,
    query: Readonly<Record<string, string>>,
): Promise<Pages<z.output<T>>> {
    const objects = new Map<string, z.output<T>>();
    const unreadable = new Map<string, Unreadable>();
    let highestCount = 0;
    for (let number = 1; ; number++) {
        const parameters = { page: String(number), pagesize: String(MAX_PAGE), ...query };
        const request: Call = { method: "GET", path: `${path}${encodeQuery(parameters)}` };
        const {
            totalPages,
            totalCount,
            list = [],
        } = await call(request, (answer) => readAnswer(Page, request, answer));
        const before = seen({ objects, unreadable });
        for (const [index, item] of list.entries()) {
            const parsed = schema.safeParse(item);
            if (parsed.success) {
                objects.set((item as { id: string }).id, parsed.data);
                continue;
            }
            const known = nameOf(item);
            unreadable.set(known.id ?? `${number} ${index}`, { ...known, problem: problemsOf(parsed.error) });
        }
        const hasShrunk = totalCount !== undefined && totalCount < highestCount;
        highestCount = Math.max(highestCount, totalCount ?? 0);
        const read = { objects, unreadable, pages: number, totalPages, totalCount, hasShrunk };
        if (hasShrunk) return read;
        const bringsNew = seen(read) > before;
        const isCounted = totalPages !== undefined || totalCount !== undefined;
        if (isCounted ? isComplete(read) && !hasMorePages(read) : list.length < MAX_PAGE) return read;
        if (!bringsNew) return read;
        if (number >= MAX_PAGES || seen(read) >= MAX_OBJECTS) throw incomplete(path, read);
        if (deadline.remainingMs() < -GRACE_MS) throw incomplete(path, read, true);
    }
}

/** Whether `totalPages` promises another page, although `totalCount` may be reached. */
const hasMorePages = (read: Pages<unknown>): boolean =>
    read.totalPages !== undefined && read.pages < read.totalPages && seen(read) !== read.totalPages;

/** The number of objects of a list, from the counts of a page with one object. One call. */
export async function countOf(call: CallApi, path: string, query: Readonly<Record<string, string>>): Promise<number> {
    const request: Call = { method: "GET", path: `${path}${encodeQuery({ page: "1", pagesize: "1", ...query })}` };
    const { totalPages, totalCount, list = [] } = await call(request, (answer) => readAnswer(Page, request, answer));
    return list.length === 0 ? 0 : (totalCount ?? totalPages ?? list.length);
}

function incomplete(path: string, read: Pages<unknown>, isLate = false): ZpaError {
    const { pages, totalPages = "missing", totalCount = "missing" } = read;
    return new ZpaError(
        "UNEXPECTED_ANSWER",
        `GET ${path} returned an incomplete list${isLate ? " when zpa:retrySecs was over" : ""}: ${seen(read)} objects on ${pages} page${pages === 1 ? "" : "s"}, ` +
            `but totalCount is ${totalCount} and totalPages is ${totalPages}. Nothing is concluded from it. Run again; if it ` +
            "persists, check whether a gateway changes the responses (zpa:baseUrl, HTTPS_PROXY).",
        { method: "GET", path },
    );
}

function nameOf(item: unknown): { id?: string; name?: string } {
    const { id, name } = (item ?? {}) as { id?: unknown; name?: unknown };
    return { ...(typeof id === "string" ? { id } : {}), ...(typeof name === "string" ? { name } : {}) };
}

/** Spaces in `search` are percent-encoded (`name%20EQ%20x`), as on the vendor's page. */
export function encodeQuery(parameters: Readonly<Record<string, string>>): string {
    const pairs = Object.entries(parameters).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
    return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}
