import fc from "fast-check";
import { ZpaError, type ZpaErrorCode, type ZpaErrorDetails } from "../../src/api/errors";
import { errorOf } from "../../src/api/retry/classify";
import { parseError } from "../../src/api/retry/errorBody";
import { backoffMs, DEFAULT_RETRY, mayRepeat, pauseMs, waitMs } from "../../src/api/retry/policy";
import { parseRetryAfter } from "../../src/api/retry/retryAfter";

const NOW = Date.parse("2026-03-02T10:00:00Z");

describe("retry-after", () => {
    it.each([
        ["13", 13],
        ["13s", 13],
        [" 10s ", 10],
        ["0.5s", 0.5],
        ["12.25", 12.25],
        ["2 S", 2],
        [["7s", "9s"], 7],
        ["13 seconds", 13],
        ["0 seconds", 0],
        ["1m5s", 65],
        ["1h 1m 1s", 3_661],
        ["500ms", 0.5],
        ["-5", 0],
        ["-5s", 0],
        ["in 13s", undefined],
        ["13s or so", undefined],
        ["1.s", undefined],
        [[], undefined],
        ["Mon, 02 Mar 2026 10:00:20 GMT", 20],
        ["Mon, 02 Mar 2026 09:00:00 GMT", 0],
        ["soon", undefined],
        ["", undefined],
        [undefined, undefined],
    ])("%j means %j seconds", (header, seconds) => {
        expect(parseRetryAfter(header, NOW)).toBe(seconds);
    });
});

const answered = (status: number, body: unknown, headers = {}) =>
    errorOf(
        { method: "PUT", path: "/mgmtconfig/v1/x/72?microtenantId=0", json: { enrollmentCertId: "8002" } },
        { status, headers, body: typeof body === "string" ? body : JSON.stringify(body), leftAfterMs: 0 },
        NOW,
    );

describe("an answer that failed", () => {
    it.each([
        [400, { id: "resource.not.found", params: ["72"] }, "NOT_FOUND", /does not exist.*resource\.not\.found \(72\)/],
        [404, { id: "resource.not.found", params: ["72"] }, "NOT_FOUND", /does not exist/],
        [400, { id: "resource.not.found", params: ["8002"] }, "NOT_FOUND", /does not exist/],
        [
            400,
            { id: "resource.not.found", reason: "No resource exists with the given id/name :72" },
            "NOT_FOUND",
            /:72/,
        ],
        [404, "", "NO_SUCH_PATH", /proves nothing about it/],
        [404, {}, "NO_SUCH_PATH", /check zpa:baseUrl/],
        [404, "<html>no</html>", "NO_SUCH_PATH", /The service said: no/],
        [404, { message: "no Route matched with those values" }, "NO_SUCH_PATH", /no Route matched/],
        [404, { reason: "No handler found", id: "resource.not.found" }, "NO_SUCH_PATH", /No handler found/],
        [400, { params: ["zpnCbiMapping"], id: "resource.not.found" }, "UNAVAILABLE", /zpnCbiMapping/],
        [400, { params: ["71"], id: "resource.not.found" }, "UNAVAILABLE", /\(71\)/],
        [
            400,
            { code: "RESOURCE_IN_USE", message: "in use by Finance" },
            "REFUSED",
            /RESOURCE_IN_USE in use by Finance/,
        ],
        [
            403,
            { code: "LIMIT_EXCEEDED", message: "Maximum 100 groups." },
            "REFUSED",
            /limit of the tenant.*Maximum 100/,
        ],
        [400, { exception: "Invalid timezone for upgrade window" }, "REFUSED", /Invalid timezone/],
        [400, { errors: [{ message: "name too long" }] }, "REFUSED", /name too long/],
        [400, { errors: ["name too long"] }, "REFUSED", /name too long/],
        [400, { error: { code: "X1", message: "no" } }, "REFUSED", /X1 no/],
        [400, { odd: { words: "here" } }, "REFUSED", /\{"odd":\{"words":"here"\}\}/],
        [401, { message: "Resource Access Blocked" }, "CONTENTION", /overloaded/],
        [409, { code: "EDIT_LOCK_NOT_AVAILABLE", message: "Resource Access Blocked" }, "CONTENTION", /in progress/],
        [412, { code: "EDIT_LOCK_NOT_AVAILABLE" }, "CONTENTION", /in progress/],
        [400, { id: "bad.request", reason: "Bad request" }, "CONTENTION", /overloaded/],
        [400, { id: "bad.request", reason: "name is odd" }, "REFUSED", /name is odd/],
        [408, "", "UNAVAILABLE", /timed out/],
        [425, "", "CONTENTION", /overloaded/],
        [
            401,
            {
                id: "authz.featureflag.permission.denied",
                params: ["ui.waf", "7"],
                reason: "Feature flag ui.waf disabled",
            },
            "FORBIDDEN",
            /does not have this feature.*ui\.waf/,
        ],
        [401, { id: "authz.role.denied", reason: "no" }, "FORBIDDEN", /not authorized/],
        [
            401,
            { reason: "API access is only through Zscaler OneAPI" },
            "CREDENTIALS",
            /moved to OneAPI; set zpa:vanity/,
        ],
        [401, "<html>no</html>", "UNEXPECTED_ANSWER", /not from the API/],
        [403, "<html>no</html>", "UNEXPECTED_ANSWER", /not from the API/],
        [400, { id: "missing.mandatory.params", params: ["name", "latitude"] }, "MISSING_PARAMS", /\(name, latitude\)/],
        [400, { id: "missing.mandatory.params", params: "signingCertId" }, "MISSING_PARAMS", /\(signingCertId\)/],
        [
            400,
            { id: "invalid.resource.argument", reason: "One or more input fields latitude are not valid." },
            "INVALID",
            /fields latitude/,
        ],
        [
            400,
            { id: "resource.referenced", params: ["Application", "crm"] },
            "REFERENCED",
            /still in use.*Application, crm/,
        ],
        [400, { id: "db.simultaneous.request" }, "CONTENTION", /still in progress/],
        [400, { id: "non.restricted.entity.authorization.failed" }, "CONTENTION", /still in progress/],
        [409, { id: "api.concurrent.access.error" }, "CONTENTION", /still in progress/],
        [409, { id: "name.in.use", reason: "taken" }, "CONFLICT", /name\.in\.use taken/],
        [400, { id: "microtenant.mandatory" }, "MISSING_PARAMS", /set microtenantId/],
        [400, { id: "resource.already.exist" }, "CONFLICT", /only one of these/],
        [
            400,
            { id: "duplicate.entity.name", reason: "Name is taken" },
            "REFUSED",
            /rejected the request.*duplicate\.entity\.name Name is taken/,
        ],
        [422, { id: "quota.exceeded", reason: "Too many" }, "REFUSED", /quota\.exceeded Too many/],
        [400, { id: "quota.exceeded", reason: "Too many", params: null }, "REFUSED", /said: quota\.exceeded Too many$/],
        [401, { id: "access.denied", reason: "Access denied" }, "CREDENTIALS", /access token/],
        [401, { detail: "unauthorized", type: "", title: "", status: "" }, "CREDENTIALS", /unauthorized/],
        [403, {}, "FORBIDDEN", /grant the API client/],
        [429, { id: "invalid.toomanyrequests" }, "RATE_LIMIT", /rate limit/],
        [503, { id: "retryable.server.error" }, "UNAVAILABLE", /temporarily unavailable/],
        [
            502,
            "<html><head><style>x{}</style></head><body><h1>Bad&nbsp;Gateway</h1></body></html>",
            "UNAVAILABLE",
            /Gateway/,
        ],
        [302, "", "UNEXPECTED_ANSWER", /redirect, which is never followed/],
        [418, { id: "teapot" }, "REFUSED", /teapot/],
    ])("%i %j is %s", (status, body, code, message) => {
        const error = answered(status, body);
        expect(error.code).toBe(code);
        expect(error.message).toMatch(message);
        expect(error).toMatchObject({ status, method: "PUT", path: "/mgmtconfig/v1/x/72" });
    });

    it("returns how long to wait", () => {
        expect(answered(429, {}, { "retry-after": "13s" }).retryAfterSecs).toBe(13);
        expect(answered(429, {}, { "retry-after": "Mon, 02 Mar 2026 10:00:20 GMT" }).retryAfterSecs).toBe(20);
    });

    it("returns the service's own words, and repeats them in the message", () => {
        const error = answered(400, { id: "resource.not.found", reason: "gone", params: ["72", 7] });
        expect(error).toMatchObject({ errorId: "resource.not.found", reason: "gone", params: ["72", "7"] });
        expect(error.message).toBe(
            "PUT /mgmtconfig/v1/x/72 answered 400: the object does not exist. The service said: resource.not.found gone (72, 7)",
        );
    });

    it.each([["{}"], ['{"params":[]}'], [""], ['{"id":null}']])(
        "repeats nothing when the service says nothing: %s",
        (body) => {
            expect(answered(409, body).message).toBe(
                "PUT /mgmtconfig/v1/x/72 answered 409: the service reports a conflict.",
            );
        },
    );

    it.each([
        [299, "REFUSED", false],
        [300, "UNEXPECTED_ANSWER", false],
        [399, "UNEXPECTED_ANSWER", false],
        [418, "REFUSED", false],
        [499, "REFUSED", false],
        [500, "UNAVAILABLE", true],
        [504, "UNAVAILABLE", true],
    ])("of a status that no rule names: %i is %s; the work may have been done: %j", (status, code, mayHaveHappened) => {
        const error = answered(status, "");
        expect(error).toMatchObject({ code, mayHaveHappened });
        expect(error.message).toMatch(/^PUT \/mgmtconfig\/v1\/x\/72 answered \d+: .{20,}\.$/);
    });

    it.each([
        [400, "\n <html>no</html>", "UNEXPECTED_ANSWER"],
        [409, "<html>no</html>", "UNEXPECTED_ANSWER"],
        [400, "no <html>", "REFUSED"],
        [409, "no <html>", "CONFLICT"],
        [404, "no <html>", "NO_SUCH_PATH"],
    ])("%i with %j is %s, because pages come from gateways", (status, body, code) => {
        expect(answered(status, body).code).toBe(code);
    });
});

describe("the body of an answer that failed", () => {
    it.each([
        [
            "the API's own words",
            '{"id":"a.b","reason":"no","params":["x",7]}',
            { id: "a.b", reason: "no", params: ["x", "7"] },
        ],
        ["a parameter that is no list", '{"id":"a.b","params":"x"}', { id: "a.b", params: ["x"] }],
        ["nothing that is null", '{"id":null,"reason":null,"params":null}', {}],
        ["a gateway's detail", '{"detail":"unauthorized"}', { reason: "unauthorized" }],
        [
            "a token endpoint's error",
            '{"error":"invalid_client","error_description":"no"}',
            { id: "invalid_client", reason: "no" },
        ],
        [
            "the API's words before all others",
            '{"id":"a","error":"b","reason":"c","detail":"d","error_description":"e"}',
            { id: "a", reason: "c" },
        ],
        ["a detail before a description", '{"detail":"d","error_description":"e"}', { reason: "d" }],
        ["OneAPI's code and message", '{"code":"A_B","message":"no"}', { id: "A_B", reason: "no" }],
        ["an exception that is an id", '{"exception":"a.b","reason":"no"}', { id: "a.b", reason: "no" }],
        ["an exception that is a sentence", '{"exception":"Not now"}', { reason: "Not now" }],
        [
            "the first of several errors",
            '{"errors":[{"code":"a","message":"no"},{"message":"x"}]}',
            { id: "a", reason: "no" },
        ],
        ["a title when there is no detail", '{"detail":"","title":"Bad","id":"a"}', { id: "a", reason: "Bad" }],
        ["JSON of another shape as it came", '{"id":["x"]}', { reason: '{"id":["x"]}' }],
        ["text in one line", "  Bad \n\n\t gateway ", { reason: "Bad gateway" }],
        ["a page without its tags", "<p>Bad</p><br><p class='x'>gateway</p>", { reason: "Bad gateway" }],
        [
            "a page without its styles and scripts",
            "<STYLE a='b'>p {\n}</STYLE>Bad<script>if (a < b) {\n}</script>gateway<style>q</style>",
            { reason: "Bad gateway" },
        ],
        ["nothing when there are no words", " <html></html> ", {}],
        ["at most 300 characters", "x".repeat(301), { reason: "x".repeat(300) }],
    ])("says %s", (_what, body, said) => {
        const { id, reason, params } = parseError(body);
        expect(JSON.parse(JSON.stringify({ id, reason, params }))).toEqual(said);
    });
});

describe("only what can be repeated is repeated", () => {
    it.each([
        [429, {}, true, true],
        [400, { id: "db.simultaneous.request" }, true, true],
        [503, { id: "retryable.server.error" }, true, false],
        [502, "", true, false],
        [409, { id: "name.in.use" }, false, false],
        [400, { id: "invalid.resource.argument" }, false, false],
        [403, {}, false, false],
        [404, {}, true, false],
        [408, "", true, false],
        [425, "", true, true],
        [412, "", true, true],
        [401, { message: "Resource Access Blocked" }, true, true],
        [400, { id: "resource.not.found", params: ["zpnCbiMapping"] }, true, true],
    ])("%i %j: idempotent %s, a create %s", (status, body, idempotent, create) => {
        expect(mayRepeat(answered(status, body), true)).toBe(idempotent);
        expect(mayRepeat(answered(status, body), false)).toBe(create);
    });

    const failed = (code: ZpaErrorCode, details: ZpaErrorDetails = {}) => new ZpaError(code, "no", details);

    it.each([
        ["UNAVAILABLE", { mayHaveHappened: false }, true, true],
        ["NETWORK", { mayHaveHappened: true }, true, false],
        ["NETWORK", { mayHaveHappened: false }, false, false],
        ["NETWORK", { reason: "ENOTFOUND" }, false, false],
        ["NETWORK", { reason: "EAI_AGAIN" }, true, true],
        ["NETWORK", { reason: "EAI_AGAIN", mayHaveHappened: true }, true, true],
        ["UNEXPECTED_ANSWER", { status: 200 }, true, false],
        ["UNEXPECTED_ANSWER", { status: 403 }, true, false],
        ["UNEXPECTED_ANSWER", {}, true, false],
        ["UNEXPECTED_ANSWER", { status: 302 }, false, false],
        ["CREDENTIALS", {}, false, false],
        ["CANCELLED", {}, false, false],
    ] as const)("%s %j: idempotent %s, a create %s", (code, details, idempotent, create) => {
        expect(mayRepeat(failed(code, details), true)).toBe(idempotent);
        expect(mayRepeat(failed(code, details), false)).toBe(create);
    });

    it.each([
        ["NO_SUCH_PATH", 404],
        ["UNEXPECTED_ANSWER", 403],
    ] as const)("%s %i, which no service has sent, is repeated twice", (code, status) => {
        const attempts = [0, 1, 2, 3].map((attempt) => mayRepeat(failed(code, { status }), true, attempt));
        expect(attempts).toEqual([true, true, false, false]);
    });

    it.each([
        ["as long as the service says", failed("UNAVAILABLE", { retryAfterSecs: 70 }), 70_000],
        ["longer each time when it says nothing", failed("UNAVAILABLE"), 900],
        ["10 s for a rate limit that says nothing", failed("RATE_LIMIT"), 10_000],
        ["as long as a rate limit says", failed("RATE_LIMIT", { retryAfterSecs: 13 }), 13_000],
        ["longer each time for a rate limit that is over already", failed("RATE_LIMIT", { retryAfterSecs: 0 }), 2_000],
        ["longer each time when the time is over already", failed("UNAVAILABLE", { retryAfterSecs: 0 }), 900],
        ["15 minutes at most for a rate limit", failed("RATE_LIMIT", { retryAfterSecs: 901 }), 900_000],
    ])("the wait is %s", (_what, error, ms) => {
        expect(waitMs(DEFAULT_RETRY, error, 2, 0.5)).toBe(ms);
        if (error.code === "RATE_LIMIT") expect(pauseMs(error.retryAfterSecs, 2)).toBe(ms);
    });

    it.each([
        [0, 0, 150],
        [0, 1, 300],
        [3, 0, 1_200],
        [3, 0.5, 1_800],
        [40, 0, 7_500],
        [40, 1, 15_000],
    ])("attempt %i with the chance %d is followed by %i ms", (attempt, random, ms) => {
        expect(backoffMs(DEFAULT_RETRY, attempt, random)).toBe(ms);
    });

    it("the wait grows, is spread, and has an end", () => {
        fc.assert(
            fc.property(fc.nat(40), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
                const wait = backoffMs(DEFAULT_RETRY, attempt, random);
                expect(wait).toBeGreaterThanOrEqual(DEFAULT_RETRY.firstDelayMs / 2);
                expect(wait).toBeLessThanOrEqual(DEFAULT_RETRY.longestDelayMs);
            }),
        );
    });
});
