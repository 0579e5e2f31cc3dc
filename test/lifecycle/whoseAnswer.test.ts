import { DEFAULT_TENANT, type Emulator, type Fault, startEmulator } from "../../src/emulator";
import { callsIn, countCalls } from "../support/calls";
import { KEY } from "../support/pluginProcess";
import { SITE } from "../support/site";
import { type Program, SmallEngine } from "../support/smallEngine";
import { virtualClock } from "../support/virtualClock";

let emulator: Emulator;
let stack: SmallEngine;
beforeEach(async () => {
    emulator = await startEmulator({ limits: "off" });
    stack = new SmallEngine(emulator, { clock: virtualClock(() => undefined) });
});
afterEach(() => emulator.close());

const PROGRAM: Program = {
    site: { args: SITE },
    key: { kind: KEY, group: "site", args: { name: "key", maxUsage: 2 } },
};

/** Answers that are no evidence about an object. Source: docs/zpa-api.md#whose-answer-it-is */
const NO_EVIDENCE: readonly (readonly [what: string, fault: Fault])[] = [
    ["a gateway's page", { kind: "html", status: 404, work: false }],
    ["an empty body", { kind: "status", status: 404, body: "" }],
    ["a gateway's JSON", { kind: "status", status: 404, body: { message: "no Route matched with those values" } }],
    [
        "the service's words for a path that exists",
        { kind: "status", status: 404, body: { reason: "No handler found", id: "resource.not.found" } },
    ],
    [
        "the name of something else",
        { kind: "status", status: 400, body: { params: ["zpnCbiMapping"], id: "resource.not.found" } },
    ],
    ["the id of another object", { kind: "status", status: 400, body: { params: ["7"], id: "resource.not.found" } }],
];

describe.each(NO_EVIDENCE)("404 with %s is no evidence that an object is gone", (_what, fault) => {
    it.each(["appConnectorGroup", "provisioningKey"])("a delete of %s fails, and the state keeps it", async (path) => {
        await stack.up(PROGRAM);
        emulator.fault({ ...fault, method: "DELETE", path, times: 999 });
        const { failures } = await stack.up({});
        expect(failures).toEqual([expect.stringMatching(/was not deleted: DELETE .* answered 40[04]: /)]);
        const kept = path === "provisioningKey" ? "key" : "site";
        expect(stack.state.has(kept)).toBe(true);
        expect(emulator.tenant().groups()).toHaveLength(1);
        emulator.clearFaults();
        expect((await stack.up({})).failures).toEqual([]);
        expect([...stack.state.keys(), ...emulator.tenant().groups(), ...emulator.tenant().keys()]).toEqual([]);
    });

    it("a replacement keeps the old object, and deletes it in the next run", async () => {
        const key = PROGRAM.key!;
        await stack.up({ ...PROGRAM, key: { ...key, replacementTrigger: "1" } });
        const old = stack.state.get("key")!.id;
        emulator.fault({ ...fault, method: "DELETE", path: old, times: 999 });
        const replaced = { ...key, replacementTrigger: "2", args: { name: "key-2", maxUsage: 2 } };
        const { failures } = await stack.up({ ...PROGRAM, key: replaced });
        expect(failures).toEqual([expect.stringContaining(`(id ${old}) was not deleted`)]);
        emulator.clearFaults();
        expect((await stack.up({ ...PROGRAM, key: replaced })).failures).toEqual([]);
        expect(emulator.tenant().keys()).toMatchObject([{ name: "key-2" }]);
    });

    it("a refresh whose list lags fails, and the state keeps the object", async () => {
        await stack.up(PROGRAM);
        const id = stack.state.get("site")!.id;
        emulator.fault({ kind: "emptyList", method: "GET", path: "appConnectorGroup?", times: 999 });
        emulator.fault({ ...fault, method: "GET", path: id, times: 999 });
        await expect(stack.refresh()).rejects.toThrow();
        expect(stack.state.get("site")?.id).toBe(id);
    });

    it("a delete whose first answer it is succeeds", async () => {
        await stack.up(PROGRAM);
        emulator.fault({ ...fault, method: "DELETE", times: 1 });
        expect((await stack.up({})).failures).toEqual([]);
        expect(emulator.tenant().keys()).toEqual([]);
    });

    it("a delete of what is really gone succeeds, because a later list lacks it", async () => {
        await stack.up({ site: PROGRAM.site! });
        const { id } = stack.state.get("site")!;
        emulator.tenant().deleteGroup(id);
        emulator.clearRequests();
        emulator.fault({ ...fault, path: `/${id}`, times: 999 });
        expect((await stack.up({})).failures).toEqual([]);
        expect(stack.state.has("site")).toBe(false);
        expect(countCalls(emulator.requests())["GET appConnectorGroup 200"]).toBe(1);
    });
});

describe("an object is gone", () => {
    it("if the service names it, without another request", async () => {
        await stack.up({ site: PROGRAM.site! });
        emulator.tenant().deleteGroup(stack.state.get("site")!.id);
        emulator.clearRequests();
        expect((await stack.up({})).failures).toEqual([]);
        expect(callsIn(emulator.requests())).toEqual(["DELETE :id 400"]);
    });
});

describe("a passing refusal is repeated, and nothing is made twice", () => {
    const POST = { method: "POST", path: "appConnectorGroup" };
    it.each<[string, Fault]>([
        [
            "401 under load",
            { kind: "status", status: 401, body: { message: "Resource Access Blocked" }, ...POST, times: 2 },
        ],
        [
            "400 without a word",
            { kind: "status", status: 400, body: { id: "bad.request", reason: "Bad request" }, ...POST },
        ],
        ["412", { kind: "status", status: 412, body: { code: "EDIT_LOCK_NOT_AVAILABLE", message: "Failed" }, ...POST }],
        ["409 of an edit lock", { kind: "status", status: 409, body: { code: "EDIT_LOCK_NOT_AVAILABLE" }, ...POST }],
        ["408 to a create", { kind: "status", status: 408, body: "", ...POST }],
        ["408 to a list", { kind: "status", status: 408, body: "", method: "GET", path: "appConnectorGroup" }],
        ["425", { kind: "status", status: 425, body: "", ...POST }],
    ])("%s", async (_what, fault) => {
        emulator.fault(fault);
        expect((await stack.up({ site: PROGRAM.site! })).failures).toEqual([]);
        expect(emulator.tenant().groups()).toHaveLength(1);
        expect(countCalls(emulator.requests())["POST signin 200"] ?? 1).toBe(1);
    });
});

describe("a refusal is told as what it is", () => {
    it.each<[string, Fault, RegExp]>([
        [
            "a feature that is off",
            {
                kind: "status",
                status: 401,
                body: {
                    params: ["ui.waf", DEFAULT_TENANT.customerId],
                    id: "authz.featureflag.permission.denied",
                    reason: "Feature flag ui.waf disabled",
                },
            },
            /the tenant does not have this feature.*ui\.waf/,
        ],
        [
            "a range of addresses",
            { kind: "status", status: 403, body: { reason: "API access is restricted to the allowed IP ranges" } },
            /not authorized.*allowed IP ranges/,
        ],
        [
            "a quota",
            {
                kind: "status",
                status: 403,
                body: { code: "LIMIT_EXCEEDED", message: "Maximum 100 groups are allowed." },
            },
            /a limit of the tenant is reached.*Maximum 100/,
        ],
        [
            "words in another form",
            {
                kind: "status",
                status: 400,
                body: { code: "RESOURCE_IN_USE", message: "in use by access policy Finance" },
            },
            /in use by access policy Finance/,
        ],
    ])("%s", async (_what, fault, says) => {
        await stack.up({ site: PROGRAM.site! });
        const signIns = emulator.requests().filter(({ path }) => /signin|oauth2/.test(path)).length;
        emulator.fault({ ...fault, method: "PUT", times: 99 });
        const { failures } = await stack.up({ site: { args: { ...SITE, description: "changed" } } });
        expect(failures).toEqual([expect.stringMatching(says)]);
        expect(failures[0]).not.toMatch(/locked|Deception|access token/);
        const later = emulator.requests().filter(({ path }) => /signin|oauth2/.test(path)).length;
        // Each run signs in once.
        expect(later).toBe(signIns + 1);
    });
});
