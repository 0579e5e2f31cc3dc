import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

/** Runs the quickstart's script with a temporary folder of its own. */
function quickstart(temporary: string) {
    const tsNode = join(ROOT, "node_modules/ts-node/register/transpile-only");
    const path = [process.env.PULUMI_TEST_BIN, process.env.PATH].join(delimiter);
    const child = spawn(process.execPath, ["-r", tsNode, "scripts/quickstart/main.ts"], {
        cwd: ROOT,
        env: { ...process.env, PATH: path, TMPDIR: temporary },
        detached: true,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (chunk: Buffer) => {
            output += chunk.toString();
        });
    }
    const ended = new Promise<number | null>((done) => child.on("close", done));
    return { pid: child.pid!, output: () => output, ended };
}

const left = (temporary: string) => readdirSync(temporary).filter((name) => name.startsWith("zpa-quickstart-"));

test("the quickstart shows each step and leaves nothing behind", async () => {
    const temporary = mkdtempSync(join(tmpdir(), "zpa-qs-test-"));
    const run = quickstart(temporary);
    const code = await run.ended;
    expect({ code, output: run.output() }).toMatchObject({ code: 0 });
    expect(run.output()).toMatch(
        /\+ 3 to create[\s\S]*\+ 3 created[\s\S]*66600 => 70200[\s\S]*3 unchanged[\s\S]*\[diff: ~location\][\s\S]*- 3 deleted[\s\S]*=== Done/,
    );
    const [, page] = /The fleet page is (.*): open it/.exec(run.output())!;
    expect(readFileSync(page!, "utf8")).toContain("App Connector group");
    expect(run.output()).toContain("fleet.html: 1 group, 1 tenant.");
    // The output that the README shows, in its order.
    const [, shown] = /```text\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, "README.md"), "utf8"))!;
    let rest = run.output();
    for (const part of shown!.split(/\n| … /).filter(Boolean)) {
        expect(rest).toContain(part);
        rest = rest.slice(rest.indexOf(part) + part.length);
    }
    expect(left(temporary)).toEqual([]);
    expect(existsSync(join(ROOT, "Pulumi.quickstart.yaml"))).toBe(false);
    rmSync(temporary, { recursive: true, force: true });
});

test.each([
    ["between two commands", "=== Preview"],
    ["while the engine runs", "Previewing update"],
])("interrupted %s, it ends with an error and leaves nothing behind", async (_, moment) => {
    const temporary = mkdtempSync(join(tmpdir(), "zpa-qs-test-"));
    const run = quickstart(temporary);
    for (let i = 0; i < 6000 && !run.output().includes(moment); i++) await new Promise((done) => setTimeout(done, 10));
    expect(run.output()).toContain(moment);
    process.kill(-run.pid, "SIGINT");
    expect(await run.ended).toBe(1);
    expect(left(temporary)).toEqual([]);
    expect(existsSync(join(ROOT, "Pulumi.quickstart.yaml"))).toBe(false);
    rmSync(temporary, { recursive: true, force: true });
});
