import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator";
import { Stack, WITHOUT_TYPE_CHECK } from "../support/engine/stack";
import { installPacked } from "../support/packed";

const ROOT = resolve(__dirname, "../..");

const quickstart = () => readFileSync(join(ROOT, "examples/quickstart/index.ts"), "utf8");
const readme = () => /```ts\n(import \* as zpa[\s\S]*?)```/.exec(readFileSync(join(ROOT, "README.md"), "utf8"))![1]!;

describe("the packed package, installed in an empty directory", () => {
    let folder: string;
    let emulator: Emulator;
    let files: string[];

    beforeAll(async () => {
        emulator = await startEmulator({ limits: "off" });
        ({ folder, files } = installPacked());
    });
    afterAll(async () => {
        await emulator.close();
        rmSync(folder, { recursive: true, force: true });
    });

    test("holds the build, its types and sources, the docs, the examples and the template, and nothing else", () => {
        const expected =
            /^(dist\/.*\.(js|d\.ts|js\.map)|(dist|src)\/fleet\/page\/assets\/page\.(css|js)|dist\/fleet\/outlines\/\w+\.json|src\/.*\.ts|docs\/.*\.(md|png|json)|(examples|templates)\/.*\.(ts|md|json|yaml|yml)|package\.json|(README|CHANGELOG|CONTRIBUTING|SECURITY)\.md|LICENSE)$/;
        expect(files.filter((file) => !expected.test(file))).toEqual([]);
        expect(files).toEqual(
            expect.arrayContaining(["dist/index.js", "dist/index.d.ts", "dist/emulator/index.js", "dist/cli/main.js"]),
        );
    });

    test("its command works", () => {
        const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
        expect(
            execFileSync(join(folder, "node_modules/.bin/zpa-connectors"), ["--version"], { encoding: "utf8" }).trim(),
        ).toBe(version);
    });

    test.each([
        ["the quickstart's program", "a CommonJS project", quickstart, { main: "index.ts" }],
        ["the README's program", "a project of ES modules", readme, { main: "index.ts", type: "module" }],
    ])("%s previews, deploys and is destroyed in %s", async (_program, _kind, program, fields) => {
        const stack = new Stack(emulator, { nodeModules: join(folder, "node_modules"), typescript: true });
        writeFileSync(join(stack.folder, "index.ts"), program());
        stack.write("package.json", { name: "consumer", private: true, ...fields });
        stack.write("tsconfig.json", {
            compilerOptions: {
                target: "es2022",
                module: "nodenext",
                moduleResolution: "nodenext",
                strict: true,
                rootDir: ".",
                types: ["node"],
            },
            files: ["index.ts"],
        });
        const preview = await stack.preview();
        expect(preview).toMatchObject({ code: 0, steps: { "san-jose": { op: "create" } } });
        stack.setEnv(WITHOUT_TYPE_CHECK);
        expect((await stack.up()).code).toBe(0);
        expect(emulator.tenant().groups()).toEqual([expect.objectContaining({ location: "San Jose, CA, USA" })]);
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
        expect((await stack.destroy()).code).toBe(0);
        expect(emulator.tenant().groups()).toEqual([]);
        stack.remove();
    });
});
