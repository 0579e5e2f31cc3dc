import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { ensurePulumi } from "../../scripts/pulumi-cli/ensure";
import { PROGRAMS, PULUMI_VERSION } from "../../scripts/pulumi-cli/versions";
import { watched } from "../support/watched";

const ROOT = resolve(__dirname, "../..");
let folder: string;
let said: string[];
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "zpa-ensure-"));
    said = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function script(file: string, text: string): void {
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
}

/** A folder with fakes of the three programs. */
function programs(name: string, version: string, which: readonly string[] = PROGRAMS): string {
    const bin = join(folder, name);
    mkdirSync(bin, { recursive: true });
    for (const program of which) script(join(bin, program), `echo v${version}`);
    return bin;
}

/** A slow fake `go` that records its runs and builds fakes. */
function fakeGo(build: string): string {
    const bin = join(folder, "go-bin");
    mkdirSync(bin, { recursive: true });
    script(
        join(bin, "go"),
        `echo "$1" >> ${join(folder, "go.log")}
case "$1" in
  version) echo "go version go1.26 stand-in" ;;
  list) echo one; echo two ;;
  build) while [ "$1" != "-o" ]; do shift; done
    ${build} ;;
esac`,
    );
    return bin;
}
const BUILDS = `printf '#!/bin/sh\\necho v${PULUMI_VERSION}\\n' > "$2"; chmod +x "$2"`;
const SYSTEM = ["/usr/bin", "/bin"].join(delimiter);
const home = () => join(folder, "home");
const ensure = (path: string, ways: string) =>
    ensurePulumi({ home: home(), env: { PATH: path, PULUMI_ENSURE_WAYS: ways }, say: (line) => said.push(line) });
const left = () => (existsSync(join(home(), ".pulumi/versions")) ? readdirSync(join(home(), ".pulumi/versions")) : []);

/** The variables of this process count for the programs that are run. */
async function withPath<T>(path: string, work: () => Promise<T>): Promise<T> {
    const before = process.env.PATH;
    process.env.PATH = path;
    try {
        return await work();
    } finally {
        process.env.PATH = before;
    }
}

describe("the Pulumi CLI", () => {
    test("on the PATH and recent enough is used", async () => {
        const bin = programs("bin", "3.260.1");
        expect(await ensure(bin, "path,cache,go")).toEqual({ bin, how: "path" });
        expect(left()).toEqual([]);
    });

    test("a cached one is used if the PATH has none, or an outdated or incomplete one", async () => {
        programs(`home/.pulumi/versions/${PULUMI_VERSION}/bin`, PULUMI_VERSION);
        const cached = { bin: join(home(), `.pulumi/versions/${PULUMI_VERSION}/bin`), how: "cache" };
        expect(await ensure("", "path,cache")).toEqual(cached);
        expect(await ensure(programs("old", "3.99.0"), "path,cache")).toEqual(cached);
        expect(await ensure(programs("alone", "3.260.0", ["pulumi"]), "path,cache")).toEqual(cached);
    });

    test("is otherwise built from Go modules with progress messages, and cached", async () => {
        const path = [fakeGo(BUILDS), SYSTEM].join(delimiter);
        const found = await withPath(path, () => ensure("", "path,cache,go"));
        expect(found).toEqual({ bin: join(home(), `.pulumi/versions/${PULUMI_VERSION}/bin`), how: "go" });
        expect(readdirSync(found.bin).sort()).toEqual([...PROGRAMS].sort());
        expect(said.join("\n")).toMatch(
            /takes minutes[\s\S]*1 of 2, pulumi: built[\s\S]*2 of 2, pulumi-language-nodejs: built/,
        );
        expect((await ensure("", "path,cache,go")).how).toBe("cache");
        expect(left()).toEqual([PULUMI_VERSION]);
    });

    test("if nothing works, the error says what was tried and what to do, and no partial build is left", async () => {
        const path = [fakeGo('echo "no such module" >&2; exit 1'), SYSTEM].join(delimiter);
        const failed = withPath(path, () => ensure(programs("old", "3.1.0"), "path,cache,go"));
        await expect(failed).rejects.toThrow(
            /version 3\.1\.0 is older than[\s\S]*Go modules[\s\S]*no such module[\s\S]*https:\/\/www\.pulumi\.com\/docs\/install/,
        );
        expect(left()).toEqual([]);
    });

    test("two parallel runs build once: the second waits for the first", async () => {
        const path = [fakeGo(`sleep 2; ${BUILDS}`), process.env.PATH].join(delimiter);
        const first = runMain(path);
        await until(() => left().length > 0);
        const second = runMain(path);
        const [one, two] = await Promise.all([first.ended, second.ended]);
        expect([one.code, two.code]).toEqual([0, 0]);
        expect(one.output).toContain("(go)");
        expect(two.output).toMatch(/another run is making it already[\s\S]*\(cache\)/);
        expect(left()).toEqual([PULUMI_VERSION]);
    });

    test.each(["SIGINT", "SIGTERM"] as const)("if interrupted by %s, it leaves no partial build", async (signal) => {
        const run = runMain([fakeGo("sleep 60"), process.env.PATH].join(delimiter));
        await until(() => run.output().includes("fetching modules"));
        process.kill(run.pid, signal);
        expect((await run.ended).code).not.toBe(0);
        expect(left()).toEqual([]);
    });

    test("the next run removes the files of a killed one", async () => {
        mkdirSync(join(home(), `.pulumi/versions/.${PULUMI_VERSION}-999999/bin`), { recursive: true });
        await withPath([fakeGo(BUILDS), SYSTEM].join(delimiter), () => ensure("", "cache,go"));
        expect(left()).toEqual([PULUMI_VERSION]);
    });
});

function runMain(path: string) {
    const tsNode = join(ROOT, "node_modules/ts-node/register/transpile-only");
    const env = { PATH: path, HOME: home(), PULUMI_HOME: join(home(), ".pulumi"), PULUMI_ENSURE_WAYS: "cache,go" };
    const child = spawn(process.execPath, ["-r", tsNode, "scripts/pulumi-cli/main.ts"], { cwd: ROOT, env });
    return watched(child);
}

async function until(holds: () => boolean): Promise<void> {
    for (let i = 0; i < 600 && !holds(); i++) await new Promise((done) => setTimeout(done, 50));
    if (!holds()) throw new Error("It did not come to pass within 30 s.");
}
