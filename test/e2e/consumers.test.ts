import { execFile } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { engineEnvironment } from "../../scripts/pulumi-cli/environment";
import { startEmulator } from "../../src/emulator";
import { Stack } from "../support/engine/stack";
import { installPacked } from "../support/packed";
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

const LOOKUPS = `
import * as pulumi from "@pulumi/pulumi";
import { getAppConnectorGroups } from "pulumi-zpa-connectors/dist/lookups/getAppConnectorGroup";
import { getVersionProfileOutput } from "pulumi-zpa-connectors/dist/lookups/getVersionProfile";

export const profileId: pulumi.Output<string> = getVersionProfileOutput({ name: pulumi.output("New Release") }).id;
getAppConnectorGroups({ search: { field: "name", operator: "LIKE", value: "San" }, microtenantName: "Branch" });
// @ts-expect-error: mutually exclusive
getVersionProfileOutput({ name: "New Release", id: "7" });
// @ts-expect-error: a number would lose its last digits
getVersionProfileOutput({ id: 216196257331281920 });
// @ts-expect-error: not an operator
getAppConnectorGroups({ search: { field: "name", operator: "IS", value: "San" } });
`;

describe.each([
    ["the oldest SDK, by npm", "npm", OLDEST],
    ["the newest SDK, by npm", "npm", "3"],
    ["the newest SDK, by pnpm", "pnpm", "3"],
] as const)("a project with %s", (_, client, sdk) => {
    let folder: string;
    const jest = (file: string) => {
        writeFileSync(join(folder, file), recipe(file));
        const env = { ...process.env, ...engineEnvironment(process.env.PULUMI_TEST_BIN!, folder) };
        return promisify(execFile)(join(folder, "node_modules/.bin/jest"), [file], { cwd: folder, env });
    };

    beforeAll(() => {
        ({ folder } = installPacked({ client, beside: [`@pulumi/pulumi@${sdk}`, "jest@30", "typescript@5"] }));
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

    test("runs the documented unit test in Jest without configuration", async () => {
        expect((await jest("index.test.js")).stderr).toContain("1 passed");
    });

    test("runs the documented integration test", async () => {
        expect((await jest("site.test.js")).stderr).toContain("1 passed");
    });

    test("compiles look-ups as `pulumi new typescript` sets the compiler up, and is told of mistakes", async () => {
        writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(TSCONFIG_OF_PULUMI_NEW));
        writeFileSync(join(folder, "index.ts"), LOOKUPS);
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
});
