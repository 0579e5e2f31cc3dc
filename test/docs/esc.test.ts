import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { run } from "../../scripts/pulumi-cli/run";
import { type Emulator, startEmulator } from "../../src/emulator";
import { Stack } from "../support/engine/stack";

const ROOT = resolve(__dirname, "../..");
const ENVIRONMENT = readFileSync(join(ROOT, "examples/esc/tenants.yaml"), "utf8");
const ESC_MODULE_VERSION = "0.26.0";
const VAULT = {
    "secret/data/zpa/acme": { clientId: "acme", clientSecret: "acme-secret" },
    "secret/data/zpa/globex": { clientId: "globex", clientSecret: "globex-secret" },
};
const SEEDS = [
    { customerId: "216196257331281920", clientId: "acme", clientSecret: "acme-secret" },
    { customerId: "72058304855015424", clientId: "globex", clientSecret: "globex-secret", vanityDomain: "globex" },
];

let folder: string;
beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "zpa-esc-"));
    copyFileSync(join(ROOT, "test/support/esc/main.go"), join(folder, "main.go"));
    writeFileSync(
        join(folder, "go.mod"),
        `module check\n\ngo 1.25\n\nrequire github.com/pulumi/esc v${ESC_MODULE_VERSION}\n`,
    );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The result of ESC's own evaluator for an environment. Needs Go, as building the Pulumi CLI does. */
async function pulumiConfigOf(environment: string): Promise<Record<string, Record<string, object>>> {
    writeFileSync(join(folder, "environment.yaml"), environment);
    const env = { ...process.env, GOFLAGS: "-mod=mod", GOWORK: "off" };
    const args = ["run", ".", "environment.yaml", JSON.stringify(VAULT)];
    return JSON.parse(await run("go", args, { cwd: folder, env }));
}

describe("the ESC environment of the docs", () => {
    test("provides tenants that a program can use", async () => {
        const emulator: Emulator = await startEmulator({ limits: "off", tenants: SEEDS });
        const config = await pulumiConfigOf(ENVIRONMENT);
        for (const tenant of Object.values(config["zpa:tenants"]!)) Object.assign(tenant, { baseUrl: emulator.url });
        const stack = new Stack(undefined, { config });
        try {
            const args = { name: "Dallas", location: "Dallas, TX, USA", latitude: 32.7767, longitude: -96.797 };
            stack.program({
                acme: { args: { ...args, tenant: "acme" } },
                globex: { args: { ...args, tenant: "globex" } },
            });
            expect(await stack.up()).toMatchObject({ code: 0 });
            for (const { customerId } of SEEDS) expect(emulator.tenant(customerId).groups()).toHaveLength(1);
        } finally {
            stack.remove();
            await emulator.close();
        }
    });

    test.each([
        ["a provider that does not exist", "fn::open::vault-secrets", "fn::open::vault-secret", /unknown provider/],
        ["a missing property", "path: secret/data/zpa/acme", "paths: x", /missing required properties: path/],
        ["a reference to nothing", "vault.login}", "vault.signin}", /unknown property "signin"/],
    ])("with %s is rejected", async (_, right, wrong, message) => {
        await expect(pulumiConfigOf(ENVIRONMENT.replace(right, wrong))).rejects.toThrow(message);
    });
});
