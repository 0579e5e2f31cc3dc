import { setTimeout as timer } from "node:timers/promises";
import { type Answer, refuse, restingOn, type Sent } from "./answers";
import type { AuthScheme } from "./auth";
import { controlRoutes } from "./control";
import type { Emulation } from "./emulation";
import type { Endpoint } from "./endpoint";
import { answerCall } from "./endpoints";
import { type FactName, judge, OWN } from "./evidence";
import { actionOf } from "./faultKinds";
import type { Fault } from "./faults";
import type { Handler } from "./handler";
import type { Asked, Handle, RefuseUnread } from "./http";
import { parseJson } from "./json";
import type { Params } from "./kinds";
import { refuseOutsider } from "./outsiders";
import { Router } from "./router";

const SCHEMES: readonly { scheme: AuthScheme; prefix: string }[] = [
    { scheme: "legacy", prefix: "" },
    { scheme: "oneapi", prefix: "/zpa" },
];

/** Waits without keeping the process alive, for example after the emulator is closed. */
const sleep = (ms: number) => timer(ms, undefined, { ref: false });

/** Answers requests: the legacy API, OneAPI and the control API. */
export function answering(emulation: Emulation): Handle {
    const router = routesOf(emulation);
    const answer = (asked: Asked): Sent | Promise<Sent> => {
        let found: ReturnType<typeof router.find>;
        try {
            found = router.find(asked.method, asked.path);
        } catch {
            return refuse.badParameter("request.encoding", "path");
        }
        if (!found) return refuse.unknownPath(asked.method, asked.path);
        if ("allowed" in found) return refuse.wrongMethod(found.allowed);
        return asked.isTooLarge ? refuse.tooLarge() : found.handler(asked, found.params);
    };
    const answered = async (asked: Asked): Promise<Sent> => {
        const refusal = refuseOutsider(asked.headers, emulation.hostnames);
        if (refusal) return noted(emulation, asked, refusal);
        let sent: Sent;
        try {
            sent = await answer(asked);
        } catch (error) {
            sent = refuse.broken((error as Error).message);
        }
        // The control API is not part of the service.
        if (asked.path.startsWith("/_emulator/")) return dated(emulation, sent);
        return noted(emulation, asked, emulation.guesses.judge(sent, `${asked.method} ${asked.path}`));
    };
    // Of a request log that cannot be written, for example.
    return (asked) => answered(asked).catch((error: Error) => dated(emulation, refuse.broken(error.message)));
}

/** Answers data that is not a valid HTTP request. It is not in the request log. */
export const answeringUnread =
    (emulation: Emulation): RefuseUnread =>
    (status) => {
        const sent = emulation.guesses.judge(refuse.badRequest(status), "data that is not HTTP");
        return { ...sent, headers: { "x-emulator-evidence": judge(sent.known).header } };
    };

function routesOf(emulation: Emulation): Router<Handler> {
    const router = new Router<Handler>();
    router.add("POST", "/signin", (asked) => signIn(emulation, "legacy", asked));
    router.add("POST", "/oauth2/v1/token", (asked) => signIn(emulation, "oneapi", asked));
    for (const { scheme, prefix } of SCHEMES) {
        for (const endpoint of emulation.endpoints) {
            const api = `${prefix}/mgmtconfig/${endpoint.version ?? "v1"}`;
            const at = (base: string, answer: Endpoint["answer"]) => {
                const served = { ...endpoint, answer, template: `${endpoint.version ?? "v1"} ${endpoint.path}` };
                router.add(endpoint.method, `${api}/${base}/:customerId${endpoint.path}`, (asked, params) =>
                    serve(emulation, scheme, served, asked, params),
                );
            };
            at("admin/customers", endpoint.answer);
            if (endpoint.answerAtCustomer) at("customer", endpoint.answerAtCustomer);
        }
    }
    controlRoutes(router, emulation);
    return router;
}

const signIn = (emulation: Emulation, scheme: AuthScheme, asked: Asked): Promise<Sent> =>
    withFault(emulation, emulation.faults.take(asked.method, asked.url), asked, () => {
        if (!/^application\/x-www-form-urlencoded\b/i.test(asked.headers["content-type"] ?? ""))
            return refuse.wrongContentType();
        const form = new URLSearchParams(asked.body);
        return scheme === "legacy" ? emulation.auth.signIn(form) : emulation.auth.token(form);
    });

async function serve(
    emulation: Emulation,
    scheme: AuthScheme,
    endpoint: Endpoint & { readonly template: string },
    asked: Asked,
    { customerId = "", ...params }: Params,
): Promise<Sent> {
    const { auth, limits, clock, faults } = emulation;
    const mode = emulation.limitMode ?? scheme;
    const { template } = endpoint;
    const call = { method: asked.method, source: asked.source, customerId, path: asked.path, template };
    const { refused, headers, known } = limits.admit(mode, call, clock.now());
    const limited = (sent: Sent): Sent =>
        known.length === 0 ? sent : { ...restingOn(sent, known), headers: { ...headers, ...sent.headers } };
    if (refused) return limited(refuse.tooManyRequests(refused.known, refused.retryAfterSecs, mode));

    const fault = faults.take(asked.method, asked.url);
    if (fault?.kind === "expiredToken") auth.forget(asked.headers.authorization);
    const sent = await withFault(emulation, fault, asked, () => {
        const customer = auth.customerOf(asked.headers.authorization, scheme);
        if (!customer) return scheme === "legacy" ? refuse.unauthorized() : refuse.unauthorizedOneApi();
        if (customer !== customerId) return refuse.forbidden();
        if (!emulation.hasPath(endpoint)) return refuse.unknownPath(asked.method, asked.path, "code.path");
        const body = bodyOf(asked);
        if ("status" in body) return body.status;
        return perform(emulation, customerId, endpoint, { query: queryOf(asked, fault), params, body: body.json });
    });
    return limited(sent);
}

type Performed = { readonly query: URLSearchParams; readonly params: Params; readonly body: Record<string, unknown> };

/** Answers a call. Its changes are saved, or undone if the answer is a guess and guesses fail. */
function perform(emulation: Emulation, customerId: string, endpoint: Endpoint, call: Performed): Answer {
    const store = emulation.tenant(customerId);
    const isWrite = endpoint.method !== "GET";
    const before = isWrite && emulation.guesses.how === "fail" ? structuredClone(store.dump()) : undefined;
    const lagging: FactName[] = endpoint.list && emulation.listLag.isOn ? ["list.lag"] : [];
    const seen = endpoint.list ? emulation.listLag.seen(store) : store;
    const answer = answerCall(endpoint, { ...call, store: seen, nameTaken: emulation.nameTaken });
    if (before && emulation.guesses.forbids(answer)) {
        store.load(before);
        store.changed();
    } else if (isWrite && answer.status < 300) emulation.changed();
    return restingOn(answer, lagging);
}

/** The query of a request, as its fault changes it. */
function queryOf(asked: Asked, fault: Fault | undefined): URLSearchParams {
    const query = new URLSearchParams(asked.query);
    actionOf(fault).changeQuery(query);
    return query;
}

function bodyOf(asked: Asked): { json: Record<string, unknown> } | { status: Answer } {
    if (asked.method !== "POST" && asked.method !== "PUT") return { json: {} };
    if (!/^application\/json\b/i.test(asked.headers["content-type"] ?? ""))
        return { status: refuse.wrongContentType() };
    try {
        const json = parseJson(asked.body);
        const isObject = typeof json === "object" && json !== null && !Array.isArray(json);
        return isObject ? { json: json as Record<string, unknown> } : { status: refuse.badJson() };
    } catch {
        return { status: refuse.badJson() };
    }
}

/** Handles a request with its latency and its fault. */
async function withFault(
    emulation: Emulation,
    fault: Fault | undefined,
    asked: Asked,
    work: () => Answer,
): Promise<Sent> {
    const action = actionOf(fault);
    const { beforeMs, afterMs } = emulation.latencies.next();
    if (action.resetBefore) return { known: OWN, status: 0, delivery: "none" };
    const waitsMs = { before: action.delayMs("before") + beforeMs, after: action.delayMs("after") + afterMs };
    if (waitsMs.before > 0) await sleep(waitsMs.before);
    const instead = action.instead();
    const answer = instead ?? work();
    if (waitsMs.after > 0) await sleep(waitsMs.after);
    return instead || !fault ? answer : action.after(answer, queryOf(asked, fault));
}

/** The response with its headers. */
const dated = ({ clock }: Emulation, sent: Sent): Sent => ({
    ...sent,
    headers: {
        date: new Date(clock.now()).toUTCString(),
        "x-emulator-evidence": judge(sent.known).header,
        ...sent.headers,
    },
});

/** The response with its headers. The request is in the log. */
function noted(emulation: Emulation, asked: Asked, sent: Sent): Sent {
    const { status, delivery, known } = sent;
    const record = {
        time: new Date(asked.at).toISOString(),
        method: asked.method,
        path: asked.url,
        status: delivery === "none" ? 0 : status,
        evidence: judge(known).how,
        facts: known === OWN ? [] : known,
        ...bodyToKeep(asked),
    };
    emulation.log.add(record, Buffer.byteLength(asked.body));
    return dated(emulation, sent);
}

function bodyToKeep({ url, body }: Asked): { body?: unknown } {
    if (!/^(\/zpa)?\/mgmtconfig\//.test(url) || !body) return {};
    try {
        return { body: parseJson(body) };
    } catch {
        return {};
    }
}
