import type { Clock } from "../../src/api/clock";
import type { Transport } from "../../src/api/exchange";
import type { Ledger } from "../../src/api/pacing/ledger";
import type { Emulator } from "../../src/emulator";
import type { Kind } from "../../src/lifecycle/kind";
import { UNKNOWN } from "../../src/model/rules";
import type { Inputs } from "../../src/model/state";
import { GROUP, type Held, pluginRuntime } from "./pluginProcess";
import { asStored, dependentsToReplace, type Place, plan, type Step, sorted } from "./smallEnginePlan";
import { type Provider, providersOf } from "./surfaces";

/** A resource of a program, with the resource options that it sets. */
export interface Declared {
    readonly args: Readonly<Record<string, unknown>>;
    readonly kind?: Kind;
    /** The App Connector group of the program whose id, and microtenant, are arguments of this resource. */
    readonly group?: string;
    readonly import?: string;
    readonly deleteBeforeReplace?: boolean;
    readonly replaceOnChanges?: readonly string[];
    readonly replacementTrigger?: string;
    readonly retainOnDelete?: boolean;
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
    readonly transport?: Transport;
    readonly isWanted?: () => Promise<boolean>;
    /** What a policy pack makes of the inputs of a resource, between `check` and everything that follows. */
    readonly remediate?: Remediate;
    /** The names of resources, and the types of their parents, in their URNs. Default: the key in the program, and none. */
    readonly urns?: Readonly<Record<string, UrnParts>>;
    /** Whether resources that do not refer to each other are checked and compared at the same time. */
    readonly parallelDiff?: boolean;
}

export interface UrnParts {
    readonly name: string;
    readonly parentType: string;
}

export type Remediate = (type: string, inputs: Inputs) => Inputs;

/** A resource in the state, with the options that it had. */
export interface Resource extends Held {
    readonly kind: Kind;
    readonly options: {
        readonly group: string | undefined;
        readonly replacementTrigger: string | undefined;
        readonly retainOnDelete: boolean | undefined;
    };
    /** Deleted by a run that ended before it created the replacement. */
    readonly isDeleted?: true;
}

interface Pending {
    readonly name: string;
    readonly held: Resource;
}

interface How extends Pick<Resource, "kind" | "options"> {
    readonly held: Resource | undefined;
    /** What has to be deleted before it. */
    readonly dependents: readonly (readonly [name: string, held: Resource])[];
}

type Config = Record<string, string>;
const NEVER = Number.POSITIVE_INFINITY;

/**
 * One stack of Pulumi's engine, as far as a provider can tell: it checks and compares the resources of a program one
 * after the other, deploys beside that, and starts a plugin process for each operation. A resource waits for its group;
 * deletes come last, keys before their groups, unless a resource is to be deleted before it is replaced.
 */
export class SmallEngine {
    readonly state = new Map<string, Resource>();
    /** Replaced resources whose delete is still to come. */
    readonly pending: Pending[] = [];

    constructor(
        private readonly emulator: Emulator,
        readonly options: SmallEngineOptions = {},
    ) {}

    preview(program: Program, config: Config = {}): Promise<Outcome> {
        return new Run(this, this.pluginProcess(config), undefined).of(program);
    }

    /** @param killAfter the process is killed after so many steps: the next one is done, and not recorded */
    up(program: Program, config: Config = {}, killAfter = NEVER): Promise<Outcome> {
        return new Run(this, this.pluginProcess(config), killAfter).of(program);
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
            const { kind, options } = held;
            this.state.set(name, { ...(asStored({ id, outs: props, inputs }) as Held), kind, options });
        }
        return { steps, failures: [], messages };
    }

    private pluginProcess(more: Config = {}): PluginProcess {
        const messages: string[] = [];
        const note = (_: string, message: string) => void messages.push(message);
        const { config, remediate: _, parallelDiff: __, urns: ___, ...options } = this.options;
        const reporter = { notice: note, wait: note };
        const runtime = pluginRuntime(this.emulator, { ...config, ...more }, { reporter, ...options });
        return { messages, provider: providersOf(runtime) };
    }
}

interface PluginProcess {
    readonly messages: string[];
    readonly provider: (kind: Kind) => Provider;
}

/** Nothing is done or recorded any more. */
class Killed extends Error {}

/** One preview or `up`. */
class Run {
    private readonly steps: Record<string, Op> = {};
    private readonly failures: string[] = [];
    private readonly underWay = new Map<string, Promise<void>>();
    /** Where the objects are that other resources of the program may refer to. */
    private readonly places = new Map<string, Place>();
    /** Resources that are deleted before the group is replaced to which they belong. */
    private readonly deletedFirst = new Set<string>();
    private begun = 0;

    /** @param killAfter none for a preview */
    constructor(
        private readonly engine: SmallEngine,
        private readonly plugin: PluginProcess,
        private readonly killAfter: number | undefined,
    ) {}

    async of(program: Program): Promise<Outcome> {
        const { state, pending } = this.engine;
        const pendingBefore = [...pending];
        for (const together of this.inTurn(program)) {
            const registered = await Promise.all(
                together.map(([name, declared]) => this.tryToRegister(name, declared)),
            );
            if (registered.includes("ends the run")) break;
        }
        await Promise.all(this.underWay.values());
        if (!this.hasEnded) {
            const dropped = [...state].flatMap(([name, held]) => (name in program ? [] : [{ name, held }]));
            for (const { name } of dropped) this.steps[name] = "delete";
            for (const { name, held } of pendingBefore) this.steps[`${name} (${held.id})`] = "delete";
            if (!this.isPreview) await this.deleteAll([...pending, ...dropped]);
        }
        const { steps, failures } = this;
        return { steps, failures, messages: this.plugin.messages };
    }

    /** The resources of the program, groups before keys, and those together that are registered at the same time. */
    private inTurn(program: Program): (readonly [string, Declared])[][] {
        const entries = Object.entries(program);
        const groups = entries.filter(([, { group }]) => group === undefined);
        const keys = entries.filter(([, { group }]) => group !== undefined);
        if (this.engine.options.parallelDiff) return [groups, keys];
        return [...groups, ...keys].map((entry) => [entry]);
    }

    private async tryToRegister(name: string, declared: Declared): Promise<"ends the run" | undefined> {
        const { state } = this.engine;
        await this.underWay.get(declared.group ?? "");
        if (this.deletedFirst.has(name)) await this.underWay.get(state.get(name)?.options.group ?? "");
        if (this.isKilled) return "ends the run";
        // Without its group a program does not get as far as the key.
        const place = this.places.get(declared.group ?? "");
        if (!this.isPreview && declared.group !== undefined && (place?.id ?? UNKNOWN) === UNKNOWN) return undefined;
        try {
            await this.register(name, declared);
        } catch (error) {
            this.fail(name, error);
            if (!this.isPreview) return "ends the run";
            // A preview goes on to all resources.
            const held = state.get(name);
            this.places.set(name, { id: held?.id ?? UNKNOWN, microtenantId: held?.outs.microtenantId ?? UNKNOWN });
        }
        return undefined;
    }

    private get isPreview(): boolean {
        return this.killAfter === undefined;
    }

    private get isKilled(): boolean {
        return this.killAfter !== undefined && this.begun > this.killAfter;
    }

    /** After a failure the engine begins no delete. */
    private get hasEnded(): boolean {
        return this.isKilled || this.failures.length > 0;
    }

    private fail(name: string, error: unknown): undefined {
        if (!(error instanceof Killed)) this.failures.push(`${name}: ${(error as Error).message}`);
    }

    private async register(name: string, declared: Declared): Promise<void> {
        const { state } = this.engine;
        const { kind = GROUP, group, replacementTrigger, retainOnDelete } = declared;
        const { provider } = this.plugin;
        const held = state.get(name);
        const options = { group, replacementTrigger, retainOnDelete };
        const step = await plan(provider(kind), {
            name,
            declared,
            held,
            place: group === undefined ? undefined : this.places.get(group)!,
            isPreview: this.isPreview,
            isDeletedWithGroup: this.deletedFirst.has(name),
            remediate: this.engine.options.remediate,
            urn: this.engine.options.urns?.[name],
        });
        this.steps[name] = step.op;
        const { microtenantId } = step.inputs;
        const isKept = step.op === "same" || step.op === "update";
        this.places.set(name, { id: isKept ? held!.id : UNKNOWN, microtenantId });
        const dependents = step.isDeletedFirst ? await dependentsToReplace(state, name, provider) : [];
        for (const [dependent] of dependents) this.deletedFirst.add(dependent);
        if (this.isPreview) {
            if (step.op !== "same")
                await provider(kind).preview?.(step.inputs, step.op === "update" ? held : undefined);
            return;
        }
        if (step.op === "same") {
            state.set(name, { ...held!, options, inputs: asStored(step.inputs) });
            return;
        }
        const work = this.perform(name, step, { kind, options, held, dependents });
        const settled = work.then((id) => void this.places.set(name, { id, microtenantId }));
        this.underWay.set(
            name,
            settled.catch((error: unknown) => this.fail(name, error)),
        );
    }

    private async perform(name: string, { op, inputs, isDeletedFirst }: Step, how: How): Promise<string> {
        const { state, pending } = this.engine;
        const { kind, options, held, dependents } = how;
        const provider = this.plugin.provider(kind);
        const record = ({ id, outs }: { id: string; outs: Held["outs"] }) =>
            void state.set(name, { ...asStored({ id, outs, inputs }), kind, options });
        if (op === "update") {
            const { id } = held!;
            await this.step(async () => ({ id, ...(await provider.update(id, held!.outs, inputs)) }), record);
            return id;
        }
        const before = held && isDeletedFirst && !held.isDeleted ? [[name, held] as const] : [];
        for (const [each, old] of [...dependents, ...before]) {
            await this.step(
                () => this.delete(old),
                () => void state.set(each, { ...old, isDeleted: true }),
            );
        }
        const { id } = await this.step(
            () => provider.create(inputs),
            (made) => {
                record(made);
                if (held && !isDeletedFirst) pending.push({ name, held });
            },
        );
        return id;
    }

    /** Keys before their groups: a group stays where the delete of a key has failed. */
    private async deleteAll(all: readonly Pending[]): Promise<void> {
        const isKey = ({ held }: Pending) => held.options.group !== undefined;
        for (const some of [all.filter(isKey), all.filter((one) => !isKey(one))]) {
            if (this.hasEnded) return;
            await Promise.all(some.map((one) => this.deleteOne(one).catch((error) => this.fail(one.name, error))));
        }
    }

    private deleteOne(one: Pending): Promise<void> {
        const { state, pending } = this.engine;
        const index = () => pending.indexOf(one);
        const forget = () => void (index() < 0 ? state.delete(one.name) : pending.splice(index(), 1));
        return one.held.isDeleted && index() < 0
            ? Promise.resolve(forget())
            : this.step(() => this.delete(one.held), forget);
    }

    private async delete({ kind, id, outs, inputs, options }: Resource): Promise<void> {
        if (!options.retainOnDelete) await this.plugin.provider(kind).delete(id, outs, inputs);
    }

    /** One step of the engine: what is done after the process was killed is not recorded, and nothing follows it. */
    private async step<T>(work: () => Promise<T>, record: (done: T) => void): Promise<T> {
        const order = this.begun++;
        if (order > this.killAfter!) throw new Killed();
        const done = await work();
        if (order === this.killAfter) throw new Killed();
        record(done);
        return done;
    }
}
