import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { archives } from "../../scripts/plugin/archives";
import { run } from "../../scripts/pulumi-cli/run";
import { PULUMI_VERSION } from "../../scripts/pulumi-cli/versions";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { blocksOf, typed } from "../support/engine/shell";
import { Stack } from "../support/engine/stack";
import { GO_ENVIRONMENT, makeSdk, pythonSdk } from "../support/native/sdk";
import { bundled } from "../support/native/yamlStack";

const ROOT = resolve(__dirname, "../..");
const [INSTALL, ADD, YAML, PYTHON, GO, , EXPLICIT] = blocksOf("docs/other-languages.md");
const GLOBEX = { customerId: "72058304855015424", clientId: "globex", clientSecret: "globex-secret" };
const PLATFORM = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;

let folder: string;
let emulator: Emulator;
let stack: Stack;
beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "zpa-languages-"));
    const plugin = await bundled();
    archives(plugin.folder, join(folder, "plugin-archives"));
    plugin.remove();
    emulator = await startEmulator({ limits: "off", tenants: [DEFAULT_TENANT, GLOBEX] });
});
afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await emulator.close();
});
afterEach(() => stack?.remove());

/** A project in an empty folder, with the plugin installed as the page says. */
async function project(env: Record<string, string> = {}): Promise<Stack> {
    stack = new Stack(emulator, { project: { name: "connectors", runtime: "yaml" }, env });
    stack.env.PATH = [process.env.PULUMI_TEST_HOSTS, stack.env.PATH].join(delimiter);
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const [make, install] = INSTALL!.trim().split("\n");
    expect(make).toBe("npm ci && npm run plugin:archives");
    expect(scripts["plugin:archives"]).toContain("scripts/plugin/main.ts");
    await typed(stack, install!, ["plugin-archives", join(folder, "plugin-archives")], ["linux-amd64", PLATFORM]);
    return stack;
}

const write = (file: string, content: string) => writeFileSync(join(stack.folder, file), content);
const keys = () =>
    emulator
        .tenant()
        .keys()
        .map(({ name }) => name);

async function makesAKey(): Promise<void> {
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(keys()).toEqual(["san-jose"]);
    const shown = await stack.pulumi("stack", "output", "provisioningKey", "--show-secrets");
    expect(shown.output).toContain(String(emulator.tenant().keys()[0]!.provisioningKey));
    expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(keys()).toEqual([]);
}

test("_index.md: its programs in other languages are those of other-languages.md", () => {
    const [, ...others] = blocksOf("docs/_index.md");
    expect(others).toEqual(blocksOf("docs/other-languages.md").slice(2, 6));
});

test("other-languages.md: the YAML program", async () => {
    await project();
    write("Pulumi.yaml", YAML!);
    await makesAKey();
});

test("other-languages.md: the SDK is made of the installed plugin's schema", async () => {
    await project();
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const plugin = `zpa-connectors@${version}`;
    expect(ADD!.trim()).toBe(`pulumi package add ${plugin}`);
    const { code, output } = await stack.pulumi("package", "get-schema", plugin);
    expect(code).toBe(0);
    expect(JSON.parse(output.slice(output.indexOf("{")))).toEqual(
        JSON.parse(readFileSync(join(ROOT, "schema.json"), "utf8")),
    );
});

test("other-languages.md: the YAML program with an explicit provider", async () => {
    await project();
    const config = "config:\n  globexSecret:\n    type: string\n    secret: true\n";
    write("Pulumi.yaml", `name: connectors\nruntime: yaml\n${config}${EXPLICIT}`);
    await stack.pulumi("config", "set", "--secret", "globexSecret", GLOBEX.clientSecret, "--stack", "test");
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(emulator.tenant(GLOBEX.customerId).groups()).toMatchObject([{ name: "Paris DC1" }]);
    expect(await stack.destroy()).toMatchObject({ code: 0 });
});

test("other-languages.md: the Python program, with the SDK that Pulumi makes of the schema", async () => {
    const sdk = join(folder, "python");
    const [pulumi] = await Promise.all([pythonSdk(), makeSdk("python", sdk)]);
    await project({ PYTHONPATH: [sdk, pulumi].join(delimiter) });
    stack.write("Pulumi.yaml", { name: "connectors", runtime: "python" });
    write("__main__.py", PYTHON!);
    await makesAKey();
});

test("other-languages.md: the Go program compiles with the SDK that Pulumi makes of the schema", async () => {
    const sdk = join(folder, "go");
    await makeSdk("go", sdk);
    const program = join(folder, "go-program");
    mkdirSync(program);
    const module = "github.com/pulumi/pulumi-zpa-connectors/sdk/go/zpaconnectors";
    writeFileSync(join(sdk, "zpaconnectors/go.mod"), `module ${module}\n\ngo 1.25\n`);
    writeFileSync(
        join(program, "go.mod"),
        `module program\n\ngo 1.25\n\nrequire github.com/pulumi/pulumi/sdk/v3 v${PULUMI_VERSION}\nrequire ${module} v0.0.0\nreplace ${module} => ${join(sdk, "zpaconnectors")}\n`,
    );
    writeFileSync(join(program, "main.go"), GO!);
    await run("go", ["build", "-trimpath", "-o", join(program, "program"), "."], { cwd: program, env: GO_ENVIRONMENT });
});
