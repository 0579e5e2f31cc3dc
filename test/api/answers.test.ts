import { z } from "zod";
import { type ApiClient, createClient, type Payload } from "../../src/api/client";
import { DEFAULT_RETRY } from "../../src/api/retry/policy";
import type { Unreadable } from "../../src/model/unreadable";
import { type Answer, failureOf, fakeClock, instant, isSignIn, type TinyService, TOKEN, tinyService } from "./support";

const ONCE = { ...DEFAULT_RETRY, totalMs: 0 };
const GROUP: Payload = {
    name: "San Jose DC1",
    latitude: "37.3",
    longitude: "-121.9",
    location: "San Jose",
    enabled: true,
};
const PAGE = { headers: { "content-type": "text/html" }, body: "<html><form>Sign in</form></html>" };
const json = (body: unknown, status = 200): Answer => ({ status, body: JSON.stringify(body) });

let service: TinyService;
let client: ApiClient;

/** Everything but the sign-in is answered so. */
const answers = (answer: Answer | ((asked: string) => Answer | Promise<Answer>)) => {
    service.answer = (_request, asked) => {
        if (isSignIn(asked)) return TOKEN;
        return typeof answer === "function" ? answer(asked) : answer;
    };
};
const calls = () => service.asked.filter((asked) => !isSignIn(asked));

beforeEach(async () => {
    service = await tinyService();
    client = createClient(service.settings, { ...instant(fakeClock()), retry: ONCE });
});
afterEach(() => service.close());

const CALLS: [string, () => Promise<unknown>][] = [
    ["list", () => client.groups.list({ microtenantId: "0" })],
    ["get", () => client.groups.get("7", "0")],
    ["create", () => client.groups.create(GROUP, "0")],
    ["update", () => client.groups.update("7", GROUP, "0")],
    ["delete", () => client.groups.delete("7", "0")],
    ["confirmUserCodes", () => client.confirmUserCodes("7", ["AAAAA-BBBBB"], "0")],
    ["userCodeStatus", () => client.userCodeStatus(["AAAAA-BBBBB"], "0")],
];
const WRITES = ["create", "update", "delete", "confirmUserCodes", "userCodeStatus"];

describe.each(CALLS)("%s", (name, call) => {
    it.each<[string, Answer]>([
        ["a page with status 200", PAGE],
        ["another object's JSON", json({ id: "8", name: "London" })],
        ["a bare text", json("done")],
        ["an empty list of something", json([])],
        ["JSON that is cut", { body: '{"id":"7","na' }],
        ["202, which is not documented", json({ id: "7", name: GROUP.name }, 202)],
    ])("does not take %s for success", async (_what, answer) => {
        answers(answer);
        const error = await failureOf(call());
        expect(error).toMatchObject({ code: "UNEXPECTED_ANSWER", mayHaveHappened: WRITES.includes(name) });
        expect(error.message).toMatch(/^(GET|POST|PUT|DELETE) \/mgmtconfig\S+ answered 20[02](,| with) /);
        expect(error.message).not.toContain("secret");
    });
});

it("a sign-in that answers a page is no success", async () => {
    service.answer = () => PAGE;
    expect((await failureOf(client.groups.get("7", "0"))).message).toContain("returned no token");
    expect(calls()).toEqual([]);
});

it("an update and a delete are done with an empty body, 204 or 200, or with the object itself", async () => {
    for (const answer of [{ status: 204 }, { status: 200 }, json({ id: "7", name: GROUP.name })]) {
        answers(answer);
        await client.groups.update("7", GROUP, "0");
        await client.groups.delete("7", "0");
    }
});

it("a create may be answered 200 or 201, and its name escaped and its spaces collapsed", async () => {
    for (const status of [200, 201]) {
        answers(json({ id: "7", name: "R&amp;D &#x2a; lab" }, status));
        expect((await client.groups.create({ ...GROUP, name: " R&D  * lab" }, "0")).id).toBe("7");
    }
});

it("another object's JSON names both", async () => {
    answers(json({ id: "8", name: "London" }));
    expect((await failureOf(client.groups.get("7", "0"))).message).toMatch(
        /answered 200 with another App Connector group "London" \(id 8\) than the one with the id 7\.$/,
    );
    expect((await failureOf(client.groups.create(GROUP, "0"))).message).toMatch(
        /answered 200 with another App Connector group "London" \(id 8\) than the one named "San Jose DC1"\.$/,
    );
});

describe("an answer that is cut in the middle", () => {
    const cut = { status: 200, headers: { "content-length": "500" }, body: '{"id":"7"' };

    it("does not count as an update, which is sent again", async () => {
        let sent = 0;
        answers(() => (++sent === 1 ? cut : { status: 204 }));
        client = createClient(service.settings, instant(fakeClock()));
        service.answer = cutting(service.answer);
        await client.groups.update("7", GROUP, "0");
        expect(calls()).toHaveLength(2);
    });

    it("leaves a create in doubt, which is not sent again", async () => {
        answers(cut);
        service.answer = cutting(service.answer);
        client = createClient(service.settings, instant(fakeClock()));
        expect(await failureOf(client.groups.create(GROUP, "0"))).toMatchObject({
            code: "NETWORK",
            mayHaveHappened: true,
        });
        expect(calls()).toHaveLength(1);
    });

    /** Ends the connection soon after an answer that promises more than it has. */
    function cutting(answer: TinyService["answer"]): TinyService["answer"] {
        return async (request, asked) => {
            const given = await answer(request, asked);
            if (given.headers?.["content-length"]) setTimeout(() => request.socket.destroy(), 50);
            return given;
        };
    }
});

describe("what can be read is read", () => {
    it("numbers, with all their digits, as the text that the API documents", async () => {
        const raw =
            '{"id":216196257331281921,"name":"x","latitude":37.3382082,"upgradeTimeInSecs":66600,"creationTime":1773370832}';
        answers((asked) => ({
            body: asked.includes("?page") ? `{"totalPages":1,"totalCount":1,"list":[${raw}]}` : raw,
        }));
        const group = {
            id: "216196257331281921",
            latitude: "37.3382082",
            upgradeTimeInSecs: "66600",
            creationTime: "1773370832",
        };
        expect(await client.groups.get("216196257331281921", "0")).toMatchObject(group);
        expect((await client.groups.list({ microtenantId: "0" })).objects).toMatchObject([group]);
    });

    it("values that nobody knows", async () => {
        const group = { id: "7", name: "x", upgradeDay: "SOMEDAY", dnsQueryType: "IPV9", upgradeTimeInSecs: "1000" };
        answers(json({ ...group, readOnly: "true", latitude: "900", microtenantId: null }));
        expect(await client.groups.get("7", "0")).toEqual({ ...group, readOnly: true, latitude: "900" });
    });

    it("the good items of a list beside one that is malformed, which is named", async () => {
        const malformed = { id: "8", name: "London", connectors: "many" };
        answers(json({ totalPages: "1", list: [{ id: "7", name: "a" }, malformed, null, { name: "no id" }] }));
        const { objects, unreadable } = await client.groups.list({ microtenantId: "0" });
        expect(objects).toEqual([{ id: "7", name: "a" }]);
        expect(unreadable).toEqual<Unreadable[]>([
            { id: "8", name: "London", problem: expect.stringContaining("connectors: ") },
            { problem: expect.any(String) },
            { name: "no id", problem: "id: must be an id in decimal digits" },
        ]);
    });

    it("an object whose microtenant is no id, while an empty one is absent", async () => {
        const list = [
            { id: "7", name: "a", microtenantId: "1\nprocess.exit(1)" },
            { id: "8", name: "b", microtenantId: "" },
        ];
        answers(json({ totalPages: "1", list }));
        const { objects, unreadable } = await client.groups.list({ microtenantId: "0" });
        expect(objects).toEqual([{ id: "8", name: "b" }]);
        expect(unreadable).toEqual([{ id: "7", name: "a", problem: "microtenantId: must be an id in decimal digits" }]);
    });

    it("any kind of object that is described", async () => {
        answers((asked) => (asked.includes("/toys/7") ? json({ id: "7", size: 3 }) : { status: 404 }));
        const schema = z.object({ id: z.string(), size: z.string() });
        const toys = client.objects({ path: "/toys", version: "v2", schema, noun: "toy" });
        expect(await toys.get("7", "0")).toEqual({ id: "7", size: "3" });
        expect(calls()).toEqual([
            expect.stringMatching(/^GET \/mgmtconfig\/v2\/admin\/customers\/\d+\/toys\/7\?microtenantId=0$/),
        ]);
    });
});

describe("user codes", () => {
    const TERRAFORM = /\/\d+\/CONNECTOR_GRP\/usercodes/;

    it("are confirmed at the Terraform provider's path", async () => {
        answers(json({ componentGroupId: "7", userCodes: [{ userCode: "A-1", status: "VERIFIED" }, { code: "A-2" }] }));
        expect(await client.confirmUserCodes("7", ["A-1", "A-2"], "0")).toEqual([
            { userCode: "A-1", status: "VERIFIED", groupId: "7" },
            { userCode: "A-2", groupId: "7" },
        ]);
        expect(calls()).toEqual([expect.stringMatching(TERRAFORM)]);
    });

    it("are confirmed at the Python client's where that does not exist, which is remembered", async () => {
        answers((asked) => (TERRAFORM.test(asked) ? { status: 404 } : json({ userCodes: ["A-1"] })));
        expect(await client.confirmUserCodes("7", ["A-1"], "0")).toEqual([{ userCode: "A-1" }]);
        await client.as({ label: "acme" }).userCodeStatus(["A-1"], "0");
        expect(calls().map((call) => call.replace(/^.*customers\/\d+|\?.*$/g, ""))).toEqual([
            "/CONNECTOR_GRP/usercodes",
            "/associationType/CONNECTOR_GRP/usercodes",
            "/associationType/CONNECTOR_GRP/usercodes/status",
        ]);
    });

    it("that neither path knows are reported for the first path", async () => {
        answers({ status: 404 });
        expect(await failureOf(client.confirmUserCodes("7", ["A-1"], "0"))).toMatchObject({
            code: "NO_SUCH_PATH",
            path: expect.stringMatching(TERRAFORM),
        });
    });
});

describe("an id that is not in decimal digits", () => {
    const WRONG = ["", "7\nprocess.exit()", "a", "-7", "7 ", "7.5", "../7", "\u202e7", "7\u2028", "1".repeat(40)];

    it.each(WRONG)("%j is no id: the object of a list is not readable", async (wrong) => {
        const list = [
            { id: "7", name: "London" },
            { id: wrong, name: "Paris" },
        ];
        answers(json({ totalPages: "1", totalCount: "2", list }));
        const { objects, unreadable } = await client.groups.list({ microtenantId: "0" });
        expect(objects.map(({ id }) => id)).toEqual(["7"]);
        expect(unreadable).toMatchObject([{ name: "Paris", problem: "id: must be an id in decimal digits" }]);
        const microtenants = await client.listMicrotenants();
        expect(microtenants.objects.map(({ id }) => id)).toEqual(["7"]);
    });

    it.each(WRONG)("%j is no id: a create is not done", async (wrong) => {
        answers(json({ ...GROUP, id: wrong }, 201));
        expect(await failureOf(client.groups.create(GROUP, "0"))).toMatchObject({
            code: "UNEXPECTED_ANSWER",
            mayHaveHappened: true,
        });
    });
});
