import { z } from "zod";
import type { Answer, Sent } from "./answers";
import { OWN, type Source } from "./evidence";
import type { FaultKind } from "./faultOptions";
import { REJECTION_NAMES, REJECTIONS } from "./rejections";

/** The longest delay that Node's timers support. */
export const Milliseconds = z.number().nonnegative().max(2_147_483_647);

/** Node.js sends no other headers. */
const Headers = z.record(
    z
        .string()
        .regex(/^[!#$%&'*+.^_`|~\w-]+$/, "must be the name of a header")
        .toLowerCase(),
    z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, "must be the value of a header"),
);
const Fields = z.record(z.string(), z.unknown());

/** The options of each kind. Their meaning is in `faultOptions.ts`. */
export const OPTIONS = {
    status: { status: z.int().min(200).max(599), body: z.unknown().optional(), headers: Headers.optional() },
    error: { id: z.enum(REJECTION_NAMES), status: z.int().min(400).max(599).optional() },
    delay: { ms: Milliseconds, workAt: z.enum(["start", "end"]).default("end") },
    resetBefore: {},
    resetAfter: {},
    cut: {},
    malformed: {},
    html: { status: z.int().min(200).max(599).optional(), work: z.boolean().default(true) },
    otherObject: { object: Fields.optional() },
    values: { values: Fields, id: z.string().optional() },
    rounded: { decimals: z.int().min(0).max(15).default(6) },
    pageCap: { size: z.int().positive().default(20) },
    counts: {
        totalPages: z.union([z.int().positive(), z.literal("grows")]).optional(),
        totalCount: z.int().nonnegative().optional(),
    },
    numbers: {},
    malformedItem: { item: z.unknown().optional() },
    emptyList: {},
    expiredToken: {},
} as const satisfies Readonly<Record<FaultKind, Readonly<Record<string, z.ZodType>>>>;

type Given<K extends FaultKind> = { [O in keyof (typeof OPTIONS)[K]]: z.output<(typeof OPTIONS)[K][O]> };
type AnyGiven = Given<FaultKind>;

type Changed = Omit<Sent, "known">;

interface Effect<F> {
    /** What the changed responses rest on; `answer` if the fault leaves that as it is. */
    readonly known: Source | "answer";
    /** Resets the connection before the request takes effect. */
    readonly resetBefore?: true;
    /** The response of a request that has no effect. */
    readonly instead?: (fault: F) => Changed | Sent | undefined;
    readonly delayMs?: { readonly before?: (fault: F) => number; readonly after?: (fault: F) => number };
    /** Changes the query of a request. */
    readonly query?: (query: URLSearchParams, fault: F) => void;
    /** Changes the response of a request that takes effect. */
    readonly after?: (answer: Answer, fault: F, query: URLSearchParams) => Changed;
}

const PAGE = "<html><body><h1>502 Bad Gateway</h1></body></html>";
const OTHER = { id: "216196257331289998", name: "Another object" };
const MALFORMED = { id: "216196257331289999", name: 17 };

/** What each kind of fault does to a request. */
const EFFECTS: { readonly [K in FaultKind]: Effect<Given<K>> } = {
    status: {
        known: OWN,
        instead: ({ status, body, headers = {} }) => ({ status, headers, ...(body === undefined ? {} : { body }) }),
    },
    // Each error has its own.
    error: { known: "answer", instead: ({ id, status }) => ({ ...REJECTIONS[id], ...(status ? { status } : {}) }) },
    delay: {
        known: "answer",
        delayMs: {
            before: ({ ms, workAt }) => (workAt === "end" ? ms : 0),
            after: ({ ms, workAt }) => (workAt === "start" ? ms : 0),
        },
    },
    html: {
        known: ["gateway.answer"],
        instead: (fault) => (fault.work ? undefined : page(fault.status ?? 200)),
        after: (answer, { status }) => page(status ?? withBody(answer).status),
    },
    otherObject: {
        known: OWN,
        // An error is unchanged.
        after: (answer, { object }) =>
            answer.status >= 300
                ? answer
                : { ...withBody(answer), body: object ?? { ...recordOf(answer.body), ...OTHER } },
    },
    values: {
        known: OWN,
        after: (answer, { values, id }) =>
            mapObjects(answer, (object) => (id === undefined || object.id === id ? { ...object, ...values } : object)),
    },
    malformedItem: {
        known: OWN,
        after: (answer, { item = MALFORMED }) =>
            mapList(answer, (list) => list.toSpliced(Math.ceil(list.length / 2), 0, item)),
    },
    rounded: {
        known: ["gateway.spoiled"],
        after: (answer, { decimals }) => ({ ...answer, body: rounded(answer.body, decimals) }),
    },
    pageCap: {
        known: ["gateway.spoiled"],
        query(query, { size }) {
            const asked = Number(query.get("pagesize") || size);
            query.set("pagesize", String(Math.min(asked, size)));
        },
    },
    counts: {
        known: OWN,
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
    numbers: { known: OWN, after: (answer) => ({ ...answer, body: withNumbers(answer.body) }) },
    resetBefore: { known: OWN, resetBefore: true },
    resetAfter: { known: OWN, after: (answer) => ({ ...answer, delivery: "none" }) },
    cut: { known: OWN, after: (answer) => ({ ...withBody(answer), delivery: "half" }) },
    malformed: {
        known: OWN,
        after: (answer) => {
            const { status, body } = withBody(answer);
            return { status, raw: { text: JSON.stringify(body).slice(0, -1), type: "application/json" } };
        },
    },
    // The server forgets the token before it handles the request.
    expiredToken: { known: "answer" },
    emptyList: { known: OWN, after: () => ({ status: 200, body: { totalPages: "1" } }) },
};

/** What a fault does to a request. */
export interface Action {
    readonly resetBefore: boolean;
    readonly delayMs: (when: "before" | "after") => number;
    readonly changeQuery: (asked: URLSearchParams) => void;
    /** The response of a request that has no effect. */
    readonly instead: () => Sent | undefined;
    readonly after: (answer: Answer, asked: URLSearchParams) => Sent;
}

const NO_ACTION: Action = {
    resetBefore: false,
    delayMs: () => 0,
    changeQuery: () => {},
    instead: () => undefined,
    after: (answer) => answer,
};

/** What a fault does to a request. Without a fault, nothing. */
export function actionOf(fault: ({ readonly kind: FaultKind } & AnyGiven) | undefined): Action {
    if (!fault) return NO_ACTION;
    const effect = EFFECTS[fault.kind] as unknown as Effect<AnyGiven>;
    const sent = (changed: Changed | Sent, answer?: Answer): Sent => {
        const known = effect.known === "answer" ? answer?.known : effect.known;
        return known === undefined || changed === answer ? (changed as Sent) : { ...changed, known };
    };
    return {
        resetBefore: effect.resetBefore ?? false,
        delayMs: (when) => effect.delayMs?.[when]?.(fault) ?? 0,
        changeQuery: (asked) => effect.query?.(asked, fault),
        instead: () => {
            const changed = effect.instead?.(fault);
            return changed && sent(changed);
        },
        after: (answer, asked) => (effect.after ? sent(effect.after(answer, fault, asked), answer) : answer),
    };
}

const page = (status: number): Changed => ({ status, raw: { text: PAGE, type: "text/html" } });

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
