import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { APART, countsPaths, TOGETHER } from "../../scripts/parity/countsPaths";
import { DEFAULT_TENANT, startEmulator } from "../../src/emulator";

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

test("parity asks how paths are counted only if it is told to, and shows the answer in its table", async () => {
    const { failed, output } = await parity("--target", "emulator", "--count-paths");
    expect({ failed, output }).toMatchObject({ failed: false });
    expect(output).toMatch(/counts reads of \/appConnectorGroup\/\{id\} for.*all ids together.*all ids together.*yes/);
    expect((await parity("--target", "emulator")).output).not.toContain("counts reads of");
});

describe("how OneAPI counts paths with ids", () => {
    const [ONE, OTHER] = ["216196257331289991", "216196257331289992"] as const;
    const group = (id: string) => ({ id, name: `site ${id}`, location: "x", latitude: "1", longitude: "1" });
    const tenants = [{ ...DEFAULT_TENANT, groups: [group(ONE), group(OTHER)] }];

    test.each([
        [{ limitPaths: "template" }, "emulator", TOGETHER],
        [{ limitPaths: "id" }, "emulator", APART],
        [{ limits: "off" }, "emulator", "no limit was seen"],
        [{}, undefined, "not asked: the legacy API counts all paths together"],
    ] as const)("with %j and the vanity domain %s: %s", async (options, vanityDomain, expected) => {
        const emulator = await startEmulator({ ...options, tenants });
        const { customerId, clientId, clientSecret } = DEFAULT_TENANT;
        const settings = { customerId, clientId, clientSecret, baseUrl: emulator.url, vanityDomain };
        expect(await countsPaths(settings, [ONE, OTHER])).toBe(expected);
        expect(emulator.requests().filter(({ method }) => method === "GET").length).toBeLessThanOrEqual(33);
        await emulator.close();
    });
});
