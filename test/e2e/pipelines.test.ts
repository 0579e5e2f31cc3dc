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
            {
                tenant: "acme",
                result: "succeeded",
                changes: { create: 3 },
                resources: expect.arrayContaining([
                    expect.objectContaining({
                        op: "create",
                        resource: "dallas",
                        type: "AppConnectorGroup",
                        properties: expect.objectContaining({ latitude: { new: 32.7767 } }),
                    }),
                ]),
                seconds: expect.any(Number),
                errors: [],
            },
            { tenant: "globex", result: "failed", errors: [expect.stringMatching(/credentials/)] },
        ],
    });
    expect(first.output).toMatch(/^\[acme\] succeeded after \d+\.\d s: 3 create$/m);
    expect(first.output).toMatch(
        /^Changes only in acme:$[\s\S]*^ {2}create dallas \(AppConnectorGroup\): .*latitude 32\.7767/m,
    );
    expect(first.output).toMatch(/^Errors only in globex:$[\s\S]*^2 tenants: 1 succeeded, 1 failed\.$/m);
    expect(first.output).not.toContain("wrong-secret");
    expect(LABELS.map(groupsOf)).toEqual([BOTH, [], [], []]);

    deployment.stack.setEnv({ ZPA_GLOBEX_CLIENT_SECRET: "globex-secret" });
    expect(await deployment.run("list", "--resume")).toEqual({ code: 0, output: '["globex","initech","umbrella"]\n' });
    const { ended, output, kill } = deployment.start("up", "--resume", "--parallel", "1");
    for (let i = 0; i < 2400 && !output().includes("[globex] succeeded"); i++)
        await new Promise((done) => setTimeout(done, 50));
    kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 1 });
    expect(deployment.results()).toEqual({
        acme: "succeeded",
        globex: "succeeded",
        // The signal may come before its run has begun.
        initech: expect.stringMatching(/^(failed|pending)$/),
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

test("a preview of several tenants shows the odd one, and folds what is the same", async () => {
    expect(await deployment.run("up", "--only", "acme,globex,initech")).toMatchObject({ code: 0 });
    deployment.edit("index.ts", (text) =>
        text.replace(
            "tenant,\n",
            'tenant,\n        upgradeTimeInSecs: tenant === "globex" ? 3600 : 70200,\n        enabled: name === "dublin" || tenant !== "globex",\n',
        ),
    );
    const { code, output } = await deployment.run(
        "preview",
        "--only",
        "acme,globex,initech",
        "--summary",
        "summary.md",
    );
    expect(code).toBe(0);
    const lines = output.split("\n").filter((line) => !line.startsWith("["));
    expect(lines.slice(0, 3)).toEqual([
        "Changes only in globex:",
        expect.stringMatching(/^ {2}update d/),
        expect.stringMatching(/^ {2}update d/),
    ]);
    expect(output).toContain(
        "update dallas (AppConnectorGroup): enabled true → false, upgradeTimeInSecs 66600 → 3600\n",
    );
    expect(output).toContain("Changes the same in 2 tenants (acme, initech):\n");
    expect(output.match(/upgradeTimeInSecs 66600 → 70200/g)).toHaveLength(2);
    const summary = deployment.read("summary.md");
    expect(summary).toContain("## Preview: 3 tenants: 3 succeeded\n\n### Changes `only in globex`\n");
    expect(summary).toContain("! update dallas (AppConnectorGroup)\n- enabled: true\n+ enabled: false\n");
    expect(deployment.report().tenants[1]?.resources).toContainEqual({
        op: "update",
        resource: "dublin",
        type: "AppConnectorGroup",
        properties: { upgradeTimeInSecs: { old: 66_600, new: 3600 } },
    });

    // An update tells what has been done.
    deployment.edit("index.ts", (text) => text.replace(/dublin: \{.*\n/, "").replace("70200", "70200 + 0"));
    const up = await deployment.run("up", "--only", "globex", "--report", "globex.json");
    expect(up.output).toContain(
        "update dallas (AppConnectorGroup): enabled true → false, upgradeTimeInSecs 66600 → 3600\n",
    );
    expect(up.output).toContain("  delete dublin (AppConnectorGroup)\n");

    // One job per tenant: the reports are read again, and a tenant without one is not forgotten.
    deployment.copy("deploy-report.json", "reports/report-acme/deploy-report.json");
    const all = await deployment.run("summary", "--summary", "all.md");
    expect(all).toMatchObject({ code: 1, output: expect.stringContaining("4 tenants: 3 succeeded, 1 pending.") });
    expect(deployment.read("all.md")).toContain("### Changes `only in globex`");
});

describe("wrong use exits with 2, and nothing runs", () => {
    test.each([
        [["preview", "--parallel", "0"], /Give a whole number above 0/],
        [["preview", "--timeout", "soon"], /Give a whole number above 0/],
        [["destroy"], /Allowed choices are preview, up, list, summary/],
        [[], /missing required argument/],
        [["preview", "--everything"], /unknown option/],
        [["preview", "--only", "unknown"], /Not in .*tenants\.json: unknown/],
        [["preview", "--tenants", "none.json"], /ENOENT/],
        [["summary", "--reports", "none"], /ENOENT/],
        [["list", "--resume", "--report", "tenants.json"], /error: /],
    ])("%j", async (args, message) => {
        const { code, output } = await deployment.run(...args);
        expect({ code, output }).toEqual({ code: 2, output: expect.stringMatching(message) });
        expect(emulator.requests()).toEqual([]);
    });

    test("--help is none", async () => {
        expect(await deployment.run("--help")).toMatchObject({ code: 0 });
    });
});

test("a tenant that takes too long is stopped, and its stack can be used again", async () => {
    const slow = await startEmulator({ limits: "off", tenants: SEEDS });
    try {
        slow.setLatency({ ms: 60_000 });
        deployment.point("globex", slow, SEEDS[1]!);
        const first = await deployment.run("up", "--only", "globex", "--timeout", "15");
        expect(first).toMatchObject({
            code: 1,
            output: expect.stringContaining("Errors in globex:\n  Not done after 15 s."),
        });
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
