import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileLedger } from "../../src/api/pacing/fileLedger";

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "zpa-ledger-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const PAGE = { sentAt: [], pausedUntil: 0 };
const read = async () => (await fileLedger("here", { folder }).change((pages) => pages)).writes?.sentAt ?? [];

/** Counts numbers that no other process counts, and prints each once it is counted. */
const WORKER = `
    const { fileLedger } = require("./dist/api/pacing/fileLedger.js");
    const ledger = fileLedger("here", { folder: process.env.FOLDER, report: (message) => console.log(message) });
    (async () => {
        for (let i = 0; i < Number(process.env.TIMES); i++) {
            const own = Number(process.env.FIRST) + i;
            await ledger.change(({ writes = { sentAt: [], pausedUntil: 0 }, ...others }) => ({
                ...others,
                writes: { ...writes, sentAt: [...writes.sentAt, own] },
            }));
            console.log(own);
        }
    })();
`;

function worker(first: number, times: number): { process: ChildProcess; counted: Promise<string[]> } {
    const child = spawn(process.execPath, ["-e", WORKER], {
        cwd: resolve(__dirname, "../.."),
        env: { PATH: process.env.PATH, FOLDER: folder, FIRST: String(first), TIMES: String(times) },
    });
    let output = "";
    child.stdout.on("data", (data) => {
        output += data;
    });
    child.stderr.on("data", (data) => {
        output += data;
    });
    const counted = new Promise<string[]>((done) => child.on("close", () => done(output.split("\n").filter(Boolean))));
    return { process: child, counted };
}

describe("the calls of one limit, counted by several processes at once", () => {
    it("are all there", async () => {
        const counted = await Promise.all([1, 2, 3, 4].map((n) => worker(n * 1_000, 60).counted));
        expect(counted.map((lines) => lines.length)).toEqual([60, 60, 60, 60]);
        const known = new Set((await read()).map(String));
        expect(counted.flat().filter((line) => !known.has(line))).toEqual([]);
    });

    it("are all there although processes are killed at any moment, and nobody is held up", async () => {
        const done: string[] = [];
        for (let round = 1; round <= 4; round++) {
            const killed = [1, 2].map((n) => worker(round * 100_000 + n * 10_000, 5_000));
            const survivor = worker(round * 100_000, 40);
            for (const { process } of killed) setTimeout(() => process.kill("SIGKILL"), 150 + round * 37);
            const lines = await survivor.counted;
            expect(lines).toHaveLength(40);
            done.push(...lines, ...(await Promise.all(killed.map(({ counted }) => counted))).flat());
        }
        const known = new Set((await read()).map(String));
        expect(done.filter((line) => !known.has(line))).toEqual([]);
    });
});

it("keeps few files, however many calls are counted", async () => {
    const ledger = fileLedger("here", { folder });
    for (let i = 0; i < 50; i++) await ledger.change(() => ({ writes: { ...PAGE, sentAt: [i] } }));
    const [versions] = readdirSync(folder);
    expect(readdirSync(join(folder, versions!)).length).toBeLessThan(15);
});

it("counts on after a file that cannot be understood", async () => {
    await fileLedger("here", { folder }).change(() => ({ writes: { ...PAGE, sentAt: [7] } }));
    const [versions] = readdirSync(folder);
    writeFileSync(join(folder, versions!, "2"), "{ cut");
    expect(await read()).toEqual([]);
    await fileLedger("here", { folder }).change(() => ({ writes: { ...PAGE, sentAt: [8] } }));
    expect(await read()).toEqual([8]);
});

it.each([
    ["null", null],
    ["a number", 17],
    ["a limit without its calls", { writes: {} }],
    ["a limit that is null", { writes: null }],
])("counts on after a file with %s", async (_, content) => {
    await fileLedger("here", { folder }).change(() => ({ writes: { ...PAGE, sentAt: [7] } }));
    const [versions] = readdirSync(folder);
    writeFileSync(join(folder, versions!, "2"), JSON.stringify(content));
    expect(await read()).toEqual([]);
});

it.each([
    ["a named pipe", (file: string) => void execFileSync("mkfifo", [file])],
    ["a folder", (file: string) => void mkdirSync(file)],
    ["a link to an endless file", (file: string) => symlinkSync("/dev/zero", file)],
    ["a large file", (file: string) => writeFileSync(file, " ".repeat(2_000_000))],
])("counts on after %s in place of a file", async (_, make) => {
    await fileLedger("here", { folder }).change(() => ({ writes: { ...PAGE, sentAt: [7] } }));
    const [versions] = readdirSync(folder);
    make(join(folder, versions!, "2"));
    const reports: string[] = [];
    const ledger = fileLedger("here", { folder, report: (message) => reports.push(message) });
    await ledger.change(({ writes = PAGE }) => ({ writes: { ...writes, sentAt: [...writes.sentAt, 8] } }));
    expect(await read()).toEqual([8]);
    expect(reports).toEqual([]);
});

it("ignores a number that no version can have", async () => {
    await fileLedger("here", { folder }).change(() => ({ writes: { ...PAGE, sentAt: [7] } }));
    const [versions] = readdirSync(folder);
    writeFileSync(join(folder, versions!, "99999999999999999999"), "");
    expect(await read()).toEqual([7]);
});

describe("in a container whose user has no home folder", () => {
    const home = () => {
        throw Object.assign(new Error("A system error occurred: uv_os_homedir returned ENOENT"), { code: "ENOENT" });
    };

    it("counts for its process alone, and says so once", async () => {
        const reports: string[] = [];
        const ledger = fileLedger("here", { env: {}, home, report: (message) => reports.push(message) });
        await ledger.change(() => ({ writes: { ...PAGE, sentAt: [1] } }));
        expect((await ledger.change((pages) => pages)).writes?.sentAt).toEqual([1]);
        expect(reports).toEqual([
            expect.stringMatching(
                /^Calls are counted for this process only, because the home folder cannot be shared \(ENOENT\)/,
            ),
        ]);
    });

    it.each([
        ["ZPA_PACING_DIR", (folder: string) => ({ ZPA_PACING_DIR: folder })],
        ["XDG_CACHE_HOME", (folder: string) => ({ XDG_CACHE_HOME: folder })],
    ])("uses %s without asking for it", async (_, env) => {
        const reports: string[] = [];
        const report = (message: string) => reports.push(message);
        await fileLedger("here", { env: env(folder), home, report }).change(() => ({
            writes: { ...PAGE, sentAt: [1] },
        }));
        expect((await fileLedger("here", { env: env(folder), home }).change((pages) => pages)).writes?.sentAt).toEqual([
            1,
        ]);
        expect(reports).toEqual([]);
    });
});

it("counts for its process alone where the folder cannot be used, and says so once", async () => {
    const reports: string[] = [];
    const report = (message: string) => void reports.push(message);
    const ledger = fileLedger("here", { folder: "/dev/null/nowhere", report });
    await ledger.change(() => ({ writes: { ...PAGE, sentAt: [1, 2] } }));
    expect((await ledger.change((pages) => pages)).writes?.sentAt).toEqual([1, 2]);
    expect(reports).toEqual([
        expect.stringMatching(
            /^Calls are counted for this process only, because \/dev\/null\/nowhere.* cannot be shared \(ENOTDIR\)\. .*Set ZPA_PACING_DIR/,
        ),
    ]);
});
