import { execFile } from "node:child_process";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

function parity(...args: string[]): Promise<{ failed: boolean; output: string }> {
    const run = ["-r", "ts-node/register/transpile-only", join(ROOT, "scripts/parity/main.ts"), ...args];
    return new Promise((done) => {
        execFile(process.execPath, run, { cwd: ROOT }, (error, stdout, stderr) => {
            done({ failed: error !== null, output: stdout + stderr });
        });
    });
}

test("parity does nothing without an explicit target", async () => {
    const { failed, output } = await parity();
    expect(failed).toBe(true);
    expect(output).toContain("No tenant is given.");
});

test("parity agrees with the emulator in every check, and deletes what it created", async () => {
    const { failed, output } = await parity("--target", "emulator");
    expect({ failed, output }).toMatchObject({ failed: false });
    expect(output).toMatch(/(\d+) of \1/);
});
