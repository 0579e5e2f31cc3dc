import { memoryLedger } from "../../src/api/pacing/ledger";
import type { Collection, Emulator, Fault, NameTaken } from "../../src/emulator";
import { KEY } from "../support/pluginProcess";
import { SITE } from "../support/site";
import {
    type Declared,
    type Op,
    type Outcome,
    type Program,
    type Remediate,
    SmallEngine,
} from "../support/smallEngine";
import { type VirtualClock, virtualClock } from "../support/virtualClock";
import { isBinding } from "./binding";
import { Invariants } from "./invariants";
import { isJustified } from "./justified";
import { count } from "./tally";
import { BRANCH } from "./tenant";

/** What does not change during a run. */
export interface Conditions {
    /** How long lists do not show a write. */
    readonly lagMs: number;
    readonly nameTaken: NameTaken;
    /** The legacy API has limits that a few calls use up. */
    readonly legacy: boolean;
    /** Whether a policy pack writes the description of each group. */
    readonly policy: boolean;
    /** Whether groups, and then keys, are checked and compared at the same time. */
    readonly parallelDiff: boolean;
    /** Whether the first stack has groups and keys from the beginning. */
    readonly isDeployed: boolean;
}

/** An object of the service: a group or a key. */
export interface Stored {
    readonly id: string;
    readonly name: string;
    readonly [field: string]: unknown;
}

export interface Stack {
    readonly engine: SmallEngine;
    program: Record<string, Declared>;
    /** What was deployed last. */
    deployed: Program;
}

export type Steps = Readonly<Record<string, Op>>;

const FIRST_PROGRAM: Program = {
    a: { args: { ...SITE, name: "Frankfurt" }, replacementTrigger: "first" },
    b: { args: { ...SITE, name: "Lab 2", microtenantId: BRANCH }, replacementTrigger: "first" },
    k: { kind: KEY, group: "a", args: { name: "Frankfurt", maxUsage: 2 }, replacementTrigger: "first" },
    l: { kind: KEY, group: "b", args: { name: "Lab", maxUsage: 2, exportable: false }, replacementTrigger: "first" },
};

const ADOPT = { "zpa:adoptIdentical": "true" };

/** Two groups have one name, under parents of different types. */
const URNS = {
    a: { name: "site", parentType: "test:index:Branch" },
    b: { name: "site", parentType: "test:index:Hub" },
};

const describeGroups: Remediate = (type, inputs) =>
    type === "AppConnectorGroup" ? { ...inputs, description: "owned by the network team" } : inputs;

/** A tenant, two stacks that share it, and somebody who changes it behind their back. */
export class World {
    readonly clock: VirtualClock;
    readonly stacks: readonly Stack[];
    readonly hiddenLocks = new Set<string>();
    private readonly invariants = new Invariants(this);

    private constructor(
        readonly emulator: Emulator,
        readonly conditions: Conditions,
    ) {
        emulator.reset();
        emulator.setListLag(conditions.lagMs);
        emulator.setNameTaken(conditions.nameTaken);
        this.clock = virtualClock((ms) => emulator.advanceClock(ms));
        // Both stacks run on one machine, which counts its calls.
        const ledgers = new Map<string, ReturnType<typeof memoryLedger>>();
        const ledger = (name: string) => {
            const known = ledgers.get(name) ?? memoryLedger();
            ledgers.set(name, known);
            return known;
        };
        const config: Record<string, string> = conditions.legacy ? { "zpa:vanityDomain": "" } : {};
        const { parallelDiff } = conditions;
        const remediate = conditions.policy ? describeGroups : undefined;
        const options = {
            config,
            clock: this.clock,
            ledger,
            parallelDiff,
            urns: URNS,
            ...(remediate ? { remediate } : {}),
        };
        const engine = () => new SmallEngine(emulator, options);
        this.stacks = [engine(), engine()].map((each) => ({ engine: each, program: {}, deployed: {} }));
    }

    /** A tenant with what the conditions say. */
    static async begin(emulator: Emulator, conditions: Conditions): Promise<World> {
        const world = new World(emulator, conditions);
        if (!conditions.isDeployed) return world;
        Object.assign(world.stack(0).program, FIRST_PROGRAM);
        await world.deploy(0);
        return world;
    }

    all(collection: Collection): Stored[] {
        return this.emulator.tenant().all(collection);
    }

    /** Every group and key of the tenant, with its collection. */
    objects(): (Stored & { readonly collection: Collection })[] {
        return (["groups", "provisioningKeys"] as const).flatMap((collection) =>
            this.all(collection).map((object) => ({ ...object, collection })),
        );
    }

    stack(which: number): Stack {
        return this.stacks[which % this.stacks.length]!;
    }

    /** The ids of a stack's objects, those included that are still to be deleted. */
    managedIds({ engine }: Stack): Set<string> {
        return new Set([...engine.state.values(), ...engine.pending.map(({ held }) => held)].map(({ id }) => id));
    }

    /**
     * Preview, and `up` where the preview finds nothing wrong. Returns whether the preview was binding, so that all
     * invariants were checked.
     */
    async deploy(which: number, { adopt = false, faults = [] as readonly Fault[] } = {}): Promise<boolean> {
        const stack = this.stack(which);
        const { engine } = stack;
        const config: Record<string, string> = adopt ? ADOPT : {};
        const planned = await this.preview(stack, config);
        if (planned.failures.length > 0) return this.takeBack(stack, planned.failures);
        const before = this.invariants.snapshot(stack);
        const binds = isBinding(this, stack, planned.steps, adopt);
        for (const fault of faults) this.emulator.fault(fault);
        this.emulator.clearRequests();
        const program = { ...stack.program };
        const done = await engine.up(program, config);
        this.emulator.clearFaults();
        this.invariants.afterAnyRun(stack, before, done);
        if (done.failures.length === 0) stack.deployed = program;
        count(binds ? "deploy, binding preview" : "deploy, preview not binding");
        if (!binds) return false;
        expect(done.failures).toEqual([]);
        expect(done.steps).toEqual(planned.steps);
        this.invariants.afterSuccess(stack, before, done.steps, { mayLoseValues: adopt || faults.length > 0 });
        if (faults.length === 0) this.invariants.budget(stack, before, done.steps);
        const again = await this.preview(stack, config);
        expect(again.failures).toEqual([]);
        expect(Object.values(again.steps).filter((op) => op !== "same")).toEqual([]);
        return true;
    }

    /** An `up` that is killed after some steps, and the command that its successor's preview gives. */
    async killedDeploy(which: number, killAfter: number): Promise<void> {
        const stack = this.stack(which);
        const { engine } = stack;
        const planned = await this.preview(stack, {});
        if (planned.failures.length > 0) return void this.takeBack(stack, planned.failures);
        const before = this.invariants.snapshot(stack);
        const binds = isBinding(this, stack, planned.steps, false);
        const killed = await engine.up({ ...stack.program }, {}, killAfter);
        this.invariants.afterAnyRun(stack, before, killed);
        if (!binds) return;
        if (this.conditions.policy) {
            // A preview compares what was created with inputs that the policy has not changed yet.
            const program = { ...stack.program };
            expect((await engine.up(program, ADOPT)).failures).toEqual([]);
            stack.deployed = program;
        } else {
            const resumed = await this.preview(stack, ADOPT);
            expect(resumed.failures).toEqual([]);
            const isDone = await this.deploy(which, { adopt: true });
            if (!isDone) return;
        }
        count("deploy, resumed after a kill");
        const made = this.objects().filter(({ id }) => !before.objects.has(id));
        expect(made.filter(({ id }) => !this.managedIds(stack).has(id))).toEqual([]);
    }

    async refresh(which: number, faults: readonly Fault[] = []): Promise<void> {
        const stack = this.stack(which);
        const before = this.invariants.snapshot(stack);
        for (const fault of faults) this.emulator.fault(fault);
        this.emulator.clearRequests();
        const outcome = await stack.engine.refresh();
        this.emulator.clearFaults();
        this.invariants.afterReading(stack, before, outcome, faults.length === 0);
        if (this.conditions.lagMs === 0) this.invariants.stateIsTrue(stack);
    }

    /** An argument that no preview accepts: it is reported, nothing is written, and the person corrects it. */
    async refuse(which: number, name: string, args: Readonly<Record<string, unknown>>): Promise<void> {
        const stack = this.stack(which);
        const valid = stack.program[name]!;
        stack.program[name] = { ...valid, args: { ...valid.args, ...args } };
        const { failures } = await this.preview(stack, {});
        stack.program[name] = valid;
        const [own, others] = [true, false].map((isOwn) =>
            failures.filter((failure) => failure.startsWith(`${name}: `) === isOwn),
        );
        // Pulumi registers a key whose group was refused. The small engine does so only in some cases.
        const isGroupRefused = others!.some((failure) => failure.startsWith(`${valid.group}: `));
        if (!isGroupRefused || own!.length > 0) expect(own).toHaveLength(1);
        if (others!.length > 0) this.takeBack(stack, others!);
    }

    /** A preview writes nothing, and asks nothing where nothing is to be done. */
    private async preview(stack: Stack, config: Record<string, string>): Promise<Outcome> {
        const before = this.invariants.snapshot(stack);
        this.emulator.clearRequests();
        const outcome = await stack.engine.preview({ ...stack.program }, config);
        this.invariants.afterReading(stack, before, outcome, true);
        const isQuiet = outcome.failures.length === 0 && Object.values(outcome.steps).every((op) => op === "same");
        if (isQuiet && !this.mayAsk(stack)) expect(this.emulator.requests()).toEqual([]);
        return outcome;
    }

    /** Whether it must be asked if an object is locked, or what a new name stands for. */
    private mayAsk({ program, engine }: Stack): boolean {
        // `check` cannot know that a policy will undo a difference.
        if (this.conditions.policy) return true;
        return Object.entries(program).some(([name, { args }]) => {
            const inputs = engine.state.get(name)?.inputs;
            const isNew = (property: string) => args[property] !== undefined && args[property] !== inputs?.[property];
            return args.ignoreWhenLocked || isNew("enrollmentCertName") || isNew("versionProfileName");
        });
    }

    /** A person takes back what a preview refuses. */
    private takeBack(stack: Stack, failures: readonly string[]): false {
        count("preview that refuses");
        const { program, deployed } = stack;
        expect(failures.filter((failure) => !isJustified(this, stack, failure))).toEqual([]);
        for (const name of failures.map((failure) => failure.split(":")[0]!)) {
            if (deployed[name]) program[name] = deployed[name];
            else delete program[name];
        }
        this.dropOrphans(stack);
        return false;
    }

    /** A program cannot name a group that it does not declare. */
    dropOrphans({ program }: Stack): void {
        for (const [name, { group }] of Object.entries(program)) {
            if (group !== undefined && !program[group]) delete program[name];
        }
    }
}
