import { createClient } from "../../src/api/client";
import type { Operation } from "../../src/api/operation";
import { SharedRequest } from "../../src/api/sharedRequest";
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

const EMPTY: Answer = { body: '{"totalPages":"1","list":[]}' };
const UNAVAILABLE: Answer = { status: 503, body: "" };
const RATE_LIMITED: Answer = { status: 429, headers: { "retry-after": "60s" } };

let service: TinyService;
beforeEach(async () => {
    service = await tinyService();
});
afterEach(() => service.close());

/** One list for several operations, each with its own time, in seconds. The lists are answered one after the other. */
function sharedList(answers: Answer[], seconds: number[]) {
    const next = () => (answers.length > 1 ? answers.shift()! : answers[0]!);
    service.answer = (_request, asked) => (isSignIn(asked) ? TOKEN : next());
    const clock = fakeClock();
    const client = createClient(service.settings, instant(clock));
    const list = new SharedRequest({
        request: (all: Operation) => client.during(all).groups.list({ microtenantId: "0" }),
        what: "The list",
    });
    const operations = seconds.map((secs) => operation({ clock, totalMs: secs * 1000 }));
    return { clock, operations, list, joined: operations.map((one) => list.join(one)) };
}
const lists = () => service.asked.filter((asked) => asked.includes("appConnectorGroup"));

describe("a request that several operations wait for", () => {
    it("is sent once", async () => {
        const { joined } = sharedList([EMPTY], [60, 60, 60]);
        expect(await Promise.all(joined)).toHaveLength(3);
        expect(lists()).toHaveLength(1);
    });

    it("excuses all of them for a rate limit, not only the first", async () => {
        const { joined, operations } = sharedList([RATE_LIMITED, RATE_LIMITED, EMPTY], [10, 10, 10]);
        await Promise.all(joined);
        expect(operations.map(({ deadline }) => deadline.remainingMs())).toEqual([10_000, 10_000, 10_000]);
    });

    it("tells all of them of a wait", async () => {
        const { joined, operations } = sharedList(
            [{ ...UNAVAILABLE, headers: { "retry-after": "5" } }, EMPTY],
            [60, 60],
        );
        await Promise.all(joined);
        for (const { reports } of operations) expect(reports).toEqual([expect.stringContaining("Trying again in 5 s")]);
    });

    it("ends for each at its own deadline, and goes on for the others", async () => {
        const answers = [...Array<Answer>(4).fill({ ...UNAVAILABLE, headers: { "retry-after": "5" } }), EMPTY];
        const { joined } = sharedList(answers, [1, 60, 12]);
        const [first, second, third] = await Promise.allSettled(joined);
        expect(first).toMatchObject({ status: "rejected", reason: { code: "UNAVAILABLE" } });
        expect(second).toMatchObject({ status: "fulfilled" });
        expect(third).toMatchObject({ status: "rejected", reason: { code: "UNAVAILABLE" } });
    });

    it("fails with the answer when the last deadline is over", async () => {
        const { joined, list } = sharedList([UNAVAILABLE], [3, 2]);
        for (const one of joined) expect(await failureOf(one)).toMatchObject({ code: "UNAVAILABLE", status: 503 });
        expect(list.isOver).toBe(true);
    });

    it("may be joined twice by one operation", async () => {
        const { joined, list, operations } = sharedList([EMPTY], [60]);
        expect(await Promise.all([...joined, list.join(operations[0]!), list.join(operations[0]!)])).toHaveLength(3);
        expect(lists()).toHaveLength(1);
    });

    it("excuses whoever joins during the wait for a rate limit", async () => {
        const clock = fakeClock();
        let resume = () => {};
        let end = () => {};
        const request = (all: Operation) => {
            resume = all.deadline.pause();
            return new Promise<void>((done) => {
                end = done;
            });
        };
        const shared = new SharedRequest({ request, what: "The list" });
        const first = shared.join(operation({ clock, totalMs: 10_000 }));
        await Promise.resolve();
        await clock.sleep(30_000);
        const late = operation({ clock, totalMs: 10_000 });
        const second = shared.join(late);
        await clock.sleep(30_000);
        resume();
        expect(late.deadline.remainingMs()).toBe(10_000);
        end();
        await Promise.all([first, second]);
    });

    it("is cancelled when nobody waits any more", async () => {
        const clock = fakeClock();
        const cancel = [new AbortController(), new AbortController()];
        const told: (AbortSignal | undefined)[] = [];
        const request = (all: Operation) => {
            told.push(all.signal);
            return new Promise<never>((_, reject) => {
                all.signal?.addEventListener("abort", () => reject(new Error("cancelled")));
            });
        };
        const failures: string[] = [];
        const shared = new SharedRequest({ request, what: "The list", onFailure: () => failures.push("over") });
        const joined = cancel.map(({ signal }) => shared.join(operation({ clock, signal })));
        await Promise.resolve();
        cancel[0]!.abort(new Error("first"));
        await expect(joined[0]).rejects.toThrow("first");
        expect(told[0]?.aborted).toBe(false);
        cancel[1]!.abort(new Error("second"));
        await expect(joined[1]).rejects.toThrow("second");
        expect(told[0]?.aborted).toBe(true);
        expect(failures).toEqual(["over"]);
    });
});

test("a sign-in that fails for those who wait for a list is told in the words of their tenant", async () => {
    const clock = fakeClock();
    const client = createClient({ ...service.settings, label: "acme" }, instant(clock));
    service.answer = () => ({ status: 401, body: '{"id":"invalid.client"}' });
    const list = new SharedRequest({
        request: (all: Operation) => client.during(all).groups.list({ microtenantId: "0" }),
        what: "The list",
    });
    // The pause before rejected credentials are tried again is longer than the deadline.
    const joined = list.join(operation({ clock, totalMs: 1_000 }));
    expect(await failureOf(joined)).toMatchObject({
        code: "CREDENTIALS",
        message: expect.stringContaining("Tenant acme (customer 72058304855015424): the credentials were rejected"),
    });
});

test("a deadline does not move when the wall clock is set back", () => {
    const clock = fakeClock();
    let setBackMs = 0;
    const set = { ...clock, now: () => clock.now() - setBackMs };
    const { deadline } = operation({ clock: set, totalMs: 10_000 });
    setBackMs = 3_600_000;
    void clock.sleep(4_000);
    expect(deadline.remainingMs()).toBe(6_000);
});
