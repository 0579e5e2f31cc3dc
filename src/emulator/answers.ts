import { type FactName, just, type Known, OWN, type Source, union } from "./evidence";

/** A response. Without a body it has no `Content-Type`, like those to PUT and DELETE (docs/zpa-api.md#writes). */
export interface Answer {
    /** What it rests on. */
    readonly known: Source;
    readonly status: number;
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
}

/** A response after a fault has changed it. */
export interface Sent extends Answer {
    /** A body that is sent unchanged, with this content type. */
    readonly raw?: { readonly text: string; readonly type: "application/json" | "text/html" };
    /** `half`: the connection ends in the middle of the body. `none`: it ends without a response. Default: `whole`. */
    readonly delivery?: "whole" | "half" | "none";
}

export const ok = (known: FactName, body: unknown): Answer => ({ known: just(known), status: 200, body });
export const created = (known: FactName, body: unknown): Answer => ({ known: just(known), status: 201, body });
export const noContent = (known: FactName): Answer => ({ known: just(known), status: 204 });

/** The answer, which also rests on these facts. */
export function restingOn<A extends Answer>(answer: A, facts: readonly FactName[]): A {
    if (facts.length === 0 || answer.known === OWN) return answer;
    const known = union(answer.known, facts);
    return known === answer.known ? answer : { ...answer, known };
}

export const error = (
    known: FactName | Source,
    status: number,
    id: string,
    reason: string,
    params?: readonly string[],
): Answer => ({
    known: typeof known !== "string" || known === OWN ? known : just(known),
    status,
    body: { id, reason, ...(params ? { params } : {}) },
});

const USER_CODE_PROBLEMS = {
    invalid: "is not of the form XXXXX-XXXXX",
    unknown: "is not known",
    used: "has been used already",
    expired: "has expired",
} as const;

/** The errors of docs/zpa-api.md#errors */
export const refuse = {
    notFound: (id: string) =>
        error("object.unknown", 400, "resource.not.found", `No resource exists with the given id/name :${id}`, [id]),
    missing: (names: readonly string[], known: Known = ["object.missing"]) =>
        error(known, 400, "missing.mandatory.params", `Mandatory parameters missing: ${names.join(", ")}`, names),
    invalid: (fields: readonly string[], known: Known = ["object.invalid"]) =>
        error(known, 400, "invalid.resource.argument", `One or more input fields ${fields.join(", ")} are not valid.`),
    /** A search that is not `field operator value`; the error names the word in the place of the operator. */
    invalidOperand: (operand: string) =>
        error(
            "search.operand",
            400,
            "filtering.input.invalid.operand",
            `Invalid operand:${operand} in Filtering criteria.`,
            [operand],
        ),
    referenced: (known: FactName, kind: string, name: string) =>
        error(known, 400, "resource.referenced", `Resource is being referenced in ${kind} : ${name}`, [kind, name]),
    nameTaken: (status: 400 | 409, name: string) =>
        error("object.name", status, "duplicate.entity.name", `An entity with the name ${name} exists already`, [name]),
    locked: (known: FactName = "object.locked") =>
        error(known, 400, "restricted.entity", "The entity is restricted and cannot be modified or deleted"),
    limitReached: (known: FactName, max: number, kind: string) =>
        error(known, 400, "resource.limit.reached", `The limit of ${max} objects of the kind ${kind} is reached`),
    alreadyExists: (known: FactName, kind: string) =>
        error(known, 400, "resource.already.exist", `The ${kind} exists already`),
    userCode: (problem: "invalid" | "unknown" | "used" | "expired", code: string) =>
        error("code.refused", 400, `user.code.${problem}`, `The user code ${code} ${USER_CODE_PROBLEMS[problem]}`, [
            code,
        ]),
    unauthorized: () => error("token.legacy", 401, "access.denied", "Access denied"),
    unauthorizedOneApi: (): Answer => ({
        known: ["token.oneapi"],
        status: 401,
        body: { detail: "unauthorized", type: "", title: "", status: "" },
    }),
    badClient: () => error("signIn.legacy.refused", 401, "invalid.client", "Client authentication failed"),
    badClientOneApi: (): Answer => ({
        known: ["signIn.oneapi.refused"],
        status: 400,
        body: { error: "invalid_client", error_description: "Client authentication failed" },
    }),
    badGrant: (code: string): Answer => ({
        known: ["signIn.oneapi.request"],
        status: 400,
        body: { error: code, error_description: "The token request is not valid" },
    }),
    forbidden: () => error("token.customer", 403, "access.forbidden", "No permission for this customer"),
    /** As in the vendor's page on the legacy API, or as recorded on OneAPI. */
    tooManyRequests: (known: Known, retryAfterSecs: number, api: "legacy" | "oneapi" | "off" = "legacy"): Answer => ({
        known,
        status: 429,
        body: {
            exception: "invalid.toomanyrequests",
            id: "invalid.toomanyrequests",
            reason: `Exceeded the number of requests allowed${api === "oneapi" ? "." : ""}`,
        },
        headers: { "retry-after": `${retryAfterSecs}s` },
    }),
    unknownPath: (method: string, path: string, known: FactName = "request.path"): Answer =>
        error(known, 404, "resource.path.not.found", `No handler found for ${method} ${path}`),
    wrongMethod: (allowed: readonly string[]): Answer => ({
        known: ["request.method"],
        status: 405,
        body: { id: "method.not.allowed", reason: `Allowed: ${allowed.join(", ")}` },
        headers: { allow: allowed.join(", ") },
    }),
    tooLarge: () => error("request.size", 413, "request.too.large", "The request's body is too large"),
    wrongContentType: () => error("request.type", 415, "unsupported.media.type", "Send application/json"),
    /** The request is not valid HTTP. */
    badRequest: (status: number) => error("request.http", status, "bad.request", "The request could not be read"),
    badJson: () => error("request.json", 400, "invalid.request.body", "The request's body is not valid JSON"),
    /** An error of the emulator itself, such as a bug or a full disk. */
    broken: (reason: string) => error(OWN, 500, "emulator.error", reason),
    badParameter: (known: FactName, name: string) =>
        error(known, 400, "invalid.request.parameter", `The parameter ${name} is not valid`, [name]),
} as const;
