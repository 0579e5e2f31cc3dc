import { DEFAULT_TENANT, type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { type Program, SmallEngine } from "../support/smallEngine";
import { virtualClock } from "../support/virtualClock";

const SITE = { name: "San Jose DC1", location: "San Jose, CA, USA", latitude: 37.3382082, longitude: -121.8863286 };
const GROUP = "appConnectorGroup";

let emulator: Emulator;
let stack: SmallEngine;
const start = async (options: EmulatorOptions = {}, config: Record<string, string> = {}) => {
    emulator = await startEmulator({ limits: "off", ...options });
    stack = new SmallEngine(emulator, { config });
};
afterEach(() => emulator.close());

const site = (change: Record<string, unknown> = {}): Program => ({ site: { args: { ...SITE, ...change } } });
/** The only failure of an `up`. */
async function failureOf(program: Program): Promise<string> {
    const { failures } = await stack.up(program);
    expect(failures).toHaveLength(1);
    return failures[0]!;
}
const refusePut = (status: number, id: string, reason: string) =>
    emulator.fault({ kind: "status", status, body: { id, reason }, method: "PUT", path: GROUP });

describe("a rejection without a lock is not reported as a lock", () => {
    it.each(["400", "409"] as const)("a rename to a name that is in use (%s)", async (nameTaken) => {
        await start({ nameTaken }, { "zpa:preflight": "false" });
        await stack.up(site());
        const { id } = emulator.tenant().add("groups", { ...SITE, name: "London", microtenantId: "0" });
        const held = stack.state.get("site")!;
        const failure = await failureOf(site({ name: "London" }));
        expect(failure).toContain(`App Connector group "San Jose DC1" (id ${held.id}) cannot be renamed`);
        expect(failure).toContain(
            `"London" already exists in customer ${DEFAULT_TENANT.customerId}, with the id ${id}`,
        );
        expect(failure).not.toMatch(/lock|Deception/i);
    });

    it.each([
        [400, "some.rule.broken", "The window overlaps another one."],
        [409, "state.conflict", "The object is in another state."],
        [422, "unprocessable", "The window overlaps another one."],
        [403, "access.forbidden", "No right for this."],
    ])("an update rejected with %i", async (status, id, reason) => {
        await start();
        await stack.up(site());
        refusePut(status, id, reason);
        const failure = await failureOf(site({ description: "changed" }));
        expect(failure).toContain("was not updated");
        expect(failure).toContain(`The service said: ${id} ${reason}`);
        expect(failure).not.toMatch(/locked|Deception/i);
    });

    it("a delete rejected with 422", async () => {
        await start();
        await stack.up(site());
        const body = { id: "unprocessable", reason: "A policy names it." };
        emulator.fault({ kind: "status", status: 422, body, method: "DELETE", path: GROUP });
        const failure = await failureOf({});
        expect(failure).toContain("was not deleted");
        expect(failure).toContain("The service said: unprocessable A policy names it.");
        expect(failure).not.toMatch(/locked|Deception/i);
    });

    it("a create in a tenant whose quota is full", async () => {
        await start({ tenants: [{ ...DEFAULT_TENANT, maxGroups: 1 }] });
        emulator.tenant().add("groups", { ...SITE, name: "London", microtenantId: "0" });
        const failure = await failureOf(site());
        expect(failure).toContain('App Connector group "San Jose DC1" was not created');
        expect(failure).toMatch(/The service said: \S*limit/i);
        expect(failure).not.toMatch(/locked|Deception/i);
    });
});

describe("a lock is reported only on evidence", () => {
    const change = { description: "changed" };
    const LOCKED = /cannot be changed: it is locked \((.*?)\)\. Zscaler Deception locks the objects that it manages\./;

    it("if the object, read again, shows it", async () => {
        await start();
        await stack.up(site());
        emulator.setListLag(3_600_000);
        emulator.tenant().changeGroup(stack.state.get("site")!.id, { readOnly: true });
        refusePut(400, "operation.failed", "Not now.");
        const failure = await failureOf(site(change));
        expect(LOCKED.exec(failure)?.[1]).toBe("readOnly is true");
        expect(failure).toContain('description: "" → "changed"');
    });

    it("if the service's error says so", async () => {
        await start();
        await stack.up(site());
        emulator.tenant().enforceLock(stack.state.get("site")!.id);
        const failure = await failureOf(site(change));
        expect(LOCKED.exec(failure)?.[1]).toMatch(/^the service rejects the change: 4\d\d restricted/);
        expect(failure).toContain('ignoreChanges: ["description"]');
    });

    it("for a delete too", async () => {
        await start();
        await stack.up(site());
        emulator.tenant().enforceLock(stack.state.get("site")!.id);
        expect(LOCKED.test(await failureOf({}))).toBe(true);
    });
});

describe("deleting a locked group", () => {
    const deletes = () => callsIn(emulator.requests()).filter((call) => call.startsWith("DELETE"));
    beforeEach(async () => {
        await start();
        await stack.up(site());
        emulator.tenant().changeGroup(stack.state.get("site")!.id, { readOnly: true });
    });

    it("fails without a request if the last refresh saw the lock", async () => {
        await stack.refresh();
        expect(await failureOf({})).toContain("it is locked (readOnly is true)");
        expect(deletes()).toEqual([]);
    });

    it("sends the delete once if the group was locked after the last refresh; the group is unchanged", async () => {
        const before = emulator.tenant().group(SITE.name);
        expect(await failureOf({})).toContain("it is locked (readOnly is true)");
        expect(deletes()).toEqual(["DELETE :id 400"]);
        expect(emulator.tenant().group(SITE.name)).toEqual(before);
        expect(stack.state.get("site")?.id).toBe(before.id);
    });
});

describe("zpa:retrySecs limits an operation with all its retries", () => {
    const RETRY_SECS = 10;
    const UNAVAILABLE = { kind: "status", status: 503, body: { id: "retryable.server.error" } } as const;

    async function slowUp(program: Program) {
        let elapsed = 0;
        const clock = virtualClock((ms) => {
            elapsed += ms;
        });
        const slow = new SmallEngine(emulator, { config: { "zpa:retrySecs": String(RETRY_SECS) }, clock });
        for (const [name, held] of stack.state) slow.state.set(name, held);
        const outcome = await slow.up(program);
        return { ...outcome, elapsed };
    }

    it.each([
        ["a create that is answered 503", { ...UNAVAILABLE, method: "POST", path: GROUP }],
        [
            "and asked to wait 8 s each time",
            { ...UNAVAILABLE, headers: { "retry-after": "8" }, method: "POST", path: GROUP },
        ],
        ["and whose list is answered 503 as well", { ...UNAVAILABLE, path: GROUP }],
        ["a sign-in that is answered 503", { ...UNAVAILABLE, path: "oauth2" }],
        ["a sign-in and a create that are answered 503 in turn", { ...UNAVAILABLE, headers: { "retry-after": "4" } }],
        ["contention", { kind: "error", id: "db.simultaneous.request", method: "POST", path: GROUP }],
    ] as const)("%s", async (_, fault) => {
        await start();
        emulator.fault({ ...fault, times: 999 });
        const { failures, elapsed } = await slowUp(site());
        expect(failures).toHaveLength(1);
        expect(elapsed).toBeGreaterThan(1_000);
        expect(elapsed).toBeLessThanOrEqual(RETRY_SECS * 1_000);
        expect(emulator.tenant().groups()).toEqual([]);
    });

    it("and a create with an unknown result at the deadline is not reported as failed", async () => {
        await start();
        emulator.setListLag(3_600_000);
        emulator.fault({ kind: "resetAfter", method: "POST", path: GROUP });
        stack = new SmallEngine(emulator, { config: { "zpa:retrySecs": "0" } });
        expect(await failureOf(site())).toMatch(
            /"San Jose DC1" may have been created; the next preview reports it if it was: POST/,
        );
        emulator.setListLag(0);
        const { failures } = await stack.preview(site());
        expect(failures).toEqual([expect.stringContaining("`pulumi up --config zpa:adoptIdentical=true`")]);
    });

    it("and every wait of more than three seconds is reported", async () => {
        await start();
        await stack.up(site());
        emulator.fault({ ...UNAVAILABLE, headers: { "retry-after": "5" }, method: "PUT", path: GROUP });
        const { failures, messages } = await slowUp(site({ description: "changed" }));
        expect(failures).toEqual([]);
        expect(messages).toEqual([expect.stringMatching(/answered 503.*Trying again in 5 s/)]);
    });

    it("a check has one deadline for all its requests", async () => {
        await start({ tenants: [{ ...DEFAULT_TENANT, microtenants: [{ id: "216196257331290001", name: "Lab" }] }] });
        const slowly = { ...UNAVAILABLE, headers: { "retry-after": "4" }, times: 2 };
        // Each list alone would be read within the deadline.
        for (const path of ["/microtenants", "appConnectorGroup", "versionProfiles"])
            emulator.fault({ ...slowly, path });
        const program = site({ microtenantName: "Lab", versionProfileName: "New Release" });
        const { failures, elapsed } = await slowUp(program);
        expect(failures).toEqual([expect.stringContaining("answered 503")]);
        expect(elapsed).toBeLessThanOrEqual(2 * RETRY_SECS * 1_000);
    });

    it("several creates that wait for one list are all excused for its rate limit", async () => {
        await start();
        const headers = { "retry-after": "20s" };
        emulator.fault({ kind: "status", status: 429, headers, method: "GET", path: GROUP, times: 5 });
        const named = (name: string) => ({ args: { ...SITE, name } });
        const { failures, elapsed } = await slowUp({ a: named("A"), b: named("B"), c: named("C") });
        expect(failures).toEqual([]);
        expect(elapsed).toBeGreaterThan(90_000);
    });

    it("waiting for a rate limit does not count", async () => {
        await start();
        const headers = { "retry-after": "13s" };
        emulator.fault({ kind: "status", status: 429, headers, method: "POST", path: GROUP, times: 3 });
        const { failures, elapsed } = await slowUp(site());
        expect(failures).toEqual([]);
        expect(elapsed).toBeGreaterThan(30_000);
    });
});
