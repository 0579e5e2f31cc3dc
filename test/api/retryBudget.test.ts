import { ZpaError, type ZpaErrorDetails } from "../../src/api/errors";
import { RetryBudget } from "../../src/api/retry/retryBudget";
import { fakeClock, operation } from "./support";

const unavailable = (details: ZpaErrorDetails = {}, says = "GET /x answered 503.") =>
    new ZpaError("UNAVAILABLE", says, details);
const rateLimit = new ZpaError("RATE_LIMIT", "GET /x answered 429.");

/** One call that fails again and again, and what its operation is told. */
function failing(totalMs = 120_000) {
    const clock = fakeClock();
    const waiting = operation({ clock, totalMs });
    const retryBudget = new RetryBudget(waiting, { label: "acme", customerId: "7" }, clock);
    const fail = async (error: ZpaError, waitMs: number) => {
        retryBudget.beforeWait(error, waitMs);
        await clock.sleep(waitMs);
    };
    return { fail, reports: waiting.reports };
}

describe("a call that fails", () => {
    it("is tried until its operation's time is up, and then its own error is thrown", async () => {
        const { fail } = failing(2_000);
        const error = unavailable();
        await fail(error, 1_000);
        await fail(error, 1_000);
        await expect(fail(error, 1)).rejects.toBe(error);
    });

    it("says nothing for three seconds, and then once", async () => {
        const { fail, reports } = failing();
        await fail(unavailable(), 1_000);
        await fail(unavailable(), 2_000);
        expect(reports).toEqual([]);
        await fail(unavailable(), 1_000);
        await fail(unavailable(), 1_000);
        expect(reports).toEqual([
            "Tenant acme (customer 7): GET /x answered 503. Trying again for up to 117 s (zpa:retrySecs).",
        ]);
    });

    it("says each time when the service names a long wait, and how long it is", async () => {
        const { fail, reports } = failing();
        await fail(unavailable({ retryAfterSecs: 10 }, "no answer"), 10_000);
        await fail(unavailable({ retryAfterSecs: 3 }, "no answer"), 3_000);
        expect(reports).toEqual([
            "Tenant acme (customer 7): no answer. Trying again in 10 s, and for up to 120 s (zpa:retrySecs).",
            "Tenant acme (customer 7): no answer. Trying again for up to 110 s (zpa:retrySecs).",
        ]);
    });

    it("waits for a rate limit beyond any deadline, and says so from three seconds on", async () => {
        const { fail, reports } = failing(1_000);
        await fail(rateLimit, 3_000);
        expect(reports).toEqual([]);
        await fail(rateLimit, 3_001);
        expect(reports).toEqual(["Rate limited (sign-ins): resuming in 4 s, at 10:00:06 UTC."]);
    });
});
