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

/** With the legacy API ten writes are sent in ten seconds, and the others wait. */
describe("an engine that is killed while writes wait for the rate limit", () => {
    const AT_ONCE = 10;
    const WINDOW_MS = 10_000;
    let emulator: Emulator;
    let stack: Stack;
    beforeAll(async () => {
        emulator = await startEmulator();
        const program = `
            const zpa = require("pulumi-zpa-connectors");
            for (let i = 0; i < ${2 * AT_ONCE}; i++)
                new zpa.AppConnectorGroup("site-" + i, { ...${JSON.stringify(SITE)}, name: "Site " + i });`;
        stack = new Stack(emulator, { program });
        stack.setEnv({ PULUMI_BACKEND_URL: `${stack.env.PULUMI_BACKEND_URL}?metadata=skip` });
    });
    afterAll(async () => {
        stack.remove();
        await emulator.close();
    });

    test("no write is sent any more, and the recovery works at once", async () => {
        const created = () => emulator.tenant().groups().length;
        await stack.pulumi("stack", "ls");
        const run = stack.start("up", "--yes", "--skip-preview", "--parallel", String(2 * AT_ONCE));
        while (created() < AT_ONCE && run.exitCode === null) await setTimeout(5);
        const ended = new Promise((done) => run.once("exit", done));
        const others = withDescendants(run.pid!).filter((pid) => pid !== run.pid);
        run.kill("SIGKILL");
        await ended;
        try {
            await setTimeout(1.5 * WINDOW_MS);
            expect(created()).toBe(AT_ONCE);
        } finally {
            for (const pid of others) if (isRunning(pid)) process.kill(pid, "SIGKILL");
        }
        await stack.pulumi("cancel", "--yes");
        const { code, output } = await stack.pulumi("up", "--yes", "--config", "zpa:adoptIdentical=true");
        expect({ code, output }).toMatchObject({ code: 0 });
        expect(created()).toBe(2 * AT_ONCE);

        // Pulumi warns in every run about the creates that the kill has interrupted, until they are cleared.
        const warning = /interrupted while creating/;
        const quiet = async (...args: string[]) => {
            const done = await stack.pulumi(...args, "--yes", "--skip-preview");
            expect(done).toMatchObject({ code: 0 });
            return !warning.test(done.output);
        };
        await quiet("refresh");
        expect(await quiet("up")).toBe(false);
        await quiet("refresh", "--clear-pending-creates");
        expect(await quiet("up", "--expect-no-changes")).toBe(true);
    });

    test("one Ctrl+C does not end a run that waits; a second one does", async () => {
        await stack.pulumi("destroy", "--yes", "--skip-preview");
        const created = () => emulator.tenant().groups().length;
        const run = stack.start("up", "--yes", "--skip-preview", "--parallel", String(2 * AT_ONCE));
        while (created() < AT_ONCE && run.exitCode === null) await setTimeout(5);
        const ended = new Promise((done) => run.once("exit", done));
        const others = withDescendants(run.pid!).filter((pid) => pid !== run.pid);
        run.kill("SIGINT");
        await setTimeout(2_000);
        expect(run.exitCode).toBeNull();
        run.kill("SIGINT");
        await ended;
        for (const pid of others) if (isRunning(pid)) process.kill(pid, "SIGKILL");
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

function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch {
        return false;
    }
}
