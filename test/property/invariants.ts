import { DEFAULT_TENANT } from "../../src/emulator";
import { observe, sameValue } from "../../src/model/canonical";
import { secretsOf } from "../../src/model/resourceModel";
import { countCalls } from "../support/calls";
import type { Op, Outcome, Resource } from "../support/smallEngine";
import { isSchedule } from "./command";
import { count } from "./tally";
import { BRANCH } from "./tenant";
import type { Stack, Steps, Stored, World } from "./world";

/** The service and one stack before a command. */
export interface Before {
    readonly objects: ReadonlyMap<string, Stored>;
    readonly managed: ReadonlySet<string>;
    readonly state: ReadonlyMap<string, Resource>;
}

/** What holds after every command. */
export class Invariants {
    /** The value of every key that there has been. */
    private readonly values = new Set<string>();

    constructor(private readonly world: World) {}

    snapshot(stack: Stack): Before {
        const objects = new Map(this.world.objects().map((object) => [object.id, object]));
        return { objects, managed: this.world.managedIds(stack), state: new Map(stack.engine.state) };
    }

    /** Nothing is written, and each kind of object is listed once a microtenant. */
    afterReading(stack: Stack, before: Before, outcome: Outcome, isUndisturbed: boolean): void {
        expect(this.snapshot(stack).objects).toEqual(before.objects);
        this.noSecrets(stack, outcome);
        this.valuesAreKept(stack, before);
        if (!isUndisturbed) return;
        const calls = countCalls(this.world.emulator.requests());
        expect(Object.keys(calls).filter((call) => !call.startsWith("GET"))).toEqual([]);
        this.lists(stack, calls);
    }

    /** Also where the run failed, or was killed. */
    afterAnyRun(stack: Stack, before: Before, outcome: Outcome): void {
        this.noSecrets(stack, outcome);
        this.valuesAreKept(stack, before);
        const objects = this.world.objects();
        const after = new Map(objects.map((object) => [object.id, object]));
        for (const [id, object] of before.objects) {
            if (!before.managed.has(id)) expect(after.get(id)).toEqual(object);
        }
        // Two resources of one stack never have one object, and no name is made twice.
        // After a failure, a schedule that another resource has taken over may still be in the state of the former one.
        const held = [...stack.engine.state].filter(([name, one]) => !isSchedule(one) || name in stack.program);
        const ids = held.flatMap(([, { id, isDeleted }]) => (isDeleted ? [] : [id]));
        expect(new Set(ids).size).toBe(ids.length);
        const places = objects.map(
            ({ collection, name, microtenantId = "0" }) => `${collection} ${microtenantId} ${name}`,
        );
        expect(new Set(places).size).toBe(places.length);
    }

    /** State and service agree on what the program manages, and each step did what its name says. */
    afterSuccess(stack: Stack, before: Before, steps: Steps, { mayLoseValues }: { mayLoseValues: boolean }): void {
        const { engine, program } = stack;
        expect([...engine.state.keys()].sort()).toEqual(Object.keys(program).sort());
        expect(engine.pending).toEqual([]);
        const now = new Map(this.world.objects().map((object) => [object.id, object]));
        for (const [name, op] of Object.entries(steps)) {
            const [old, held] = [before.state.get(name), engine.state.get(name)];
            count(`step ${op} ${(held ?? old)?.kind.model.noun ?? "of an earlier run"}`);
            if (op === "same") continue;
            if (held) this.isTrue(held);
            const isNew = op === "create" || op === "replace";
            if (held && isNew && !mayLoseValues) this.hasValue(held);
            if (old && held && op === "update") this.staysInPlace(old, held);
            if (!old || op === "update" || op === "import") continue;
            // Another resource may have taken the object over.
            if (!this.world.managedIds(stack).has(old.id)) this.hasLeft(old, before, now);
            if (op === "replace" && !isSchedule(old)) this.isAnother(old, held!);
        }
    }

    /** What the state says of every object is what the service has. */
    stateIsTrue({ engine }: Stack): void {
        for (const held of engine.state.values()) this.isTrue(held);
    }

    budget(stack: Stack, before: Before, steps: Steps): void {
        const isOfSchedule = (name: string) => isSchedule((stack.engine.state.get(name) ?? before.state.get(name))!);
        const [schedules, others] = [true, false].map((wanted) =>
            Object.entries(steps).filter(
                ([name]) => this.isKnown(stack, before, name) && isOfSchedule(name) === wanted,
            ),
        );
        const calls = countCalls(this.world.emulator.requests().filter(({ path }) => !SCHEDULE.test(path)));
        // Deletes of an earlier run.
        const unknown = Object.keys(steps).filter((name) => !this.isKnown(stack, before, name)).length;
        this.scheduleBudget(schedules!.filter(([, op]) => op !== "same").length + unknown);
        const ops = (...wanted: Op[]) => others!.filter(([, op]) => wanted.includes(op)).length + unknown;
        expect(callsOf(calls, "POST")).toBeLessThanOrEqual(ops("create", "replace"));
        expect(callsOf(calls, "PUT")).toBeLessThanOrEqual(ops("update"));
        expect(callsOf(calls, "DELETE")).toBeLessThanOrEqual(ops("delete", "replace"));
        // Where coordinates move, what the service derives from them is read back.
        this.lists(stack, calls, ops("update"));
        expect(this.world.emulator.requests().filter(({ status }) => status === 429)).toEqual([]);
        const changesGroups = others!.some(
            ([name, op]) => op !== "same" && !isKey(before.state.get(name), stack, name),
        );
        const mayAsk = Object.values(stack.program).some(
            ({ args }) => args.appConnectorGroupId !== undefined || args.ignoreWhenLocked,
        );
        if (!changesGroups && !mayAsk) expect(callsOf(calls, "GET appConnectorGroup")).toBe(0);
    }

    private isKnown(stack: Stack, before: Before, name: string): boolean {
        return stack.engine.state.has(name) || before.state.has(name);
    }

    /** A schedule is read, written, and read back after a create. What it replaces is disabled. */
    private scheduleBudget(changes: number): void {
        const calls = countCalls(this.world.emulator.requests().filter(({ path }) => SCHEDULE.test(path)));
        expect(callsOf(calls, "GET")).toBeLessThanOrEqual(3 * changes);
        expect(callsOf(calls, "POST") + callsOf(calls, "PUT")).toBeLessThanOrEqual(2 * changes);
    }

    /** One list a microtenant and kind, and for a key of somebody else's group one of all groups. */
    private lists({ program }: Stack, calls: Record<string, number>, readBack = 0): void {
        const given = Object.values(program).map(({ args }) => args);
        const microtenants = new Set(["0", BRANCH, ...given.map(({ microtenantId = "0" }) => String(microtenantId))])
            .size;
        const asksForGroups = given.some(({ appConnectorGroupId }) => appConnectorGroupId !== undefined);
        const groups = microtenants + Number(asksForGroups) + readBack;
        expect(callsOf(calls, "GET appConnectorGroup")).toBeLessThanOrEqual(groups);
        expect(callsOf(calls, "GET provisioningKey")).toBeLessThanOrEqual(microtenants);
        expect(callsOf(calls, "GET enrollmentCert")).toBeLessThanOrEqual(microtenants);
        expect(callsOf(calls, "GET visible")).toBeLessThanOrEqual(1);
    }

    private isTrue({ kind: { model }, id, outs }: Resource): void {
        const object = [...this.world.objects(), ...this.world.all("connectorSchedule")].find((each) => each.id === id);
        expect(object).toBeDefined();
        const shown = observe(model, object!);
        const differing = Object.entries(model.fields)
            .filter(([field, rule]) => !sameValue(rule, outs[field], shown[field]))
            .map(([field]) => ({ field, state: outs[field], service: shown[field] }));
        expect(differing).toEqual([]);
    }

    /** A new key has the value of the answer to its create, also where the service hides it afterwards. */
    private hasValue(held: Resource): void {
        const object = this.world.objects().find(({ id }) => id === held.id);
        for (const secret of secretsOf(held.kind.model)) expect(held.outs[secret]).toBe(object?.[secret]);
    }

    /** What the service cannot move, or show again, is never updated. */
    private staysInPlace({ inputs: before }: Resource, { inputs: after }: Resource): void {
        const place = ({ microtenantId, appConnectorGroupId }: typeof before) => [microtenantId, appConnectorGroupId];
        expect(place(after)).toEqual(place(before));
        expect([before.exportable, after.exportable]).not.toEqual([false, true]);
    }

    private hasLeft({ id, options, kind }: Resource, before: Before, now: ReadonlyMap<string, Stored>): void {
        // A schedule cannot be deleted, so it is disabled.
        const schedule = isSchedule({ kind }) && this.world.all("connectorSchedule").find((one) => one.id === id);
        if (schedule && !options.retainOnDelete) expect(schedule.enabled).toBe(false);
        if (options.retainOnDelete) count("retained object");
        expect(now.get(id)).toEqual(options.retainOnDelete ? before.objects.get(id) : undefined);
    }

    private isAnother(old: Resource, made: Resource): void {
        expect(made.id).not.toBe(old.id);
        const { noun } = made.kind.model;
        const why = ["microtenantId", "appConnectorGroupId", "exportable", "name"].filter(
            (property) => old.inputs[property] !== made.inputs[property],
        );
        count(`replaced ${noun}: ${why.join(", ") || "other reasons"}`);
        for (const secret of secretsOf(made.kind.model)) {
            if (made.outs[secret] !== undefined) expect(made.outs[secret]).not.toBe(old.outs[secret]);
        }
    }

    /** The value of a key that the state has had stays there. */
    private valuesAreKept({ engine }: Stack, before: Before): void {
        for (const [name, { id, outs, kind, options, isDeleted }] of before.state) {
            const held = engine.state.get(name);
            // A retained key that its replacement takes over again is as good as imported.
            const isTriggered = options.replacementTrigger !== held?.options.replacementTrigger;
            if (held?.id !== id || isDeleted || (options.retainOnDelete && isTriggered)) continue;
            for (const secret of secretsOf(kind.model)) {
                if (outs[secret] !== undefined) expect(held.outs[secret]).toBe(outs[secret]);
            }
        }
    }

    /** The value of a key is nowhere but in its secret output; a tenant's secret and tokens are nowhere. */
    private noSecrets({ engine }: Stack, outcome: Outcome): void {
        for (const { provisioningKey } of this.world.all("provisioningKeys")) this.values.add(String(provisioningKey));
        const held = [...engine.state.values(), ...engine.pending.map((one) => one.held)];
        const shown = held.map(({ kind, outs, inputs }) => {
            const secrets = new Set(secretsOf(kind.model));
            return [Object.entries(outs).filter(([name]) => !secrets.has(name)), inputs];
        });
        const text = JSON.stringify([outcome, shown]);
        expect(text).not.toContain(DEFAULT_TENANT.clientSecret);
        expect(text).not.toMatch(/Bearer|eyJ/);
        expect([...this.values].filter((value) => text.includes(value))).toEqual([]);
    }
}

const SCHEDULE = /\/connectorSchedule|\/connector\?/;

const isKey = (held: Resource | undefined, { program, engine }: Stack, name: string): boolean =>
    (held ?? engine.state.get(name))?.kind.model.type === "ProvisioningKey" ||
    program[name]?.kind?.model.type === "ProvisioningKey";

const callsOf = (calls: Record<string, number>, prefix: string): number =>
    Object.entries(calls).reduce((sum, [call, times]) => (call.startsWith(prefix) ? sum + times : sum), 0);
