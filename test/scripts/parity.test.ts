import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { APART, countsPaths, TOGETHER } from "../../scripts/parity/countsPaths";
import { lastSeen, type Result } from "../../scripts/parity/results";
import { DEFAULT_TENANT, startEmulator } from "../../src/emulator";
import { replay } from "../emulator/replayed";
import { signIn } from "../emulator/support";

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

test("parity writes a dated result for each check, and the exchanges without anything of the tenant", async () => {
    const folder = mkdtempSync(join(tmpdir(), "zpa-parity-"));
    const [results, recording] = [join(folder, "seen.json"), join(folder, "recording.json")];
    try {
        const { output } = await parity("--target", "emulator", "--results", results, "--record", recording);
        const seen: Result[] = JSON.parse(readFileSync(results, "utf8"));
        expect(seen).toHaveLength(Number(/(\d+) of \1 agree/.exec(output)![1]));
        for (const { date, agrees, facts } of seen) {
            expect([agrees, date]).toEqual([true, expect.stringMatching(/^20\d\d-\d\d-\d\d$/)]);
            expect(facts.length).toBeGreaterThan(0);
        }
        const text = readFileSync(recording, "utf8");
        const { customerId, clientId, clientSecret } = DEFAULT_TENANT;
        for (const secret of [customerId, clientId, clientSecret, "zpa-parity-", "3|api.private.zscaler.com"])
            expect(text).not.toContain(secret);
        expect(text).not.toMatch(/\d{12}|zpa-parity/i);
        const emulator = await startEmulator({ limits: "off" });
        for (const scheme of ["legacy", "oneapi"] as const) {
            emulator.reset();
            const { exchanges } = JSON.parse(text);
            expect(await replay(await signIn(emulator, scheme), "recording.json", exchanges)).toHaveLength(
                exchanges.length,
            );
        }
        await emulator.close();
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
});

test("a fact was last seen when a check of it ran, in its recording, or never", () => {
    const of = (date: string, agrees: boolean): Result => ({ check: date, facts: ["object.name"], date, agrees });
    expect(lastSeen("object.name", [])).toBe("never");
    expect(lastSeen("group.create", [])).toBe("2026-03");
    expect(lastSeen("object.name", [of("2026-12-02", true), of("2026-12-01", false)])).toBe("2026-12-02");
    expect(lastSeen("object.name", [of("2026-12-02", false)])).toBe("2026-12-02, **otherwise**");
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
