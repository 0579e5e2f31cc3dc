import { createClient } from "../../src/api/client";
import { failureOf, fakeClock, instant, isSignIn, operation, type TinyService, TOKEN, tinyService } from "./support";

let service: TinyService;
beforeEach(async () => {
    service = await tinyService();
});
afterEach(() => service.close());

type Body = { totalPages?: string; totalCount?: string; list?: unknown[] };

/** A service whose list has these pages, from the number of the page. */
function pages(page: (number: number) => Body | Promise<Body>) {
    service.answer = async (request, asked) => {
        if (isSignIn(asked)) return TOKEN;
        const number = Number(new URL(request.url!, "http://x").searchParams.get("page"));
        return { body: JSON.stringify(await page(number)) };
    };
}
const objects = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => ({ id: String(from + i), name: `group ${from + i}` }));
/** A page of a server that caps the size of a page at 20. */
const capped = (total: number, number: number) => objects((number - 1) * 20 + 1, Math.min(total, number * 20));

function list(totalMs = 60_000, signal?: AbortSignal) {
    const clock = fakeClock();
    const client = createClient(service.settings, instant(clock)).during(operation({ clock, totalMs, signal }));
    return { clock, listed: client.groups.list({ microtenantId: "0" }) };
}
const asked = () => service.asked.filter((one) => one.startsWith("GET")).length;

describe("a list is complete when its counts are reached", () => {
    it.each<[string, number, (number: number) => Body]>([
        ["both counts", 3, (n) => ({ totalPages: "3", totalCount: "45", list: capped(45, n) })],
        [
            "totalCount, with the totalPages of larger pages",
            3,
            (n) => ({ totalPages: "1", totalCount: "45", list: capped(45, n) }),
        ],
        ["totalCount alone", 3, (n) => ({ totalCount: "45", list: capped(45, n) })],
        ["totalPages alone", 3, (n) => ({ totalPages: "3", list: capped(45, n) })],
    ])("although a server caps the size of a page: %s", async (_what, calls, page) => {
        pages(page);
        expect((await list().listed).objects).toHaveLength(45);
        expect(asked()).toBe(calls);
    });

    it.each<[string, number, Body]>([
        ["without an object", 0, { totalPages: "1" }],
        ["of one page", 2, { totalPages: "1", totalCount: "2", list: objects(1, 2) }],
        ["whose totalPages is the number of objects", 28, { totalPages: "28", totalCount: "28", list: objects(1, 28) }],
        [
            "whose totalPages is the number of objects, without totalCount",
            28,
            { totalPages: "28", list: objects(1, 28) },
        ],
        ["without counts", 20, { list: objects(1, 20) }],
        ["with an object that cannot be read", 1, { totalPages: "1", totalCount: "2", list: [...objects(1, 1), null] }],
    ])("a list %s costs one call", async (_what, length, body) => {
        pages(() => body);
        expect((await list().listed).objects).toHaveLength(length);
        expect(asked()).toBe(1);
    });

    it("a list that changed while it was read is read again", async () => {
        let deleted = false;
        pages((n) => {
            const all = objects(1, 45).filter(({ id }) => !(deleted && id === "1"));
            if (n === 1) deleted = asked() > 0;
            return { totalPages: "3", totalCount: String(all.length), list: all.slice((n - 1) * 20, n * 20) };
        });
        // Otherwise the first object of the second page, which moves to the first one, would be missing.
        expect((await list().listed).objects.map(({ id }) => id)).toEqual(objects(2, 45).map(({ id }) => id));
    });
});

describe("a list whose counts are not reached is an error that names them", () => {
    it.each<[string, (number: number) => Body, string]>([
        [
            "because no further page exists",
            (n) => ({ totalPages: "3", totalCount: "45", list: n === 1 ? capped(45, 1) : [] }),
            "20 objects on 2 pages, but totalCount is 45 and totalPages is 3",
        ],
        [
            "because every page is the first one",
            () => ({ totalPages: "3", totalCount: "45", list: capped(45, 1) }),
            "20 objects on 2 pages, but totalCount is 45 and totalPages is 3",
        ],
        [
            "because a page is missing, without totalCount",
            (n) => ({ totalPages: "3", ...(n === 1 ? { list: capped(45, 1) } : {}) }),
            "20 objects on 2 pages, but totalCount is missing and totalPages is 3",
        ],
    ])("%s", async (_what, page, says) => {
        pages(page);
        const error = await failureOf(list().listed);
        expect(error.code).toBe("UNEXPECTED_ANSWER");
        expect(error.message).toContain(`returned an incomplete list: ${says}`);
        expect(asked()).toBe(6);
    });

    it("because the counts grow for ever: it ends, and keeps at most 100,000 objects", async () => {
        pages((n) => ({ totalPages: String(n + 1), list: objects((n - 1) * 500 + 1, n * 500) }));
        const error = await failureOf(list().listed);
        expect(error.message).toContain("100000 objects on 200 pages, but totalCount is missing and totalPages is 201");
    });
});

describe("a long list ends", () => {
    const endless = (clock: { sleep(ms: number): Promise<void> }, ms: number) =>
        pages(async (n) => {
            await clock.sleep(ms);
            return { totalPages: String(n + 1), list: objects((n - 1) * 20 + 1, n * 20) };
        });

    it("at the deadline, between two pages", async () => {
        const { clock, listed } = list(30_000);
        endless(clock, 8_000);
        expect((await failureOf(listed)).message).toContain("incomplete list when zpa:retrySecs was over");
        expect(asked()).toBe(6);
    });

    it("when it is cancelled, between two pages", async () => {
        const cancel = new AbortController();
        const { clock, listed } = list(600_000, cancel.signal);
        endless(clock, 1);
        const failure = failureOf(listed);
        while (asked() < 3) await new Promise((done) => setTimeout(done, 5));
        cancel.abort();
        expect(await failure).toMatchObject({ code: "CANCELLED" });
    });
});
