import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { type Outcome, Stack } from "../support/engine/stack";

let emulator: Emulator;
let stack: Stack;
/** All that the engine has said in this test. */
let said: string;

beforeEach(async () => {
    said = "";
    emulator = await startEmulator({ limits: "off" });
});
afterEach(async () => {
    stack.remove();
    await emulator.close();
});

const noted = (outcome: Outcome): Outcome => {
    said += outcome.output;
    return outcome;
};
const good = async (operation: Promise<Outcome>): Promise<Outcome> => {
    const outcome = noted(await operation);
    if (outcome.code !== 0) throw new Error(outcome.output);
    return outcome;
};
const outputs = async () =>
    JSON.parse((await stack.pulumi("stack", "output", "--show-secrets", "--json")).output) as Record<string, string>;
const output = async (name: string) => (await outputs())[name];
const values = () =>
    emulator
        .tenant()
        .keys()
        .map(({ provisioningKey }) => String(provisioningKey));

/** Files of the project and of Pulumi's backend (state, history, backups, event logs) that have a text in them. */
function filesWith(text: string, folder = stack.folder): string[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return filesWith(text, path);
        return entry.isFile() && withoutDebugMessages(readFileSync(path, "utf8")).includes(text) ? [path] : [];
    });
}

/** The Node SDK writes every secret of every provider into its own debug messages, which `--event-log` records. */
const withoutDebugMessages = (text: string) =>
    text
        .split("\n")
        .filter((line) => !line.includes('"severity":"debug"'))
        .join("\n");

function expectNowhere(secrets: readonly string[]): void {
    expect(secrets.length).toBeGreaterThan(0);
    for (const secret of secrets) {
        expect(filesWith(secret)).toEqual([]);
        expect(said).not.toContain(secret);
    }
}

test("site: group, key, user data and schedule in one up; the key is plain in no state, log or output", async () => {
    stack = new Stack(emulator, {
        example: "site",
        config: { "zpa-connectors-site:keyExpires": "2038-01-01T00:00:00+01:00" },
    });
    const created = {
        "san-jose": { op: "create" },
        "ProvisioningKey san-jose": { op: "create" },
        "AppConnectorAutoDelete dead-connectors": { op: "create" },
    };
    expect((await good(stack.preview("--diff"))).steps).toEqual(created);
    expect(emulator.tenant().groups()).toEqual([]);
    emulator.clearRequests();
    expect((await good(stack.up("--diff"))).steps).toEqual(created);
    const isOfSchedule = (call: string) => call.includes("connectorSchedule");
    const calls = callsIn(emulator.requests());
    expect(calls.filter((call) => !isOfSchedule(call))).toEqual([
        "GET appConnectorGroup 200",
        "POST appConnectorGroup 201",
        "GET provisioningKey 200",
        "GET enrollmentCert 200",
        "POST provisioningKey 200",
    ]);
    expect(calls.filter(isOfSchedule)).toEqual([
        "GET connectorSchedule 400",
        "POST connectorSchedule 204",
        "GET connectorSchedule 200",
    ]);
    expect(emulator.tenant().key("san-jose")).toMatchObject({
        ipAcl: ["203.0.113.0/28"],
        expirationInEpochSec: "2145913200",
    });
    const [value] = values();
    expect(await output("userData")).toBe(
        `#cloud-config\nwrite_files:\n  - path: /opt/zscaler/var/provision_key\n    permissions: "0644"\n    content: ${JSON.stringify(value)}\nruncmd:\n  - [systemctl, restart, zpa-connector]\n`,
    );

    // The last connector that can enroll has done so.
    emulator.tenant().enroll("san-jose");
    emulator.tenant().enroll("san-jose");
    emulator.clearRequests();
    expect((await good(stack.refresh("--expect-no-changes"))).output).toContain("is used up: 2 of 2 connectors");
    expect(callsIn(emulator.requests()).sort()).toEqual([
        "GET appConnectorGroup 200",
        "GET connectorSchedule 200",
        "GET provisioningKey 200",
    ]);
    expectNowhere([value!]);
    expect(String(stack.state("san-jose", "ProvisioningKey")?.inputs.__provider).length).toBeLessThan(1024);
    for (const { id } of emulator.tenant().connectors()) emulator.tenant().removeConnector(id);
    await good(stack.destroy());
    expect([emulator.tenant().keys(), emulator.tenant().groups()]).toEqual([[], []]);
    expect(emulator.tenant().all("connectorSchedule")).toMatchObject([{ enabled: false }]);
});

test("key-rotation: a new key, the machines, and the old key retired, each with its own preview", async () => {
    stack = new Stack(emulator, { example: "key-rotation" });
    const of = (settings: Record<string, unknown>) =>
        stack.config(
            Object.fromEntries(
                Object.entries(settings).map(([name, value]) => [
                    `zpa-connectors-key-rotation:${name}`,
                    typeof value === "string" ? value : JSON.stringify(value),
                ]),
            ),
        );
    const [a, b] = ["san-jose-a", "san-jose-b"];
    const key = (name: string) => emulator.tenant().key(name);
    await good(stack.up());
    expect(await output("provisioningKey")).toBe(key(a).provisioningKey);

    of({ keys: [a, b], current: a });
    expect((await good(stack.up())).steps).toEqual({ [`ProvisioningKey ${b}`]: { op: "create" } });
    expect(await output("provisioningKey")).toBe(key(a).provisioningKey);

    // No resource changes: no call.
    of({ keys: [a, b], current: b });
    emulator.clearRequests();
    expect((await good(stack.up("--expect-no-changes", "--diff"))).steps).toEqual({});
    expect(emulator.requests()).toEqual([]);
    expect(await output("provisioningKey")).toBe(key(b).provisioningKey);
    emulator.tenant().enroll(b);

    of({ keys: [a, b], current: b, retired: [a] });
    expect((await good(stack.up())).steps).toEqual({ [`ProvisioningKey ${a}`]: { op: "update", diff: "~enabled" } });
    expect(() => emulator.tenant().enroll(a)).toThrow(/is disabled/);
    const old = values();

    of({ keys: [b], current: b });
    expect((await good(stack.up())).steps).toEqual({ [`ProvisioningKey ${a}`]: { op: "delete" } });
    expect(emulator.tenant().keys()).toMatchObject([{ name: b, usageCount: "1" }]);
    expectNowhere(old);
});

test("user-codes: codes are confirmed once, a refused one fails alone, and no code is plain anywhere", async () => {
    stack = new Stack(emulator, { example: "user-codes" });
    const [first, second, third] = ["AAAAA-11111", "BBBBB-22222", "CCCCC-33333"] as const;
    const set = (...codes: string[]) =>
        stack.pulumi("config", "set-all", "--path", ...codes.flatMap((code) => ["--secret", code]));
    const confirmed = () =>
        emulator.requests().filter(({ path, method }) => method === "POST" && /usercodes/.test(path));
    for (const code of [first, third]) emulator.tenant().showUserCode({ code });
    await set(`codes[0]=${first}`, `codes[1]=${second}`);
    const created = { "san-jose": { op: "create" }, "ConnectorEnrollment san-jose": { op: "create" } };
    const planned = await good(stack.preview("--diff"));
    expect(planned.steps).toEqual(created);
    expect(planned.output).toContain("Confirming a user code cannot be undone");

    const refused = noted(await stack.up("--diff"));
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(
        /The user code …22 was not confirmed .*user\.code\.unknown The user code …22 is not known/,
    );
    expect(emulator.tenant().connectors()).toHaveLength(1);
    expect(filesWith(first)).toEqual([]);

    emulator.clearRequests();
    await set(`codes[1]=${third}`);
    await good(stack.up("--diff"));
    expect(confirmed().map(({ body }) => (body as { user_codes: string[] }).user_codes)).toEqual([[third]]);
    expect(await output("connectors")).toHaveLength(2);
    await good(stack.preview("--expect-no-changes"));
    await good(stack.refresh("--expect-no-changes"));

    await stack.pulumi("config", "rm", "--path", "codes[0]");
    const forgotten = await good(stack.preview("--diff"));
    expect(forgotten.output).toMatch(/The user code …11 is only forgotten/);
    await good(stack.up());
    for (const { id } of emulator.tenant().connectors()) emulator.tenant().removeConnector(id);
    expect((await good(stack.destroy())).output).toMatch(/cannot be undone/);
    expectNowhere([first, second, third]);
});

test("get and import: the value is a secret output; replaceOnChanges and retainOnDelete rotate a key by its name; a hidden value stays until its key is replaced", async () => {
    const program = `
const pulumi = require("@pulumi/pulumi");
const zpa = require("pulumi-zpa-connectors");
const { name, groupId, id } = JSON.parse(new pulumi.Config().require("key"));
const options = { import: id, replaceOnChanges: ["name"], retainOnDelete: true };
const key = new zpa.ProvisioningKey("key", { name, appConnectorGroupId: groupId, maxUsage: 2 }, options);
const hidden = new zpa.ProvisioningKey("hidden", { name: "hidden", appConnectorGroupId: groupId, maxUsage: 2 });
exports.imported = key.provisioningKey;
exports.read = zpa.ProvisioningKey.get("read", id).provisioningKey;
exports.userData = pulumi.interpolate\`key: \${hidden.provisioningKey}\`;
`;
    const tenant = emulator.tenant();
    const groupId = tenant.add("groups", { name: "Site", microtenantId: "0" }).id;
    const value = "3|api.private.zscaler.com|the-secret";
    const id = tenant.add("provisioningKeys", {
        ...{ name: "old", zcomponentId: groupId, maxUsage: "2", usageCount: "0", enabled: true, exportable: true },
        ...{ enrollmentCertId: "6573", provisioningKey: value, microtenantId: "0" },
    }).id;
    const named = (name: string) => ({ "stack-under-test:key": JSON.stringify({ name, groupId, id }) });
    stack = new Stack(emulator, { program, config: named("old") });
    expect((await good(stack.up("--diff"))).steps).toEqual({
        "ProvisioningKey key": { op: "create" },
        "ProvisioningKey hidden": { op: "create" },
    });
    const writes = callsIn(emulator.requests()).filter((call) => !call.startsWith("GET"));
    expect(writes).toEqual(["POST provisioningKey 200"]); // the other key
    const hidden = String(tenant.key("hidden").provisioningKey);
    await good(stack.preview("--expect-no-changes", "--diff"));

    // The service hides the value from now on, and the state keeps it.
    tenant.changeKey(tenant.key("hidden").id, { exportable: false });
    const drifted = noted(await stack.refresh());
    expect(drifted.steps).toEqual({ "ProvisioningKey hidden": { op: "update", diff: "~exportable" } });
    expect(await outputs()).toEqual({ imported: value, read: value, userData: `key: ${hidden}` });

    stack.config(named("new"));
    expect((await good(stack.up("--diff"))).steps).toEqual({
        "ProvisioningKey key": { op: "replace" },
        "ProvisioningKey hidden": { op: "replace" },
    });
    expect(
        tenant
            .keys()
            .map(({ name }) => name)
            .sort(),
    ).toEqual(["hidden", "new", "old"]);
    const renewed = String(tenant.key("hidden").provisioningKey);
    expect(renewed).not.toBe(hidden);
    expect(await outputs()).toMatchObject({ imported: tenant.key("new").provisioningKey, userData: `key: ${renewed}` });
    expectNowhere([hidden, ...values()]);
});
