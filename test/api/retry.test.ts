import fc from "fast-check";
import { errorOf } from "../../src/api/retry/classify";
import { backoffMs, DEFAULT_RETRY, mayRepeat } from "../../src/api/retry/policy";
import { parseRetryAfter } from "../../src/api/retry/retryAfter";

const NOW = Date.parse("2026-03-02T10:00:00Z");

describe("retry-after", () => {
    it.each([
        ["13", 13],
        ["13s", 13],
        [" 10s ", 10],
        ["0.5s", 0.5],
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
        "PUT",
        "/mgmtconfig/v1/x",
        { status, headers, body: typeof body === "string" ? body : JSON.stringify(body), leftAfterMs: 0 },
        NOW,
    );

describe("an answer that failed", () => {
    it.each([
        [400, { id: "resource.not.found", params: ["72"] }, "NOT_FOUND", /does not exist.*resource\.not\.found \(72\)/],
        [404, "", "NOT_FOUND", /does not exist/],
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
        expect(error).toMatchObject({ status, method: "PUT", path: "/mgmtconfig/v1/x" });
    });

    it("returns how long to wait", () => {
        expect(answered(429, {}, { "retry-after": "13s" }).retryAfterSecs).toBe(13);
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
        [404, {}, false, false],
    ])("%i %j: idempotent %s, a create %s", (status, body, idempotent, create) => {
        expect(mayRepeat(answered(status, body), true)).toBe(idempotent);
        expect(mayRepeat(answered(status, body), false)).toBe(create);
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
