import { randomInt } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { type Emulator, startEmulator } from "../../src/emulator";
import { ON_ONEAPI, Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

const GROUPS = 30;

const PROGRAM = `
const zpa = require("pulumi-zpa-connectors");
for (let i = 0; i < ${GROUPS}; i++) {
    const name = "Site " + i;
    const group = new zpa.AppConnectorGroup(name, { ...${JSON.stringify(SITE)}, name });
    new zpa.ProvisioningKey(name, { name: name + " key", appConnectorGroupId: group.id, maxUsage: 2, exportable: i !== 0 });
}`;

/** A process and all that it has started, also in process groups of their own. */
function withDescendants(pid: number): number[] {
    const parents = readdirSync("/proc")
        .filter((entry) => /^\d+$/.test(entry))
        .flatMap((entry) => {
            try {
                const stat = readFileSync(`/proc/${entry}/stat`, "utf8");
                return [{ pid: Number(entry), parent: Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) }];
            } catch {
                return [];
            }
        });
    const of = (parent: number): number[] => [
        parent,
        ...parents.filter((p) => p.parent === parent).flatMap((p) => of(p.pid)),
    ];
    return of(pid);
}

describe("a run that is killed", () => {
    let emulator: Emulator;
    let stack: Stack;
    beforeAll(async () => {
        emulator = await startEmulator({ limits: "off" });
        emulator.setLatency({ ms: { min: 50, max: 400, seed: 1 } });
        stack = new Stack(emulator, { ...ON_ONEAPI, program: PROGRAM });
        // A kill can leave half of the metadata's file, which is not atomic as that of the state is.
        stack.setEnv({ PULUMI_BACKEND_URL: `${stack.env.PULUMI_BACKEND_URL}?metadata=skip` });
    });
    afterAll(async () => {
        stack.remove();
        await emulator.close();
    });

    const created = () => emulator.requests().filter(({ method }) => method === "POST").length;
    const objects = () =>
        (["groups", "provisioningKeys"] as const).flatMap((kind) => emulator.tenant().all(kind)) as {
            id: string;
            name: string;
        }[];
    const recorded = (): Set<unknown> =>
        new Set(JSON.parse(stack.stateText()).checkpoint.latest?.resources?.map(({ id }: { id?: string }) => id));

    test("is named object by object at the next preview, and one command ends it", async () => {
        const moment = randomInt(5, 2 * GROUPS - 5);
        console.info(`killed after ${moment} POST requests`);
        await stack.pulumi("stack", "ls");
        const run = stack.start("up", "--yes", "--skip-preview");
        while (created() < moment && run.exitCode === null) await setTimeout(5);
        const ended = new Promise((done) => run.once("exit", done));
        for (const pid of withDescendants(run.pid!)) process.kill(pid, "SIGKILL");
        await ended;
        await setTimeout(200);
        await stack.pulumi("cancel", "--yes");

        const known = recorded();
        const lost = objects().filter(({ id }) => !known.has(id));
        const preview = await stack.preview();
        expect(preview.code === 0).toBe(lost.length === 0);
        const unnamed = lost.filter(({ id }) => !preview.output.includes(`with the id ${id}`));
        expect(unnamed.length > 0 && preview.output).toBe(false);

        const { code, output } = await stack.pulumi(
            "up",
            "--yes",
            "--non-interactive",
            "--config",
            "zpa:adoptIdentical=true",
        );
        expect({ code, output }).toMatchObject({ code: 0 });
        const found = objects();
        expect(new Set(found.map(({ name }) => name)).size).toBe(2 * GROUPS);
        expect(found).toHaveLength(2 * GROUPS);
        const after = recorded();
        expect(found.filter(({ id }) => !after.has(id))).toEqual([]);
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    });
});

describe("an engine that is killed alone", () => {
    let emulator: Emulator;
    let stack: Stack;
    let orphans: number[] = [];
    beforeAll(async () => {
        // A write of the old plugin process would so be a duplicate, and not only an error.
        emulator = await startEmulator({ nameTaken: "allow" });
        stack = new Stack(emulator, { program: PROGRAM });
        stack.setEnv({ PULUMI_BACKEND_URL: `${stack.env.PULUMI_BACKEND_URL}?metadata=skip` });
    });
    afterAll(async () => {
        for (const pid of orphans) endIfAlive(pid);
        stack.remove();
        await emulator.close();
    });

    const names = () =>
        (["groups", "provisioningKeys"] as const).flatMap((kind) =>
            emulator
                .tenant()
                .all(kind)
                .map(({ name }) => `${kind} ${name}`),
        );
    const pendingCreates = (): number =>
        JSON.parse(stack.stateText()).checkpoint.latest?.pending_operations?.length ?? 0;

    test("leaves no process that writes, so that the documented recovery can begin at once", async () => {
        await stack.pulumi("stack", "ls");
        const run = stack.start("up", "--yes", "--skip-preview", "--parallel", "16");
        // The others wait for the limit of ten writes in ten seconds.
        while (names().length < 10 && run.exitCode === null) await setTimeout(5);
        await setTimeout(500);
        orphans = withDescendants(run.pid!).slice(1);
        const ended = new Promise((done) => run.once("exit", done));
        process.kill(run.pid!, "SIGKILL");
        await ended;
        const endOfWindow = setTimeout(11_000);
        await stack.pulumi("cancel", "--yes");

        stack.config({ ...ON_ONEAPI.config, "zpa:adoptIdentical": true });
        const { code, output } = await stack.up();
        expect({ code, output }).toMatchObject({ code: 0 });
        await endOfWindow;
        expect(new Set(names()).size).toBe(2 * GROUPS);
        expect(names()).toHaveLength(2 * GROUPS);

        stack.config(ON_ONEAPI.config);
        expect(pendingCreates()).toBeGreaterThan(0);
        expect((await stack.refresh("--clear-pending-creates")).code).toBe(0);
        expect(pendingCreates()).toBe(0);
        const again = await stack.up("--expect-no-changes");
        expect(again).toMatchObject({ code: 0, output: expect.not.stringContaining("warning") });
    });
});

test("one Ctrl+C lets the changes in progress end, so that the state has every object", async () => {
    const emulator = await startEmulator();
    const stack = new Stack(emulator, { program: PROGRAM });
    try {
        await stack.pulumi("stack", "ls");
        const run = stack.start("up", "--yes", "--skip-preview", "--parallel", "4");
        const ended = new Promise((done) => run.once("exit", done));
        const ids = () =>
            emulator
                .tenant()
                .groups()
                .map(({ id }) => id);
        while (ids().length < 10 && run.exitCode === null) await setTimeout(5);
        process.kill(run.pid!, "SIGINT");
        expect(await ended).not.toBe(0);
        const state = JSON.parse(stack.stateText()).checkpoint.latest;
        const recorded = new Set(state.resources.map(({ id }: { id?: string }) => id));
        expect(ids().length).toBeLessThanOrEqual(14);
        expect(ids().filter((id) => !recorded.has(id))).toEqual([]);
        expect(state.pending_operations).toBeUndefined();
    } finally {
        stack.remove();
        await emulator.close();
    }
});

function endIfAlive(pid: number): void {
    try {
        process.kill(pid, "SIGKILL");
    } catch {
        // It has already ended.
    }
}
