import { execFile } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { engineEnvironment } from "../../scripts/pulumi-cli/environment";
import { startEmulator } from "../../src/emulator";
import { Stack } from "../support/engine/stack";
import { type Client, installPacked } from "../support/packed";
import { SITE } from "../support/site";

const ROOT = resolve(__dirname, "../..");
const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const OLDEST = peerDependencies["@pulumi/pulumi"].replace("^", "");

/** A test of docs/testing.md, by the name of its file. */
function recipe(file: string): string {
    const page = readFileSync(join(ROOT, "docs/testing.md"), "utf8");
    return new RegExp(`\`\`\`js\n(// ${file.replaceAll(".", "\\.")}[\\s\\S]*?)\`\`\``).exec(page)![1]!;
}

/** Source: the template `typescript` of `pulumi new`. */
const TSCONFIG_OF_PULUMI_NEW = {
    compilerOptions: {
        strict: true,
        outDir: "bin",
        target: "es2020",
        module: "commonjs",
        moduleResolution: "node",
        sourceMap: true,
        experimentalDecorators: true,
        pretty: true,
        noFallthroughCasesInSwitch: true,
        noImplicitReturns: true,
        forceConsistentCasingInFileNames: true,
    },
    files: ["index.ts"],
};

/** Each public entry, used as its docs say; and mistakes that the compiler is to find. */
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import * as zpa from "pulumi-zpa-connectors";
import { type Emulator, startEmulator, type TenantSeed } from "pulumi-zpa-connectors/emulator";
import groups = require("pulumi-zpa-connectors/provider");
import keys = require("pulumi-zpa-connectors/provider/provisioning-key");
import autoDeletes = require("pulumi-zpa-connectors/provider/app-connector-auto-delete");
import enrollments = require("pulumi-zpa-connectors/provider/connector-enrollment");

const profile = zpa.getVersionProfileOutput({ name: pulumi.output("New Release") });
const site = { name: "San Jose", location: "San Jose, CA, USA", latitude: 37.3, longitude: "-121.9" };
const day: zpa.UpgradeDay = "SUNDAY";
const group = new zpa.AppConnectorGroup("san-jose", { ...site, upgradeDay: day, versionProfileId: profile.id });
const key = new zpa.ProvisioningKey("san-jose", { name: "san-jose", appConnectorGroupId: group.id, maxUsage: 2 });
new zpa.ProvisioningKey("soon", { name: "s", appConnectorGroupId: group.id, maxUsage: 2, expirationInEpochSec: "2027-01-31T12:00:00Z", ipAcl: [pulumi.output("::1")] });
new zpa.AppConnectorAutoDelete("dead", { frequencyInterval: 30, deleteDisabled: true });
export const days: pulumi.Output<number> = new zpa.AppConnectorAutoDelete("lab", { frequencyInterval: "7", microtenantName: "Lab" }).frequencyInterval;
new zpa.ConnectorEnrollment("san-jose", { appConnectorGroupId: group.id, userCodes: ["ABCD-1234"] });
export const enabled: pulumi.Output<boolean> = group.enabled;
export const value: pulumi.Output<string | undefined> = key.provisioningKey;
export const known = zpa.AppConnectorGroup.get("known", "216196257331285000").cityCountry;
zpa.getAppConnectorGroups({ search: { field: "name", operator: "LIKE", value: "San" }, microtenantName: "Branch" });

const seed: TenantSeed = { customerId: "7", clientId: "c", clientSecret: "s", groups: [{ id: "8", name: "n" }] };
export const emulator: Promise<Emulator> = startEmulator({ limits: "off", tenants: [seed] });
void emulator.then((it) => it.fault({ kind: "status", status: 503, path: /appConnectorGroup/ }));
void [groups.create, keys.create, enrollments.create, autoDeletes.create];

// @ts-expect-error: not a day
new zpa.AppConnectorGroup("a", { ...site, upgradeDay: "FUNDAY" });
// @ts-expect-error: a number would lose its last digits
new zpa.AppConnectorGroup("c", { ...site, versionProfileId: 216196257331281920 });
// @ts-expect-error: a number would lose its last digits
new zpa.ProvisioningKey("d", { name: "d", appConnectorGroupId: 216196257331281920, maxUsage: 2 });
// @ts-expect-error: mutually exclusive
zpa.getVersionProfileOutput({ name: "New Release", id: "7" });
// @ts-expect-error: a number would lose its last digits
zpa.getVersionProfileOutput({ id: 216196257331281920 });
// @ts-expect-error: not an operator
zpa.getAppConnectorGroups({ search: { field: "name", operator: "IS", value: "San" } });
// @ts-expect-error: not a failure that the emulator knows
void emulator.then((it) => it.fault({ kind: "earthquake" }));
`;

const manifestOf = (example: string) => {
    const file = join(ROOT, "examples", example, "package.json");
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
};
const EXAMPLES = readdirSync(join(ROOT, "examples")).filter(
    (name) => manifestOf(name).dependencies?.["pulumi-zpa-connectors"],
);

/** What the examples declare beside this package and the SDK, as specifications for npm. */
function packagesOfExamples(): string[] {
    const declared: Record<string, string> = {};
    for (const name of EXAMPLES) {
        const { dependencies, devDependencies } = manifestOf(name);
        Object.assign(declared, devDependencies, dependencies);
    }
    for (const name of ["pulumi-zpa-connectors", "@pulumi/pulumi", "typescript"]) delete declared[name];
    return Object.entries(declared).map(([name, range]) => `${name}@${range}`);
}

/** Tests in a project where the package is installed, and the path of its folder. */
function testProject(client: Client, sdk: string, more: readonly string[] = []): () => string {
    let folder: string;

    beforeAll(() => {
        const beside = [`@pulumi/pulumi@${sdk}`, "typescript@5", ...more];
        ({ folder } = installPacked({ client, beside }));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

    test("runs a stack", async () => {
        const emulator = await startEmulator({ limits: "off" });
        const stack = new Stack(emulator, { nodeModules: join(folder, "node_modules") });
        try {
            stack.program({ site: { args: SITE } });
            expect(await stack.up()).toMatchObject({ code: 0, steps: { site: { op: "create" } } });
            expect((await stack.preview("--expect-no-changes")).code).toBe(0);
            expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
            expect((await stack.destroy()).code).toBe(0);
        } finally {
            stack.remove();
            await emulator.close();
        }
    });

    test("runs the documented unit test and the documented integration test in Jest without configuration", async () => {
        for (const file of ["index.test.js", "site.test.js"]) writeFileSync(join(folder, file), recipe(file));
        const env = { ...process.env, ...engineEnvironment(process.env.PULUMI_TEST_BIN!, folder) };
        // This repository's Jest, because installing it three times takes longer than all these tests.
        const args = [require.resolve("jest/bin/jest"), "--rootDir", folder, "--runInBand"];
        const { stderr } = await promisify(execFile)("node", args, { cwd: folder, env });
        expect(stderr).toContain("PASS ./index.test.js");
        expect(stderr).toContain("PASS ./site.test.js");
        expect(stderr).toMatch(/^Tests: +2 passed, 2 total$/m);
    });

    test("compiles with the settings of `pulumi new typescript`, and mistakes are compile errors", async () => {
        writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(TSCONFIG_OF_PULUMI_NEW));
        writeFileSync(join(folder, "index.ts"), PROGRAM);
        const { stdout } = await promisify(execFile)(join(folder, "node_modules/.bin/tsc"), ["--noEmit"], {
            cwd: folder,
        }).catch((error) => error);
        expect(stdout).toBe("");
    });

    test("finds the command under the package's name", async () => {
        const { stdout } = await promisify(execFile)(join(folder, "node_modules/.bin/pulumi-zpa-connectors"), [
            "--help",
        ]);
        expect(stdout).toContain("emulator");
    });

    return () => folder;
}

describe("a project with the oldest SDK, by npm", () => {
    testProject("npm", OLDEST);
});

describe("a project with the newest SDK, by pnpm", () => {
    testProject("pnpm", "3");
});

describe("a project with the newest SDK, by npm", () => {
    const folder = testProject("npm", "3", packagesOfExamples());

    test("compiles each example with the packages that it declares", async () => {
        cpSync(join(ROOT, "examples"), join(folder(), "examples"), { recursive: true });
        const config = {
            extends: "./examples/sites/tsconfig.json",
            compilerOptions: { noEmit: true, rootDir: "." },
            files: EXAMPLES.map((name) => `examples/${name}/index.ts`),
        };
        writeFileSync(join(folder(), "tsconfig.json"), JSON.stringify(config));
        const args = ["--pretty", "false"];
        const tsc = promisify(execFile)(join(folder(), "node_modules/.bin/tsc"), args, { cwd: folder() });
        expect((await tsc.catch((error) => error)).stdout).toBe("");
    });
});

test("yarn 1 finds the command under the package's name", async () => {
    const { folder } = installPacked({ client: "yarn", beside: ["@pulumi/pulumi@3"] });
    try {
        const args = ["exec", "--yes", "--package=yarn@1", "--", "yarn", "--silent", "pulumi-zpa-connectors", "--help"];
        const { stdout } = await promisify(execFile)("npm", args, {
            cwd: folder,
            env: { ...process.env, npm_config_call: "" },
        });
        expect(stdout).toContain("emulator");
    } finally {
        rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    }
});

test.each(EXAMPLES)("%s declares TypeScript, without which Pulumi compiles it with TypeScript 3.8", (name) => {
    const { dependencies, devDependencies } = manifestOf(name);
    expect({ ...dependencies, ...devDependencies }).toHaveProperty("typescript");
});
