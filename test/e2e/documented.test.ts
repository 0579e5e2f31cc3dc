import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { blocksOf, type Filling, startTyping, typed as typedIn } from "../support/engine/shell";
import { Stack, WITHOUT_TYPE_CHECK } from "../support/engine/stack";
import { installPacked } from "../support/packed";
import { VENDOR_GROUPS } from "../support/vendorGroups";

const ROOT = resolve(__dirname, "../..");
const BRANCH = "216196257331282000";
const GLOBEX = "72058304855015424";

const PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    ...readdirSync(join(ROOT, "docs")).map((page) => `docs/${page}`),
    ...readdirSync(join(ROOT, "examples")).map((example) => `examples/${example}/README.md`),
].sort();

const block = (page: string, index: number) => blocksOf(page)[index]!;

let emulator: Emulator;
let stack: Stack;
let packed: string;

beforeAll(() => {
    packed = installPacked().folder;
});
afterAll(() => rmSync(packed, { recursive: true, force: true }));

beforeEach(async () => {
    emulator = await startEmulator({
        limits: "off",
        tenants: [
            { ...DEFAULT_TENANT, microtenants: [{ id: BRANCH, name: "Branch offices" }] },
            { customerId: GLOBEX, clientId: "globex", clientSecret: "globex-secret", vanityDomain: "globex" },
        ],
    });
});
afterEach(async () => {
    stack?.remove();
    await emulator.close();
});

/** A project with the packed package installed, where commands are typed as the page says them. */
async function project(env: Record<string, string> = {}): Promise<Stack> {
    stack = new Stack(undefined, { nodeModules: join(packed, "node_modules"), typescript: true });
    stack.setEnv({ PULUMI_SKIP_CONFIRMATIONS: "true", ...env });
    stack.write("package.json", { name: "documented", private: true, main: "index.ts" });
    await stack.pulumi("stack", "select", "test");
    return stack;
}

const type = (commands: string, ...fillings: Filling[]) => startTyping(stack, commands, ...fillings);
const typed = (commands: string, ...fillings: Filling[]) => typedIn(stack, commands, ...fillings);

const program = (code: string) => writeFileSync(join(stack.folder, "index.ts"), code);
const names = (customerId?: string) =>
    emulator
        .tenant(customerId)
        .groups()
        .map((group) => group.name)
        .sort();
const writes = () => callsIn(emulator.requests()).filter((call) => !call.startsWith("GET"));
const secret: [string, string] = ["…", "emulator-secret"];
const emulated = () => ({
    ZPA_BASE_URL: emulator.url,
    ZPA_CUSTOMER_ID: DEFAULT_TENANT.customerId,
    ZPA_CLIENT_ID: DEFAULT_TENANT.clientId,
    ZPA_CLIENT_SECRET: DEFAULT_TENANT.clientSecret,
});

/** The address that the emulator's command prints. */
async function urlOf(run: ReturnType<typeof type>): Promise<string> {
    for (let i = 0; i < 1200 && !/Stop it with/.test(run.output()); i++)
        await new Promise((done) => setTimeout(done, 50));
    return /http:\/\/127\.0\.0\.1:\d+/.exec(run.output())![0];
}

test("every code block of the documentation is run in a test", () => {
    const counts = Object.fromEntries(PAGES.map((page) => [page, blocksOf(page).length]));
    expect(Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))).toEqual({
        "CONTRIBUTING.md": 1,
        "README.md": 4,
        "docs/_index.md": 5, // all but the first one in test/native
        "docs/adopting.md": 7, // in adopt.test.ts
        "docs/api.md": 3, // generated declarations, in test/package/api.test.ts
        "docs/auto-delete.md": 1, // in snippets.test.ts
        "docs/benchmark.md": 1, // its commands are scripts, see below
        "docs/connector-enrollment.md": 1, // in snippets.test.ts
        "docs/credentials.md": 4,
        "docs/emulator.md": 3,
        "docs/enrollment.md": 3, // in snippets.test.ts
        "docs/fleet.md": 8, // in test/fleet
        "docs/getting-started.md": 6,
        "docs/installation-configuration.md": 1,
        "docs/lookups.md": 1,
        "docs/moving.md": 4, // the last two in snippets.test.ts
        "docs/other-languages.md": 8, // in test/native, and the last one in snippets.test.ts
        // Tried in pipelinesDocs.test.ts.
        "docs/pipelines.md": 10,
        "docs/provisioning-key.md": 3, // in snippets.test.ts
        "docs/resource.md": 4, // the first three in snippets.test.ts
        "docs/tenants.md": 3, // the last one in test/check
        "docs/testing.md": 2, // in consumers.test.ts
        // Their steps are run in enrollment.test.ts.
        "examples/key-rotation/README.md": 2,
        "examples/multi-tenant/README.md": 2, // in examples.test.ts, as the others are
        "examples/site/README.md": 1, // in enrollment.test.ts
        "examples/sites/README.md": 1,
        "examples/take-over/README.md": 1,
        "examples/user-codes/README.md": 1, // in enrollment.test.ts
        "examples/version-profiles/README.md": 1,
    });
});

test("README, CONTRIBUTING and benchmark.md: the repository's commands are its scripts, and CI runs the second one", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const commands = block("README.md", 0) + block("CONTRIBUTING.md", 0) + block("docs/benchmark.md", 0);
    const called = [...commands.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(called));
    expect(readFileSync(join(ROOT, ".ci/run"), "utf8")).toMatch(/^npm ci && npm test$/m);
});

test("README and getting-started.md: from an empty project to a group with a key, then a preview of nothing", async () => {
    await project({ ZPA_BASE_URL: emulator.url });
    // The template of `pulumi new typescript` is on the internet; the package is installed from the tarball already.
    const [create, install, ...settings] = block("docs/getting-started.md", 0).split("\n");
    expect([create, install]).toEqual(["pulumi new typescript", "npm install pulumi-zpa-connectors"]);
    await typed(settings.join("\n"), ["<the API key's client id>", "emulator"], ["<its secret>", "emulator-secret"]);
    program(block("README.md", 2));
    const [preview, up, again] = block("docs/getting-started.md", 3).split("\n");
    expect(await typed(preview!)).toContain(block("docs/getting-started.md", 4));
    stack.setEnv(WITHOUT_TYPE_CHECK);
    expect(names()).toEqual([]);
    const made = await typed(up!);
    for (const line of block("docs/getting-started.md", 5).trimEnd().split("\n")) expect(made).toContain(line);
    expect(names()).toEqual(["San Jose DC1"]);
    emulator.clearRequests();
    const unchanged = await typed(again!);
    expect(unchanged).toContain("3 unchanged");
    expect(unchanged).not.toContain("Outputs:");
    expect(callsIn(emulator.requests()).filter((call) => !/versionProfiles/i.test(call))).toEqual([]);

    program(block("README.md", 2).replace("66600", "70200"));
    const changed = await typed("pulumi preview --diff");
    expect(changed.split("--outputs:--")[0]!.match(/^.*=>.*$/gm)).toEqual([
        expect.stringMatching(/~ upgradeTimeInSecs *: 66600 => 70200/),
    ]);
    const group = emulator.tenant().group("San Jose DC1");
    emulator.tenant().changeGroup(group.id, { readOnly: true });
    const locked = await type("pulumi preview").ended;
    expect(locked.code).not.toBe(0);
    for (const line of block("README.md", 3).trim().split("\n"))
        expect(locked.output).toContain(line.trim().replace(/\(id \d+\)/, `(id ${group.id})`));
    emulator.tenant().changeGroup(group.id, { readOnly: false });
    await typed("pulumi destroy");
    expect(names()).toEqual([]);
});

test("getting-started.md: the emulator of the package prints the settings of the page, with which the program previews", async () => {
    await project();
    const run = type(block("docs/getting-started.md", 1), ["9000", "0"]);
    const url = await urlOf(run);
    const settings = block("docs/getting-started.md", 2).replace("http://127.0.0.1:9000", url);
    for (const line of settings.trimEnd().split("\n")) expect(run.output()).toContain(line);
    program(block("README.md", 2));
    expect(await typed(`${settings}\npulumi preview`)).toContain("+ 3 to create");
    process.kill(-run.pid, "SIGTERM");
    await run.ended;
});

test("the pages of the registry have the same program and the same commands", () => {
    expect(block("docs/_index.md", 0)).toBe(block("README.md", 2));
    const [, ...commands] = block("docs/getting-started.md", 0).split("\n");
    expect(block("docs/installation-configuration.md", 0).split("\n")).toEqual(commands);
});

test("resource.md: existing resources move into the component, which changes and replaces nothing", async () => {
    await project(emulated());
    const component = block("docs/resource.md", 3);
    program(`import * as zpa from "pulumi-zpa-connectors";
        const site = { name: "Zurich DC1", location: "Zürich, Switzerland", latitude: 47.3769, longitude: 8.5417 };
        const group = new zpa.AppConnectorGroup("zurich", { upgradeDay: "SATURDAY", ...site });
        new zpa.ProvisioningKey("zurich", { name: "zurich", appConnectorGroupId: group.id, maxUsage: 2 });`);
    await typed("pulumi up");
    const made = emulator.tenant().group("Zurich DC1");
    emulator.clearRequests();
    const page = readFileSync(join(ROOT, "docs/resource.md"), "utf8");
    const [aliases] = /aliases: \[.*?\](?=`)/.exec(page)!;
    program(component.replaceAll("{ parent: this }", `{ parent: this, ${aliases} }`));
    const moved = await typed("pulumi up");
    expect(moved).toContain("+ 1 created");
    expect(moved).not.toMatch(/updated|replaced|deleted/);
    expect(await typed("pulumi stack output groupId")).toContain(made.id);
    program(component);
    expect(await typed("pulumi preview")).toMatch(/ 4 unchanged/);
    expect(writes()).toEqual([]);
});

test("lookups.md: the program looks up a profile and the connectors of groups", async () => {
    await project(emulated());
    program(block("docs/lookups.md", 0));
    expect(await typed("pulumi preview")).toContain('profileId: "2"');
});

test("tenants.md: named tenants, each with its secret", async () => {
    await project({ ZPA_ACME_BASE_URL: emulator.url, ZPA_GLOBEX_BASE_URL: emulator.url });
    stack.config(
        parse(block("docs/tenants.md", 0).replace("clientId: acme", "clientId: emulator")).config as Record<
            string,
            unknown
        >,
    );
    await typed(block("docs/tenants.md", 1), secret, secret);
    await typed("pulumi config set --secret --path 'zpa:tenants.globex.clientSecret' globex-secret");
    program(`import * as zpa from "pulumi-zpa-connectors";
        for (const tenant of ["acme", "globex"])
            new zpa.AppConnectorGroup(tenant, { tenant, name: tenant, location: "Bern", latitude: 46.9, longitude: 7.4 });`);
    await typed("pulumi up");
    expect([names(), names(GLOBEX)]).toEqual([["acme"], ["globex"]]);
});

test("credentials.md: a new private key, OneAPI, a check and the first group; the key also on one line and for a named tenant", async () => {
    await project({ ZPA_PACING: "off" });
    await typed(block("docs/credentials.md", 0));
    const publicKey = readFileSync(join(stack.folder, "public.pem"), "utf8");
    const { customerId } = DEFAULT_TENANT;
    const oneApi = await startEmulator({
        limits: "off",
        tenants: [{ customerId, clientId: "my-client", clientSecret: "unused", vanityDomain: "acme", publicKey }],
    });
    try {
        stack.setEnv({ ZPA_BASE_URL: oneApi.url });
        await typed(block("docs/credentials.md", 1), ["<the API client's id>", "my-client"]);
        expect(readFileSync(join(stack.folder, "Pulumi.test.yaml"), "utf8")).not.toContain("PRIVATE KEY");
        expect(await typed(block("docs/credentials.md", 2), ["dev", "test"])).toMatch(
            /^default .* 0 +0 +\d+ +\d+ +\d+/m,
        );
        program(block("docs/credentials.md", 3));
        expect(await typed("pulumi preview")).toContain("+ 2 to create");
        await typed("pulumi up");
        expect(oneApi.tenant().groups()).toEqual([expect.objectContaining({ name: "San Jose DC1" })]);
        expect(
            new Set(
                oneApi
                    .requests()
                    .map(({ path }) => path)
                    .filter((path) => path.includes("token")),
            ),
        ).toEqual(new Set(["/oauth2/v1/token"]));

        const [awk] = /awk '.*?' key\.pem/.exec(readFileSync(join(ROOT, "docs/credentials.md"), "utf8"))!;
        const settings = `export ZPA_ACME_BASE_URL=${oneApi.url} ZPA_ACME_CUSTOMER_ID=${customerId} ZPA_ACME_CLIENT_ID=my-client`;
        for (const key of ['"$(cat key.pem)"', `"$(${awk})"`]) {
            const check = `${settings} ZPA_ACME_VANITY_DOMAIN=acme ZPA_ACME_PRIVATE_KEY=${key}\nnpx zpa-connectors check --tenant acme`;
            expect(await typed(check)).toMatch(/^acme .* 1 +0 /m);
        }
    } finally {
        await oneApi.close();
    }
});

test("moving.md: the program made of the old stack's export adopts its groups without a write", async () => {
    await project(emulated());
    const old = readFileSync(join(ROOT, "test/fixtures/vendor-stack-export.json"), "utf8")
        .replaceAll("urn:pulumi:prod::acme::", "urn:pulumi:old::stack-under-test::")
        .replaceAll("acme-prod", "stack-under-test-old");
    writeFileSync(join(stack.folder, "vendor.json"), old);
    await typed("pulumi stack init old && pulumi stack import --file vendor.json && pulumi stack select test");
    for (const group of VENDOR_GROUPS) emulator.tenant().add("groups", group);
    expect(await typed(block("docs/moving.md", 0))).toContain(
        "Wrote index.ts and import.json: 2 App Connector groups.",
    );
    await typed(block("docs/moving.md", 1));
    expect(writes()).toEqual([]);
    const urn = "urn:pulumi:old::stack-under-test::zpa:ConnectorGroup/connectorGroup:ConnectorGroup::lab";
    const { output } = await type(`pulumi state delete ${urn} --stack old`).ended;
    expect(output).toContain("can't be safely deleted because it is protected");
    await typed(`pulumi state delete ${urn} --stack old --force`);
});

test("emulator.md: the command starts the service, and the tests pass as they stand, under node --test and Jest", async () => {
    await project();
    const run = type(block("docs/emulator.md", 0));
    const url = await urlOf(run);
    expect((await fetch(`${url}/signin`, { method: "POST" })).status).toBeGreaterThanOrEqual(400);
    process.kill(-run.pid, "SIGTERM");
    await run.ended;
    writeFileSync(join(stack.folder, "site.test.ts"), block("docs/emulator.md", 1));
    expect(await typed("node --test site.test.ts")).toMatch(/pass 1/);

    writeFileSync(join(packed, "site.test.js"), block("docs/emulator.md", 2));
    const jest = join(ROOT, "node_modules/jest/bin/jest.js");
    expect(await typed(`cd ${packed} && node ${jest} --rootDir . 2>&1`)).toMatch(/Tests: +1 passed, 1 total/);
});
