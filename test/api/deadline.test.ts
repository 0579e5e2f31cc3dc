import { createClient } from "../../src/api/client";
import { DEFAULT_RETRY } from "../../src/api/retry/policy";
import { virtualClock } from "../support/virtualClock";
import {
    type Answer,
    failureOf,
    fakeClock,
    instant,
    isSignIn,
    operation,
    type TinyService,
    TOKEN,
    tinyService,
} from "./support";

const OBJECT: Answer = { body: '{"id":"7","name":"x"}' };
const unavailable = (retryAfter?: string): Answer => ({
    status: 503,
    headers: retryAfter ? { "retry-after": retryAfter } : {},
});
const RATE_LIMITED: Answer = { status: 429, headers: { "retry-after": "60s" } };

let service: TinyService;
beforeEach(async () => {
    service = await tinyService();
});
afterEach(() => service.close());

/** The sign-ins and the calls are answered one after the other, the last answer for ever. */
function script(signIns: Answer[], answers: Answer[]): void {
    const next = (list: Answer[]) => (list.length > 1 ? list.shift()! : list[0]!);
    service.answer = (_request, asked) => next(isSignIn(asked) ? signIns : answers);
}
const total = (waits: readonly number[]) => waits.reduce((sum, ms) => sum + ms, 0);
const start = (totalMs: number) => {
    const clock = fakeClock();
    const during = operation({ clock, totalMs });
    return { clock, during, client: createClient(service.settings, instant(clock)).during(during) };
};

describe("an operation has one deadline", () => {
    it("for all that its calls wait, a Retry-After too", async () => {
        script([TOKEN], [unavailable("4s")]);
        const { clock, client } = start(10_000);
        expect(await failureOf(client.groups.get("7", "0"))).toMatchObject({ code: "UNAVAILABLE" });
        expect(await failureOf(client.groups.get("7", "0"))).toMatchObject({ code: "UNAVAILABLE" });
        expect(clock.slept).toEqual([4_000, 4_000]);
    });

    it("and does not begin a wait that would outlast it", async () => {
        script([TOKEN], [unavailable("29")]);
        const { clock, client } = start(10_000);
        await failureOf(client.groups.create({ name: "x" }, "0"));
        await failureOf(client.groups.get("7", "0"));
        expect(clock.slept).toEqual([]);
    });

    it("for the sign-in inside it, too", async () => {
        script([unavailable("4"), unavailable("4"), TOKEN], [unavailable("4")]);
        const { clock, client } = start(10_000);
        expect(await failureOf(client.groups.get("7", "0"))).toMatchObject({ code: "UNAVAILABLE", method: "GET" });
        expect(clock.slept).toEqual([4_000, 4_000]);
        script([unavailable("4")], [OBJECT]);
        const other = start(10_000);
        expect(await failureOf(other.client.groups.create({ name: "x" }, "0"))).toMatchObject({
            mayHaveHappened: false,
        });
        expect(other.clock.slept).toEqual([4_000, 4_000]);
    });

    it("to which waiting for the rate limit does not count, at the sign-in neither", async () => {
        script([RATE_LIMITED, TOKEN], [RATE_LIMITED, RATE_LIMITED, OBJECT]);
        const { clock, during, client } = start(10_000);
        await client.groups.get("7", "0");
        expect(total(clock.slept)).toBe(180_000);
        expect(during.deadline.remainingMs()).toBe(10_000);
        expect(during.reports).toEqual([
            "Rate limited (sign-ins): resuming in 60 s, at 10:01:00 UTC.",
            "Rate limited (reads): resuming in 59 s, at 10:02:00 UTC; 1 call is waiting.",
            "Rate limited (reads): resuming in 59 s, at 10:03:00 UTC; 1 call is waiting.",
        ]);
    });

    it("and a rate limit is reported once, with the number of calls that wait for it", async () => {
        script([TOKEN], [RATE_LIMITED, RATE_LIMITED, RATE_LIMITED, OBJECT]);
        const clock = virtualClock();
        const client = createClient(service.settings, instant(clock));
        const operations = [1, 2, 3].map(() => operation({ clock, totalMs: 10_000 }));
        await Promise.all(operations.map((each) => client.during(each).groups.get("7", "0")));
        expect(operations.flatMap(({ reports }) => reports)).toEqual([
            expect.stringMatching(
                /^Rate limited \(reads\): resuming in \d+ s, at [\d:]{8} UTC; 3 calls are waiting\.$/,
            ),
        ]);
    });

    it("to which overlapping waits of parallel calls count once", () => {
        const clock = fakeClock();
        const { deadline } = operation({ clock, totalMs: 10_000 });
        const resume = deadline.pause();
        void clock.sleep(1_000);
        const resumeOther = deadline.pause();
        void clock.sleep(4_000);
        expect(deadline.remainingMs()).toBe(10_000);
        resume();
        resume();
        resumeOther();
        expect(deadline.remainingMs()).toBe(10_000);
        void clock.sleep(3_000);
        expect(deadline.remainingMs()).toBe(7_000);
    });

    it("after which no answer is waited for, and a write is in doubt", async () => {
        const answered = new Promise<Answer>((done) => setTimeout(() => done({ status: 204 }), 1_500).unref());
        service.answer = (_request, asked) => (isSignIn(asked) ? TOKEN : answered);
        const retry = { ...DEFAULT_RETRY, minTimeoutMs: 100 };
        const client = createClient(service.settings, { ...instant(fakeClock()), retry });
        const late = client.during(operation({ totalMs: 300 })).groups.update("7", { name: "x" }, "0");
        expect(await failureOf(late)).toMatchObject({ code: "NETWORK", reason: "ETIMEDOUT", mayHaveHappened: true });
    });
});

it("a pause that the service asks for is believed for 15 minutes at most", async () => {
    script([TOKEN], [{ status: 429, headers: { "retry-after": "7200" } }, OBJECT]);
    const { clock, during, client } = start(10_000);
    await client.groups.get("7", "0");
    expect(clock.slept).toEqual([1_000, 899_000]);
    expect(during.reports).toEqual(["Rate limited (reads): resuming in 899 s, at 10:15:00 UTC; 1 call is waiting."]);
});

it("waits for a rate limit that only the error id reports", async () => {
    script([TOKEN], [{ status: 400, body: '{"id":"invalid.toomanyrequests"}' }, OBJECT]);
    const { clock, client } = start(10_000);
    await client.groups.get("7", "0");
    expect(clock.slept).toEqual([1_000, 9_000]);
});

it("the time that a call waited for its turn is no trouble to tell of", async () => {
    script([TOKEN], [RATE_LIMITED, unavailable("1"), OBJECT]);
    const { during, client } = start(10_000);
    await client.groups.get("7", "0");
    expect(during.reports).toEqual(["Rate limited (reads): resuming in 59 s, at 10:01:00 UTC; 1 call is waiting."]);
});

it("reports a wait of more than three seconds, with its reason and length", async () => {
    script([TOKEN], [unavailable("4"), unavailable("2"), OBJECT]);
    const { during, client } = start(30_000);
    await client.groups.get("7", "0");
    expect(during.reports[0]).toMatch(
        /^The default tenant \(customer \d+\): GET \S+ answered 503: .* Trying again in 4 s, and for up to 30 s \(zpa:retrySecs\)\.$/,
    );
});

describe("an operation that is ended from outside", () => {
    it("ends its wait", async () => {
        script([TOKEN], [unavailable("60")]);
        const ended = new AbortController();
        const client = createClient(service.settings).during(operation({ signal: ended.signal }));
        const call = failureOf(client.groups.get("7", "0"));
        setTimeout(() => ended.abort(), 200);
        expect(await call).toMatchObject({ code: "CANCELLED", mayHaveHappened: false });
    });

    it("ends its call, which leaves a write in doubt", async () => {
        const ended = new AbortController();
        service.answer = (_request, asked) => {
            if (isSignIn(asked)) return TOKEN;
            ended.abort();
            return new Promise(() => {});
        };
        const client = createClient(service.settings).during(operation({ signal: ended.signal }));
        const error = await failureOf(client.groups.create({ name: "x" }, "0"));
        expect(error).toMatchObject({ code: "CANCELLED", mayHaveHappened: true });
        expect(error.message).toMatch(/^POST \S+ was cancelled\. The service may have made the change\.$/);
    });

    it("leaves the sign-in to the others", async () => {
        const ended = new AbortController();
        service.answer = async (_request, asked) => {
            if (!isSignIn(asked)) return OBJECT;
            ended.abort();
            await new Promise((done) => setTimeout(done, 50));
            return TOKEN;
        };
        const client = createClient(service.settings, instant(fakeClock()));
        const cancelled = failureOf(client.during(operation({ signal: ended.signal })).groups.get("7", "0"));
        expect(await client.groups.get("7", "0")).toMatchObject({ id: "7" });
        expect(await cancelled).toMatchObject({ code: "CANCELLED" });
        expect(service.asked.filter(isSignIn)).toHaveLength(1);
    });
});

describe("a sign-in that several wait for", () => {
    it("is waited for by each until its own deadline", async () => {
        script([unavailable("4"), unavailable("4"), TOKEN], [OBJECT]);
        const clock = fakeClock();
        const client = createClient(service.settings, instant(clock));
        const short = failureOf(client.during(operation({ clock, totalMs: 5_000 })).groups.get("7", "0"));
        const long = client.during(operation({ clock, totalMs: 60_000 })).groups.get("7", "0");
        expect(await short).toMatchObject({ code: "UNAVAILABLE", path: "/signin" });
        expect(await long).toMatchObject({ id: "7" });
        expect(service.asked.filter(isSignIn)).toHaveLength(3);
    });

    it("is reported with the label and the settings of each tenant", async () => {
        script([{ status: 401 }], [OBJECT]);
        const client = createClient({ ...service.settings, label: "acme" }, instant(fakeClock()));
        const other = client.as({ label: "beta", whereToSet: (setting) => `zpa:tenants beta.${setting}` });
        const [first, second] = await Promise.all([client, other].map((c) => failureOf(c.groups.get("7", "0"))));
        expect(first!.message).toMatch(/^Tenant acme .*rejected.*Check zpa:clientId and zpa:clientSecret\./);
        expect(second!.message).toMatch(
            /^Tenant beta .*rejected.*Check zpa:tenants beta\.clientId and zpa:tenants beta\.clientSecret\./,
        );
    });
});

it("a sign-in that does not answer ends at the deadline, and the create is not sent", async () => {
    service.answer = () => new Promise(() => {});
    const retry = { ...DEFAULT_RETRY, minTimeoutMs: 100 };
    const client = createClient(service.settings, { ...instant(fakeClock()), retry });
    const create = client.during(operation({ totalMs: 300 })).groups.create({ name: "x" }, "0");
    expect(await failureOf(create)).toMatchObject({ code: "NETWORK", reason: "ETIMEDOUT", mayHaveHappened: false });
    expect(service.asked).toEqual(["POST /signin"]);
});

describe("refused credentials", () => {
    it.each([400, 401, 403])("are sent once more after a pause: one %i that is transient passes", async (status) => {
        script([{ status }, TOKEN], [OBJECT]);
        const { clock, client } = start(10_000);
        expect(await client.groups.get("7", "0")).toMatchObject({ id: "7" });
        expect(clock.slept).toEqual([2_000]);
    });

    it("are not sent a third time, whoever asks", async () => {
        script([{ status: 403 }], [OBJECT]);
        const { client } = start(10_000);
        for (let i = 0; i < 3; i++)
            expect(await failureOf(client.groups.get("7", "0"))).toMatchObject({ code: "CREDENTIALS" });
        expect(service.asked).toHaveLength(2);
    });
});
