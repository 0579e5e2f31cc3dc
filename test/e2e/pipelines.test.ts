import { type Emulator, startEmulator } from "../../src/emulator";
import { Deployment, seedOf } from "../support/deploy";

const LABELS = ["acme", "globex", "initech", "umbrella"];
const SEEDS = LABELS.map(seedOf);
const BOTH = ["dallas", "dublin"];

let emulator: Emulator;
let deployment: Deployment;
const groupsOf = (label: string) =>
    emulator
        .tenant(SEEDS[LABELS.indexOf(label)]!.customerId)
        .groups()
        .map(({ name }) => name)
        .sort();

beforeEach(async () => {
    emulator = await startEmulator({ limits: "off", tenants: SEEDS });
    deployment = new Deployment(LABELS);
    LABELS.forEach((label, i) => {
        deployment.point(label, emulator, SEEDS[i]!);
    });
});
afterEach(async () => {
    deployment.stack.remove();
    await emulator.close();
});

test("a tenant that fails does not stop the others; --resume does only what is left, also after an interruption", async () => {
    deployment.stack.setEnv({ ZPA_GLOBEX_CLIENT_SECRET: "wrong-secret" });
    const first = await deployment.run("up", "--only", "acme,globex");
    expect(first).toMatchObject({ code: 1 });
    expect(deployment.report()).toMatchObject({
        version: 1,
        operation: "up",
        startedAt: expect.any(String),
        finishedAt: expect.any(String),
        tenants: [
            { tenant: "acme", result: "succeeded", changes: { create: 3 }, seconds: expect.any(Number), errors: [] },
            { tenant: "globex", result: "failed", errors: [expect.stringMatching(/credentials/)] },
        ],
    });
    expect(first.output).toContain("[acme] create dallas");
    expect(first.output).toMatch(/^acme +succeeded +\d+\.\d s +3 create$/m);
    expect(first.output).not.toContain("wrong-secret");
    expect(LABELS.map(groupsOf)).toEqual([BOTH, [], [], []]);

    deployment.stack.setEnv({ ZPA_GLOBEX_CLIENT_SECRET: "globex-secret" });
    expect(await deployment.run("list", "--resume")).toEqual({ code: 0, output: '["globex","initech","umbrella"]\n' });
    const { ended, output, kill } = deployment.start("up", "--resume", "--parallel", "1");
    for (let i = 0; i < 400 && !output().includes("[globex] succeeded"); i++)
        await new Promise((done) => setTimeout(done, 50));
    kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 1 });
    expect(deployment.results()).toEqual({
        acme: "succeeded",
        globex: "succeeded",
        initech: "failed",
        umbrella: "pending",
    });

    const last = await deployment.run("up", "--resume");
    expect(last).toMatchObject({ code: 0 });
    expect(last.output).not.toMatch(/\[(acme|globex)\]/);
    expect(Object.values(deployment.results())).toEqual(["succeeded", "succeeded", "succeeded", "succeeded"]);
    expect(LABELS.map(groupsOf)).toEqual([BOTH, BOTH, BOTH, BOTH]);

    expect(await deployment.run("preview", "--only", "acme,unknown")).toEqual({
        code: 2,
        output: expect.stringMatching(/^error: Not in .*tenants\.json: unknown\n$/),
    });
    const other = await deployment.run("preview", "--resume");
    expect(other).toMatchObject({ code: 2, output: expect.stringContaining('is the report of "up"') });
});

test("a tenant that takes too long is stopped, and its stack can be used again", async () => {
    const slow = await startEmulator({ limits: "off", tenants: SEEDS });
    try {
        slow.setLatency({ ms: 60_000 });
        deployment.point("globex", slow, SEEDS[1]!);
        const first = await deployment.run("up", "--only", "globex", "--timeout", "15");
        expect(first).toMatchObject({ code: 1, output: expect.stringContaining("globex: Not done after 15 s.") });
        expect(deployment.results()).toEqual({ globex: "timed-out" });
    } finally {
        await slow.close();
    }
    deployment.point("globex", emulator, SEEDS[1]!);
    const again = await deployment.run("up", "--only", "globex", "--resume");
    expect(again).toMatchObject({ code: 0 });
    expect(groupsOf("globex")).toEqual(BOTH);
});

test("two runs at once do not race to create the same stacks", async () => {
    const runs = await Promise.all([
        deployment.run("preview", "--only", "acme,globex", "--report", "one.json"),
        deployment.run("preview", "--only", "acme,globex", "--report", "two.json"),
    ]);
    expect(runs).toMatchObject([{ code: 0 }, { code: 0 }]);
});
