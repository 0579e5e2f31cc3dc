import { type Answer, error, refuse } from "./answers";

const PAGE = "<html><body><h1>404 Not Found</h1><p>nginx</p></body></html>";

const EDIT_LOCK = { code: "EDIT_LOCK_NOT_AVAILABLE", message: "Failed during enter Org barrier" };

/**
 * Answers that occur only if a test adds a fault with their name: the service's transient errors, and the answers of what
 * stands before the service. Source: docs/zpa-api.md#errors, docs/zpa-api.md#whose-answer-it-is
 */
export const REJECTIONS: Readonly<Record<RejectionName, Rejection>> = {
    "db.simultaneous.request": error(
        "transient.contention",
        400,
        "db.simultaneous.request",
        "Simultaneous request. Try again",
    ),
    "non.restricted.entity.authorization.failed": error(
        "transient.contention",
        400,
        "non.restricted.entity.authorization.failed",
        "Authorization failed. Try again",
    ),
    "api.concurrent.access.error": error(
        "transient.contention",
        409,
        "api.concurrent.access.error",
        "Unable to modify the resource due to concurrent change requests. Try again",
    ),
    "invalid.toomanyrequests": refuse.tooManyRequests(["transient.limit"], 13),
    "retryable.server.error": {
        ...error(
            "transient.unavailable",
            503,
            "retryable.server.error",
            "An error occurred. Refer to the Retry-After header, and then try again.",
        ),
        headers: { "retry-after": "10s" },
    },
    "bad.request": error("transient.repeated", 400, "bad.request", "Bad request"),
    "access.blocked": { known: ["transient.repeated"], status: 401, body: { message: "Resource Access Blocked" } },
    "edit.lock.409": { known: ["transient.repeated"], status: 409, body: EDIT_LOCK },
    "edit.lock.412": { known: ["transient.repeated"], status: 412, body: EDIT_LOCK },
    "request.timeout": { known: ["transient.repeated"], status: 408 },
    "too.early": { known: ["transient.repeated"], status: 425 },
    "no.handler": {
        known: ["other.notFound"],
        status: 404,
        body: { reason: "No handler found", id: "resource.not.found" },
    },
    "other.not.found": error("other.notFound", 400, "resource.not.found", "resource.not.found", ["zpnCbiMapping"]),
    "feature.off": error(
        "other.permission",
        401,
        "authz.featureflag.permission.denied",
        "Feature flag feature.microtenant disabled",
        ["feature.microtenant"],
    ),
    "moved.to.oneapi": error(
        "other.permission",
        401,
        "access.denied",
        "This tenant is accessible only through Zscaler OneAPI",
    ),
    "address.not.allowed": {
        known: ["other.permission"],
        status: 403,
        body: { reason: "API access is restricted to the allowed IP ranges" },
    },
    "limit.exceeded": {
        known: ["other.permission"],
        status: 403,
        body: { code: "LIMIT_EXCEEDED", message: "Maximum 100 objects are allowed. Limit has exceeded." },
    },
    "gateway.page": { known: ["gateway.answer"], status: 404, raw: { text: PAGE, type: "text/html" } },
    "gateway.empty": { known: ["gateway.answer"], status: 404 },
    "gateway.json": { known: ["gateway.answer"], status: 404, body: { message: "no Route matched with those values" } },
};

/** An answer, or a body that is sent unchanged. */
type Rejection = Answer & { readonly raw?: { readonly text: string; readonly type: "text/html" } };

/** The name of an answer that only a fault causes. */
export type RejectionName =
    | "db.simultaneous.request"
    | "non.restricted.entity.authorization.failed"
    | "api.concurrent.access.error"
    | "invalid.toomanyrequests"
    | "retryable.server.error"
    | "bad.request"
    | "access.blocked"
    | "edit.lock.409"
    | "edit.lock.412"
    | "request.timeout"
    | "too.early"
    | "no.handler"
    | "other.not.found"
    | "feature.off"
    | "moved.to.oneapi"
    | "address.not.allowed"
    | "limit.exceeded"
    | "gateway.page"
    | "gateway.empty"
    | "gateway.json";
export const REJECTION_NAMES = Object.keys(REJECTIONS) as [RejectionName, ...RejectionName[]];
