import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { runCommand } from "../support/command";
import { Deployment, seedOf } from "../support/deploy";
import { Stack } from "../support/engine/stack";
import { HOSTILE_TEXTS, harmIn } from "../support/hostileTexts";
import { SITE } from "../support/site";

const TEXTS = HOSTILE_TEXTS.map(({ text }) => text);
const groups = TEXTS.map((name, i) => ({
    ...SITE,
    enabled: true,
    id: String(216196257331400000n + BigInt(i)),
    name,
    location: name,
}));

/** Rejects each of the next creates with another hostile text. */
const rejectCreates = (emulator: Emulator) => {
    for (const text of TEXTS)
        emulator.fault({
            kind: "status",
            status: 422,
            method: "POST",
            path: "appConnectorGroup",
            body: { id: "quota.exceeded", reason: text, params: [text] },
        });
};

let emulator: Emulator;
afterEach(() => emulator.close());

describe("with hostile names and error texts", () => {
    test("the engine prints nothing harmful", async () => {
        emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, groups }] });
        const stack = new Stack(emulator, { config: { "zpa:retrySecs": "1" } });
        // Half a character cannot be sent to the engine.
        const sendable = TEXTS.filter((text) => Buffer.from(text).toString() === text);
        const named = Object.fromEntries(sendable.map((name, i) => [`taken-${i}`, { args: { ...SITE, name } }]));
        const preview = await stack.program(named).preview();
        expect(preview.output.match(/already exists in/g)!.length).toBeGreaterThanOrEqual(sendable.length);
        expect(harmIn(preview.output)).toEqual([]);

        const free = Object.fromEntries(TEXTS.map((_, i) => [`free-${i}`, { args: { ...SITE, name: `free ${i}` } }]));
        rejectCreates(emulator);
        const up = await stack.program(free).up();
        expect(up.output.match(/The service said: quota\.exceeded/g)!.length).toBeGreaterThanOrEqual(TEXTS.length);
        expect(harmIn(up.output)).toEqual([]);
        stack.remove();
    });

    test("fleet and adopt print and write nothing harmful, and keep the names", async () => {
        const bad = seedOf("bad", 1);
        emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, groups }, bad] });
        const folder = mkdtempSync(join(tmpdir(), "zpa-hostile-"));
        const { customerId, clientId, clientSecret } = DEFAULT_TENANT;
        const env = {
            PATH: process.env.PATH!,
            HOME: folder,
            ZPA_PACING_DIR: join(folder, "pacing"),
            ZPA_BASE_URL: emulator.url,
            ...{ ZPA_CUSTOMER_ID: customerId, ZPA_CLIENT_ID: clientId, ZPA_CLIENT_SECRET: clientSecret },
            ...{ ZPA_BAD_CUSTOMER_ID: bad.customerId, ZPA_BAD_CLIENT_ID: "bad", ZPA_BAD_CLIENT_SECRET: "bad-secret" },
        };
        const failing = (text: string) =>
            emulator.fault({
                kind: "status",
                status: 422,
                path: new RegExp(`${bad.customerId}/microtenants`),
                body: { id: "x", reason: text, params: [text] },
            });
        const run = (...args: string[]) => runCommand({ folder, env }, ...args);
        const read = (file: string) => readFileSync(join(folder, file), "utf8");

        failing(TEXTS.join(" "));
        const fleet = await run("fleet", "--json", "fleet.json", "--check", "info");
        expect(fleet.stdout).toContain("EVIL");
        expect(fleet.stderr).toMatch(/^bad: .*EVIL/m);
        for (const output of [fleet.stdout, fleet.stderr, read("fleet.html"), read("fleet.json")])
            expect(harmIn(output)).toEqual([]);
        expect(JSON.parse(read("fleet.json")).tenants[0].groups).toHaveLength(TEXTS.length);

        failing(TEXTS.join(" "));
        const json = await run("adopt", "--all-tenants", "--json");
        failing(TEXTS.join(" "));
        const adopt = await run("adopt", "--all-tenants", "--out", "adopted");
        const outputs = [json.stdout, json.stderr, adopt.stdout, adopt.stderr];
        for (const output of [...outputs, read("adopted/index.ts"), read("adopted/import.json")])
            expect(harmIn(output)).toEqual([]);
        const names = (JSON.parse(read("adopted/import.json")).resources as { inputs: { name: string } }[]).map(
            ({ inputs }) => inputs.name,
        );
        expect(adopt.stderr).toMatch(/The tenant bad was not adopted: .*EVIL/);
        const stored = emulator.tenant().groups();
        expect(names.sort()).toEqual(stored.map(({ name }) => name).sort());
        rmSync(folder, { recursive: true, force: true });
    });

    test("the report of stack-per-tenant has nothing harmful", async () => {
        const acme = seedOf("acme", 0);
        emulator = await startEmulator({ limits: "off", tenants: [acme] });
        const deployment = new Deployment(["acme"]);
        deployment.point("acme", emulator, acme);
        emulator.fault({
            kind: "status",
            status: 422,
            method: "POST",
            times: 2,
            body: { id: "quota.exceeded", reason: TEXTS.join(" ") },
            path: "appConnectorGroup",
        });
        const { output } = await deployment.run("up");
        const errors = deployment.report().tenants.flatMap((tenant) => tenant.errors);
        expect(errors.join("\n")).toContain("EVIL");
        for (const text of [output, ...errors]) expect(harmIn(text)).toEqual([]);
        deployment.stack.remove();
    });
});
