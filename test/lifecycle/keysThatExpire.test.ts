import { type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { deploy, type Held, pluginProviders, preview } from "../support/pluginProcess";
import { SITE } from "../support/site";

const HOUR = 3_600;
const LIST = ["203.0.113.0/24", "2001:db8::1"];
/** The same list as a service may report it. */
const RESPELT = ["2001:DB8:0::1/128", "203.0.113.9/24"];

let emulator: Emulator;
let notices: string[];
let group: string;
beforeEach(async () => {
    notices = [];
    emulator = await startEmulator({ limits: "off" });
    group = emulator.tenant().add("groups", { ...SITE, enabled: true }).id;
});
afterEach(() => emulator.close());

const say = (_: string, message: string) => void notices.push(message);
const run = () => pluginProviders(emulator, {}, { reporter: { notice: say, wait: say } });
const inHours = (hours: number) => Math.floor(Date.now() / 1000) + hours * HOUR;
const keyArgs = (more: Record<string, unknown>) => ({ name: "k", appConnectorGroupId: group, maxUsage: 2, ...more });
const key = () => emulator.tenant().key("k");
const sent = (method: string) => emulator.requests().findLast((request) => request.method === method)?.body;
const refresh = (held: Held) => run().keys.read(held.id, held.outs as Record<string, unknown>);

describe("a key that expires", () => {
    test("is created with the seconds of an ISO 8601 time; another notation is no change", async () => {
        const expires = inHours(1);
        const iso = new Date(expires * 1000).toISOString();
        const made = await deploy(run().keys, undefined, keyArgs({ expirationInEpochSec: iso }));
        expect(sent("POST")).toMatchObject({ expirationInEpochSec: String(expires) });
        expect(made.outs.expirationInEpochSec).toBe(expires);
        emulator.clearRequests();
        const spelt = keyArgs({ expirationInEpochSec: String(expires) });
        expect((await preview(run().keys, made, spelt)).diff).toEqual({ changes: false });
        expect(emulator.requests()).toEqual([]);
    });

    test("in the past fails the preview of a new key, before any call, and not that of a key that has expired since", async () => {
        const { failures } = await preview(run().keys, undefined, keyArgs({ expirationInEpochSec: inHours(-24) }));
        expect(failures).toEqual([expect.stringMatching(/^expirationInEpochSec: is in the past \(20\d\d-/)]);
        expect(emulator.requests()).toEqual([]);

        const made = await deploy(run().keys, undefined, keyArgs({ expirationInEpochSec: inHours(1) }));
        const expired = inHours(-1);
        emulator.tenant().changeKey(made.id, { expirationInEpochSec: String(expired) });
        const { props, inputs } = await refresh(made);
        const held = { id: made.id, outs: props, inputs } as unknown as Held;
        expect((await preview(run().keys, held, keyArgs({ expirationInEpochSec: expired }))).failures).toEqual([]);
    });

    test("is extended in place; left out of the program, the service keeps it and the preview says so", async () => {
        const made = await deploy(run().keys, undefined, keyArgs({ expirationInEpochSec: inHours(1) }));
        const later = inHours(48);
        const extended = await deploy(run().keys, made, keyArgs({ expirationInEpochSec: later }));
        expect(key().expirationInEpochSec).toBe(String(later));
        await preview(run().keys, extended, keyArgs({ maxUsage: 3 }));
        expect(notices.join()).toContain("Pulumi shows expirationInEpochSec as removed; the service keeps the value");
        const left = await deploy(run().keys, extended, keyArgs({ maxUsage: 3 }));
        expect(sent("PUT")).not.toHaveProperty("expirationInEpochSec");
        expect(key().expirationInEpochSec).toBe(String(later));
        emulator.tenant().changeKey(made.id, { expirationInEpochSec: String(inHours(96)) });
        const { props, inputs } = await refresh(left);
        expect(inputs).not.toHaveProperty("expirationInEpochSec");
        const held = { id: made.id, outs: props, inputs } as unknown as Held;
        expect((await preview(run().keys, held, keyArgs({ maxUsage: 3 }))).diff).toEqual({ changes: false });
    });

    test("a time of zero, which a service may report for none, is none", async () => {
        const made = await deploy(run().keys, undefined, keyArgs({}));
        emulator.tenant().changeKey(made.id, { expirationInEpochSec: "0" });
        expect((await refresh(made)).props).not.toHaveProperty("expirationInEpochSec");
    });

    test("a changed time outside of Pulumi is drift, also one that cannot be read", async () => {
        const made = await deploy(run().keys, undefined, keyArgs({ expirationInEpochSec: inHours(1) }));
        emulator.tenant().changeKey(made.id, { expirationInEpochSec: "never" });
        const { props } = await refresh(made);
        expect(props).toMatchObject({ expirationInEpochSec: "never" });
    });
});

describe.each(["keys", "groups"] as const)("an allow list of %s", (kind) => {
    const args = (ipAcl?: readonly string[]) => {
        const list = ipAcl === undefined ? {} : { ipAcl };
        return kind === "keys" ? keyArgs(list) : { ...SITE, name: "k", ...list };
    };
    const provider = () => run()[kind];
    const collection = kind === "keys" ? "provisioningKeys" : "groups";
    const stored = () =>
        emulator
            .tenant()
            .all(collection)
            .find(({ name }) => name === "k")!;
    const change = (ipAcl: unknown) => emulator.tenant().change(collection, stored().id, { ipAcl });
    const read = (held: Held) => provider().read(held.id, held.outs as Record<string, unknown>);

    test("is sent as it is written, and kept so where the service spells or orders it otherwise", async () => {
        const made = await deploy(provider(), undefined, args(LIST));
        expect(sent("POST")).toMatchObject({ ipAcl: LIST });
        change(RESPELT);
        const { props, inputs } = await read(made);
        expect(props).toMatchObject({ ipAcl: LIST });
        expect(inputs).toMatchObject({ ipAcl: LIST });
        emulator.clearRequests();
        expect((await preview(provider(), made, args(RESPELT))).diff).toEqual({ changes: false });
        expect(callsIn(emulator.requests())).toEqual([]);
    });

    test("is changed in place, also to an empty one, which a service may leave out of its answers", async () => {
        const made = await deploy(provider(), undefined, args(LIST));
        const emptied = await deploy(provider(), made, args([]));
        expect(sent("PUT")).toMatchObject({ ipAcl: [] });
        change(null);
        const { props, inputs } = await read(emptied);
        const held = { id: made.id, outs: props, inputs } as unknown as Held;
        expect((await preview(provider(), held, args([]))).diff).toEqual({ changes: false });
    });

    test("that the program does not say is nobody's difference, and no update sends it", async () => {
        const made = await deploy(provider(), undefined, args());
        expect(sent("POST")).not.toHaveProperty("ipAcl");
        change(LIST);
        const changed = kind === "keys" ? { maxUsage: 7 } : { upgradeDay: "FRIDAY" };
        await deploy(provider(), made, { ...args(), ...changed });
        expect(sent("PUT")).not.toHaveProperty("ipAcl");
        expect(stored().ipAcl).toEqual(LIST);
    });

    test("that somebody changed is drift", async () => {
        const made = await deploy(provider(), undefined, args(LIST));
        change(["198.51.100.1"]);
        const { props } = await read(made);
        expect(props).toMatchObject({ ipAcl: ["198.51.100.1"] });
    });
});

describe("a refusal of a key that fits a tenant with user codes", () => {
    const rejected = async (status: number, body: unknown) => {
        emulator.fault({ kind: "status", status, body, method: "POST", path: "provisioningKey" });
        return deploy(run().keys, undefined, keyArgs({})).then(
            () => "",
            (error: Error) => error.message,
        );
    };

    test.each([
        [400, { id: "provisioning.key.not.supported", reason: "Provisioning keys are not supported" }],
        [403, { reason: "The tenant uses OAuth2 user codes" }],
        [401, { id: "authz.featureflag.permission.denied", params: ["provisioning.key", "1"] }],
    ])("is explained, after the service's own words: %j %j", async (status, body) => {
        const message = await rejected(status, body);
        expect(message).toMatch(/^provisioning key "k" was not created: .*The service said: /);
        expect(message).toMatch(/\. If this tenant is enabled for user codes .* declare a ConnectorEnrollment/);
    });

    test.each([
        [400, { id: "invalid.resource.argument", reason: "One or more input fields maxUsage are not valid." }],
        [403, { reason: "no right" }],
        [400, { reason: "The provisioning key limit is reached" }],
    ])("any other is not: %j %j", async (status, body) => {
        expect(await rejected(status, body)).not.toContain("user codes");
    });
});
