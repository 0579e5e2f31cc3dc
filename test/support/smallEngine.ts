import type { Clock } from "../../src/api/clock";
import type { Ledger } from "../../src/api/pacing/ledger";
import { DynamicProvider, type Kind } from "../../src/dynamic/provider";
import type { Emulator } from "../../src/emulator";
import type { Inputs } from "../../src/model/state";
import { GROUP, type Held, pluginRuntime } from "./pluginProcess";

/** A resource of a program. */
export interface Declared {
    readonly args: Readonly<Record<string, unknown>>;
    readonly kind?: Kind;
    readonly import?: string;
    readonly deleteBeforeReplace?: boolean;
}

export type Program = Readonly<Record<string, Declared>>;

export type Op = "same" | "create" | "import" | "update" | "replace" | "delete";

export interface Outcome {
    /** What is planned, or was done, for each resource. */
    readonly steps: Readonly<Record<string, Op>>;
    readonly failures: readonly string[];
    readonly messages: readonly string[];
}

export interface SmallEngineOptions {
    readonly config?: Config;
    readonly clock?: Clock;
    /** Where the calls of all plugin processes are counted. Default: the file that is shared by the tests. */
    readonly ledger?: (name: string) => Ledger;
}

type Config = Record<string, string>;
const NEVER = Number.POSITIVE_INFINITY;

interface Step {
    readonly op: Op;
    readonly inputs: Inputs;
    readonly deleteBeforeReplace: boolean;
}

const asStored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/**
 * One stack of Pulumi's engine, as far as a provider can tell: it checks and compares the resources of a program one
 * after the other, deploys beside that, and starts a plugin process for each operation.
 */
export class SmallEngine {
    readonly state = new Map<string, Held & { kind: Kind }>();

    constructor(
        private readonly emulator: Emulator,
        private readonly options: SmallEngineOptions = {},
    ) {}

    preview(program: Program, config: Config = {}): Promise<Outcome> {
        return this.run(program, false, NEVER, config);
    }

    /** @param killAfter the process is killed after so many steps: the next one is done, and not recorded */
    up(program: Program, config: Config = {}, killAfter = NEVER): Promise<Outcome> {
        return this.run(program, true, killAfter, config);
    }

    destroy(): Promise<Outcome> {
        return this.up({});
    }

    async refresh(): Promise<Outcome> {
        const { messages, provider } = this.pluginProcess();
        const steps: Record<string, Op> = {};
        for (const [name, held] of [...this.state]) {
            const { id, props, inputs } = await provider(held.kind).read(held.id, held.outs);
            if (id === undefined || props === undefined) {
                this.state.delete(name);
                steps[name] = "delete";
                continue;
            }
            await provider(held.kind).diff(id, props as Record<string, unknown>, held.inputs);
            steps[name] = JSON.stringify(sorted(props)) === JSON.stringify(sorted(held.outs)) ? "same" : "update";
            this.state.set(name, { ...(asStored({ id, outs: props, inputs }) as Held), kind: held.kind });
        }
        return { steps, failures: [], messages };
    }

    private pluginProcess(more: Config = {}) {
        const messages: string[] = [];
        const note = (_: string, message: string) => void messages.push(message);
        const { config, ...options } = this.options;
        const reporter = { notice: note, wait: note };
        const runtime = pluginRuntime(this.emulator, { ...config, ...more }, { reporter, ...options });
        const providers = new Map<Kind, DynamicProvider>();
        const provider = (kind: Kind) => {
            const known = providers.get(kind) ?? new DynamicProvider(kind, runtime);
            providers.set(kind, known);
            return known;
        };
        return { messages, provider };
    }

    private async run(program: Program, deploying: boolean, killAfter: number, config: Config): Promise<Outcome> {
        const { messages, provider } = this.pluginProcess(config);
        const steps: Record<string, Op> = {};
        const failures: string[] = [];
        let begun = 0;
        const underWay: Promise<void>[] = [];
        const perform = (name: string, work: () => Promise<void>) => {
            if (begun++ > killAfter || !deploying) return;
            underWay.push(work().catch((error: Error) => void failures.push(`${name}: ${error.message}`)));
        };
        const isRecorded = (order: number) => order < killAfter;
        for (const [name, declared] of Object.entries(program)) {
            const kind = declared.kind ?? GROUP;
            const held = this.state.get(name);
            try {
                const step = await plan(provider(kind), name, declared, held, deploying);
                steps[name] = step.op;
                const order = begun;
                if (step.op === "same") {
                    if (deploying) this.state.set(name, { ...held!, inputs: asStored(step.inputs) });
                    continue;
                }
                perform(name, async () => {
                    const done = await act(provider(kind), step, held, () => {
                        if (isRecorded(order)) this.state.delete(name);
                    });
                    if (isRecorded(order)) this.state.set(name, { ...asStored(done), kind });
                });
            } catch (error) {
                failures.push(`${name}: ${(error as Error).message}`);
                break;
            }
        }
        await Promise.all(underWay.splice(0));
        if (failures.length > 0 || begun > killAfter) return { steps, failures, messages };
        for (const [name, held] of [...this.state]) {
            if (name in program) continue;
            steps[name] = "delete";
            const order = begun;
            perform(name, async () => {
                await provider(held.kind).delete(held.id, held.outs);
                if (isRecorded(order)) this.state.delete(name);
            });
        }
        await Promise.all(underWay);
        return { steps, failures, messages };
    }
}

async function plan(
    provider: DynamicProvider,
    resource: string,
    { args, import: importId, deleteBeforeReplace }: Declared,
    held: Held | undefined,
    deploying: boolean,
): Promise<Step> {
    const news = {
        ...args,
        ...(importId === undefined ? {} : { import: importId }),
        __run: { deploying, resource, ...(deleteBeforeReplace ? { deleteBeforeReplace } : {}) },
    };
    const checked = async (olds: Record<string, unknown>) => {
        const { inputs, failures } = await provider.check(olds, news);
        if (failures.length > 0) throw new Error(failures.map((f) => `${f.property}: ${f.reason}`).join("\n"));
        return inputs;
    };
    const inputs = await checked({ ...held?.inputs });
    const isImport = typeof inputs.import === "string";
    if (!held) return { op: isImport ? "import" : "create", inputs, deleteBeforeReplace: false };
    const diff = await provider.diff(held.id, held.outs, inputs);
    const isUnchanged = JSON.stringify(sorted(asStored(inputs))) === JSON.stringify(sorted(held.inputs));
    if (diff.changes === false || (diff.changes === undefined && isUnchanged)) {
        return { op: "same", inputs, deleteBeforeReplace: false };
    }
    if (!diff.replaces?.length) return { op: "update", inputs, deleteBeforeReplace: false };
    // The engine computes a replacement's inputs afresh.
    const fresh = await checked({});
    return {
        op: "replace",
        inputs: fresh,
        deleteBeforeReplace: Boolean(deleteBeforeReplace || diff.deleteBeforeReplace),
    };
}

async function act(provider: DynamicProvider, step: Step, held: Held | undefined, deleted: () => void): Promise<Held> {
    const { op, inputs, deleteBeforeReplace } = step;
    if (op === "update") {
        const { outs } = await provider.update(held!.id, held!.outs, inputs);
        return { id: held!.id, outs, inputs };
    }
    if (op === "replace" && deleteBeforeReplace) {
        await provider.delete(held!.id, held!.outs);
        deleted();
    }
    const made = { ...(await provider.create(inputs)), inputs };
    if (op === "replace" && !deleteBeforeReplace) await provider.delete(held!.id, held!.outs);
    return made;
}

const sorted = (record: object) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
