import { memoryLedger } from "../../src/api/pacing/ledger";
import { DEFAULT_TENANT, type Emulator, type Fault, type NameTaken } from "../../src/emulator";
import { observe, sameValue } from "../../src/model/canonical";
import { APP_CONNECTOR_GROUP } from "../../src/resources/appConnectorGroup/definition";
import { countCalls } from "../support/calls";
import { type Declared, type Op, type Outcome, type Program, SmallEngine } from "../support/smallEngine";
import { type VirtualClock, virtualClock } from "../support/virtualClock";

export const BRANCH = "216196257331282000";

/** What does not change during a run. */
export interface Conditions {
    /** How long lists do not show a write. */
    readonly lagMs: number;
    readonly nameTaken: NameTaken;
    /** The legacy API has limits that a few calls use up. */
    readonly legacy: boolean;
}

export interface Stored {
    readonly id: string;
    readonly name: string;
    readonly [field: string]: unknown;
}

interface Stack {
    readonly engine: SmallEngine;
    program: Record<string, Declared>;
    /** What was deployed last. */
    deployed: Program;
}

const ADOPT = { "zpa:adoptIdentical": "true" };

/** A tenant, two stacks that share it, and somebody who changes it behind their back. */
export class World {
    readonly clock: VirtualClock;
    readonly stacks: readonly Stack[];

    constructor(
        readonly emulator: Emulator,
        readonly conditions: Conditions,
        /** Told of each step of an `up` whose plan was compared with what it did. */
        private readonly count: (op: Op) => void,
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
        const engine = () => new SmallEngine(emulator, { config, clock: this.clock, ledger });
        this.stacks = [engine(), engine()].map((each) => ({ engine: each, program: {}, deployed: {} }));
    }

    groups(): Stored[] {
        return this.emulator.tenant().groups();
    }

    stack(which: number): Stack {
        return this.stacks[which % this.stacks.length]!;
    }

    /** Preview, and `up` where the preview finds nothing wrong. */
    async deploy(which: number, { adopt = false, faults = [] as readonly Fault[] } = {}): Promise<void> {
        const { engine, program } = this.stack(which);
        const config: Record<string, string> = adopt ? ADOPT : {};
        const planned = await this.preview(which, config);
        if (planned.failures.length > 0) return this.takeBack(which, planned.failures);
        const before = this.groups();
        const managedBefore = this.managedIds(which);
        const isPredictable = this.isPredictable(which);
        for (const fault of faults) this.emulator.fault(fault);
        this.emulator.clearRequests();
        const done = await engine.up(program, config);
        this.emulator.clearFaults();
        this.checkSecrets(done, engine);
        this.checkUntouched(before, managedBefore);
        this.checkOwnership(which);
        if (done.failures.length === 0) this.stack(which).deployed = { ...program };
        if (!isPredictable) return;
        for (const op of Object.values(done.steps)) this.count(op);
        expect(done.failures).toEqual([]);
        expect(done.steps).toEqual(planned.steps);
        this.checkAgreement(which, done.steps);
        if (faults.length === 0) this.checkBudget(done.steps);
        const again = await this.preview(which, config);
        expect(Object.values(again.steps).filter((op) => op !== "same")).toEqual([]);
        expect(again.failures).toEqual([]);
    }

    /** A person takes back what a preview refuses. */
    private takeBack(which: number, failures: readonly string[]): void {
        const { program, deployed } = this.stack(which);
        for (const name of failures.map((failure) => failure.split(":")[0]!)) {
            if (deployed[name]) program[name] = deployed[name];
            else delete program[name];
        }
    }

    /** An `up` that is killed after some steps, and the command that its successor's preview gives. */
    async killedDeploy(which: number, killAfter: number): Promise<void> {
        const { engine, program } = this.stack(which);
        const planned = await this.preview(which, {});
        if (planned.failures.length > 0) return this.takeBack(which, planned.failures);
        const before = this.groups();
        const managedBefore = this.managedIds(which);
        const isPredictable = this.isPredictable(which);
        await engine.up(program, {}, killAfter);
        this.checkUntouched(before, managedBefore);
        if (!isPredictable) return;
        const resumed = await this.preview(which, ADOPT);
        expect(resumed.failures).toEqual([]);
        await this.deploy(which, { adopt: true });
        expect(Object.keys(program).filter((name) => !engine.state.has(name))).toEqual([]);
        const made = this.groups().filter(({ id }) => !before.some((group) => group.id === id));
        expect(made.filter(({ id }) => !this.managedIds(which).has(id))).toEqual([]);
    }

    async refresh(which: number, faults: readonly Fault[] = []): Promise<void> {
        const { engine } = this.stack(which);
        const before = this.groups();
        for (const fault of faults) this.emulator.fault(fault);
        this.emulator.clearRequests();
        await engine.refresh();
        this.emulator.clearFaults();
        expect(this.groups()).toEqual(before);
        if (faults.length === 0) this.checkLists();
        if (this.conditions.lagMs > 0) return;
        const ids = new Set(before.map(({ id }) => id));
        for (const [name, { id }] of engine.state) {
            expect(ids).toContain(id);
            this.checkSame(which, name);
        }
    }

    /** A preview writes nothing, and asks nothing where nothing is to be done. */
    private async preview(which: number, config: Record<string, string>): Promise<Outcome> {
        const { engine, program } = this.stack(which);
        const before = this.groups();
        this.emulator.clearRequests();
        const outcome = await engine.preview(program, config);
        this.checkSecrets(outcome, engine);
        expect(this.groups()).toEqual(before);
        this.checkLists();
        const isQuiet = outcome.failures.length === 0 && Object.values(outcome.steps).every((op) => op === "same");
        const mayIgnore = Object.values(program).some(({ args }) => args.ignoreWhenLocked);
        if (isQuiet && !mayIgnore) expect(this.emulator.requests()).toEqual([]);
        return outcome;
    }

    /** Whether what a preview says must be what happens: lists are current, no lock is hidden, none is in a delete's way. */
    private isPredictable(which: number): boolean {
        const { engine, program } = this.stack(which);
        const locked = new Set(this.groups().flatMap(({ id, readOnly }) => (readOnly === true ? [id] : [])));
        const isLockedDelete = [...engine.state].some(
            // What the state says of a lock is believed until it is refreshed.
            ([name, { id, outs }]) => !program[name] && (locked.has(id) || outs.readOnly === true),
        );
        const isHidden = [...this.managedIds(which)].some((id) => this.hiddenLocks.has(id));
        return this.conditions.lagMs === 0 && !isHidden && !isLockedDelete;
    }

    readonly hiddenLocks = new Set<string>();

    private managedIds(which: number): Set<string> {
        return new Set([...this.stack(which).engine.state.values()].map(({ id }) => id));
    }

    private checkUntouched(before: readonly Stored[], managedBefore: ReadonlySet<string>): void {
        const after = new Map(this.groups().map((group) => [group.id, group]));
        for (const group of before) if (!managedBefore.has(group.id)) expect(after.get(group.id)).toEqual(group);
    }

    /** Two resources of one stack never have one object, and no name is made twice. */
    private checkOwnership(which: number): void {
        const ids = [...this.stack(which).engine.state.values()].map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const places = this.groups().map(({ name, microtenantId = "0" }) => `${microtenantId} ${name}`);
        expect(new Set(places).size).toBe(places.length);
    }

    private checkAgreement(which: number, steps: Readonly<Record<string, Op>>): void {
        const { engine, program } = this.stack(which);
        expect([...engine.state.keys()].sort()).toEqual(Object.keys(program).sort());
        for (const [name, op] of Object.entries(steps)) {
            if (op !== "same" && op !== "delete") this.checkSame(which, name);
        }
    }

    /** What the state says of an object is what the service has. */
    private checkSame(which: number, name: string): void {
        const { id, outs } = this.stack(which).engine.state.get(name)!;
        const group = this.groups().find((each) => each.id === id);
        expect(group).toBeDefined();
        const shown = observe(APP_CONNECTOR_GROUP, group!);
        const differing = Object.entries(APP_CONNECTOR_GROUP.fields)
            // A read by id reports these wrongly, or the tenant's instead of the group's.
            .filter(([field]) => field !== "versionProfileId" && field !== "lssAppConnectorGroup")
            .filter(([field, rule]) => !sameValue(rule, outs[field], shown[field]))
            .map(([field]) => ({ field, state: outs[field], service: shown[field] }));
        expect(differing).toEqual([]);
    }

    private checkBudget(steps: Readonly<Record<string, Op>>): void {
        const calls = countCalls(this.emulator.requests());
        const count = (...ops: Op[]) => Object.values(steps).filter((op) => ops.includes(op)).length;
        const made = (prefix: string) =>
            Object.entries(calls).reduce((sum, [call, times]) => (call.startsWith(prefix) ? sum + times : sum), 0);
        expect(made("POST")).toBeLessThanOrEqual(count("create", "replace"));
        expect(made("PUT")).toBeLessThanOrEqual(count("update"));
        expect(made("DELETE")).toBeLessThanOrEqual(count("delete", "replace"));
        // One list a microtenant; where coordinates move, what the service derives is read back.
        expect(made("GET appConnectorGroup")).toBeLessThanOrEqual(2 + count("update"));
        expect(calls["POST appConnectorGroup 429"] ?? 0).toBe(0);
        expect(this.emulator.requests().filter(({ status }) => status === 429)).toEqual([]);
    }

    private checkLists(): void {
        const calls = countCalls(this.emulator.requests());
        expect(calls["GET appConnectorGroup 200"] ?? 0).toBeLessThanOrEqual(2);
        expect(Object.keys(calls).filter((call) => !call.startsWith("GET"))).toEqual([]);
    }

    private checkSecrets(outcome: Outcome, engine: SmallEngine): void {
        const text = JSON.stringify([outcome, [...engine.state.values()].map(({ outs, inputs }) => [outs, inputs])]);
        expect(text).not.toContain(DEFAULT_TENANT.clientSecret);
        expect(text).not.toMatch(/Bearer|eyJ/);
    }
}
