import type { Answer } from "./answers";
import type { Fault } from "./faults";
import { REJECTIONS } from "./rejections";

type Kind = Fault["kind"];
type FaultOf<K extends Kind> = Extract<Fault, { kind: K }>;

/** A response after a fault has changed it. */
export interface Sent extends Answer {
    /** A body that is sent unchanged, with this content type. */
    readonly raw?: { readonly text: string; readonly type: "application/json" | "text/html" };
    /** `half`: the connection ends in the middle of the body. `none`: it ends without a response. Default: `whole`. */
    readonly delivery?: "whole" | "half" | "none";
}

interface Effect<F> {
    /** Resets the connection before the request takes effect. */
    readonly resetBefore?: true;
    /** The response of a request that has no effect. */
    readonly instead?: (fault: F) => Sent | undefined;
    readonly delayMs?: { readonly before?: (fault: F) => number; readonly after?: (fault: F) => number };
    /** Changes the query of a request. */
    readonly query?: (query: URLSearchParams, fault: F) => void;
    /** Changes the response of a request that takes effect. */
    readonly after?: (answer: Answer, fault: F, query: URLSearchParams) => Sent;
}

const PAGE = "<html><body><h1>502 Bad Gateway</h1></body></html>";
const OTHER = { id: "216196257331289998", name: "Another object" };
const MALFORMED = { id: "216196257331289999", name: 17 };

/** What each kind of fault does to a request. */
const EFFECTS: { readonly [K in Kind]: Effect<FaultOf<K>> } = {
    status: {
        instead: ({ status, body, headers = {} }) => ({ status, headers, ...(body === undefined ? {} : { body }) }),
    },
    error: { instead: ({ id, status }) => ({ ...REJECTIONS[id], ...(status ? { status } : {}) }) },
    delay: {
        delayMs: {
            before: ({ ms, workAt }) => (workAt === "end" ? ms : 0),
            after: ({ ms, workAt }) => (workAt === "start" ? ms : 0),
        },
    },
    html: {
        instead: (fault) => (fault.work ? undefined : page(fault.status ?? 200)),
        after: (answer, { status }) => page(status ?? withBody(answer).status),
    },
    otherObject: {
        // An error is unchanged.
        after: (answer, { object }) =>
            answer.status >= 300
                ? answer
                : { ...withBody(answer), body: object ?? { ...recordOf(answer.body), ...OTHER } },
    },
    values: {
        after: (answer, { values, id }) =>
            mapObjects(answer, (object) => (id === undefined || object.id === id ? { ...object, ...values } : object)),
    },
    malformedItem: {
        after: (answer, { item = MALFORMED }) =>
            mapList(answer, (list) => list.toSpliced(Math.ceil(list.length / 2), 0, item)),
    },
    rounded: { after: (answer, { decimals }) => ({ ...answer, body: rounded(answer.body, decimals) }) },
    pageCap: {
        query(query, { size }) {
            const asked = Number(query.get("pagesize") || size);
            query.set("pagesize", String(Math.min(asked, size)));
        },
    },
    counts: {
        after: (answer, { totalPages, totalCount }, query) => {
            const { body } = answer;
            if (!isRecord(body) || !("totalPages" in body)) return answer;
            const pages = totalPages === "grows" ? Number(query.get("page") || 1) + 1 : totalPages;
            return {
                ...answer,
                body: {
                    ...body,
                    ...(pages === undefined ? {} : { totalPages: String(pages) }),
                    ...(totalCount === undefined ? {} : { totalCount: String(totalCount) }),
                },
            };
        },
    },
    numbers: { after: (answer) => ({ ...answer, body: withNumbers(answer.body) }) },
    resetBefore: { resetBefore: true },
    resetAfter: { after: (answer) => ({ ...answer, delivery: "none" }) },
    cut: { after: (answer) => ({ ...withBody(answer), delivery: "half" }) },
    malformed: {
        after: (answer) => {
            const { status, body } = withBody(answer);
            return { status, raw: { text: JSON.stringify(body).slice(0, -1), type: "application/json" } };
        },
    },
    // The server forgets the token before it handles the request.
    expiredToken: {},
    emptyList: { after: () => ({ status: 200, body: { totalPages: "1" } }) },
};

export const effectOf = (fault: Fault | undefined): Effect<Fault> =>
    fault ? (EFFECTS[fault.kind] as unknown as Effect<Fault>) : {};

const page = (status: number): Sent => ({ status, raw: { text: PAGE, type: "text/html" } });

/** The response with a body, and with status 200 instead of 204. */
const withBody = (answer: Answer): Answer =>
    answer.body === undefined ? { ...answer, status: 200, body: { status: "done" } } : answer;

const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
const recordOf = (value: unknown) => (isRecord(value) && !Array.isArray(value.list) ? value : {});

/** The response with a changed list. An error, or a response without a list, is unchanged. */
function mapList(answer: Answer, map: (list: unknown[]) => unknown[]): Answer {
    const { body } = answer;
    if (answer.status >= 300) return answer;
    if (Array.isArray(body)) return { ...answer, body: map(body) };
    if (!isRecord(body) || !("totalPages" in body)) return answer;
    return { ...answer, body: { ...body, list: map(Array.isArray(body.list) ? body.list : []) } };
}

function mapObjects(answer: Answer, map: (object: Record<string, unknown>) => Record<string, unknown>): Answer {
    const each = (item: unknown) => (isRecord(item) ? map(item) : item);
    const { body } = answer;
    if (answer.status >= 300) return answer;
    const isList = Array.isArray(body) || (isRecord(body) && "totalPages" in body);
    return isList
        ? mapList(answer, (list) => list.map(each))
        : isRecord(body)
          ? { ...answer, body: map(body) }
          : answer;
}

/** The same value with its numbers rounded. Integers stay as they are. */
function rounded(value: unknown, decimals: number): unknown {
    if (Array.isArray(value)) return value.map((item) => rounded(item, decimals));
    if (isRecord(value))
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner, decimals)]));
    const hasDecimals = typeof value === "string" && /^-?\d+\.\d+$/.test(value);
    return hasDecimals ? String(Number(Number(value).toFixed(decimals))) : value;
}

const isIdField = (field: string) => /^id$|Id$|_gid$/.test(field);

function withNumbers(value: unknown, field = ""): unknown {
    if (Array.isArray(value)) return value.map((item) => withNumbers(item, field));
    if (isRecord(value))
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withNumbers(inner, key)]));
    const isNumber = typeof value === "string" && /^-?\d{1,15}(\.\d+)?$/.test(value) && !isIdField(field);
    return isNumber ? Number(value) : value;
}
