import type * as pulumi from "@pulumi/pulumi";
import { Lifecycle } from "../lifecycle/lifecycle";
import type { Operations, Plan } from "../lifecycle/operations";
import type { WithParent } from "../lifecycle/place";
import type { Runtime } from "../lifecycle/runtime";
import type { Failure } from "../model/definition";
import { decimalId, UNKNOWN } from "../model/rules";
import { type Inputs, type State, withoutAbsent } from "../model/state";
import { expectingErrors } from "./expectedError";
import { CheckedRuns, contextOf, describeProblem, isSameContent, PROBLEMS, RUN, type Run } from "./run";
import { runtimeFor, sharedRuntime } from "./sharedRuntime";

type Record_ = Record<string, unknown>;
type Config = pulumi.dynamic.ConfigureRequest["config"];

/** A kind of resource and its operations. */
export interface Kind {
    readonly definition: WithParent;
    readonly operations: Operations;
}

/** The provider of one kind of resource in the engine's plugin process. */
export class DynamicProvider {
    private lifecycle: Lifecycle;
    private readonly checked = new CheckedRuns();

    constructor(
        private readonly kind: Kind,
        runtime: Runtime = runtimeFor({ config: () => undefined, env: process.env }),
    ) {
        this.lifecycle = new Lifecycle(kind.definition, kind.operations, runtime);
    }

    configure(config: Config): void {
        this.lifecycle = new Lifecycle(this.kind.definition, this.kind.operations, sharedRuntime(config));
    }

    check(olds: Record_, news: Record_): Promise<{ inputs: Inputs; failures: Failure[] }> {
        return expectingErrors(async () => {
            const { import: given, ...args } = withoutHidden(news);
            const run = news[RUN] as Run | undefined;
            const held = Object.keys(olds).length > 0 ? withoutHidden(olds) : undefined;
            // `pulumi import --file` has no program. Its file has checked inputs, which need no request.
            if (!run) return { inputs: withoutHidden(news), failures: [] };
            const importing = parseImport(given);
            const { inputs, failures, importId } = await this.lifecycle.check(held, args, contextOf(run), importing.id);
            const kept = withoutAbsent({ ...inputs, import: held ? importing.id : importId });
            const all = [...importing.failures, ...failures];
            if (all.length === 0) {
                this.checked.note(kept, { run, inputsDiffer: !isSameContent(olds, kept), isInvalid: false });
                return { inputs: kept, failures: [] };
            }
            if (!run?.continuesAfterErrors)
                return { inputs: withoutUnknown(kept), failures: withoutReported(all, run) };
            // An invalid argument is not shown as a change.
            const shown = held ?? kept;
            this.checked.note(shown, { run, inputsDiffer: false, isInvalid: true });
            return { inputs: { ...shown, [PROBLEMS]: all as never }, failures: [] };
        });
    }

    diff(id: string, olds: Record_, news: Record_): Promise<pulumi.dynamic.DiffResult> {
        return expectingErrors(async () => {
            const { import: importId, ...inputs } = withoutHidden(news);
            const checked = this.checked.take(news);
            const held = withoutHidden(olds) as unknown as State;
            if (!checked) return diffOf(this.lifecycle.planWithoutCheck(id, held, inputs), false);
            // The engine returns the inputs to the program only if there is a change.
            if (checked.isInvalid) return { changes: true };
            const given = typeof importId === "string" ? importId : undefined;
            const plan = await this.lifecycle.plan(id, held, inputs, contextOf(checked.run), given);
            return diffOf(plan, checked.inputsDiffer);
        });
    }

    create(news: Record_): Promise<{ id: string; outs: State }> {
        return expectingErrors(async () => {
            const { import: importId, ...inputs } = withoutHidden(news);
            const context = contextOf(this.checked.latest(news)?.run);
            const { id, state } =
                typeof importId === "string"
                    ? await this.lifecycle.adopt(importId, inputs, context)
                    : await this.lifecycle.create(inputs, context);
            return { id, outs: state };
        }, hiddenOf(news));
    }

    read(id: string, props: Record_): Promise<pulumi.dynamic.ReadResult> {
        return expectingErrors(async () => {
            const held = withoutHidden(props) as unknown as State;
            const found = await this.lifecycle.read(id, held, { resource: String(held.name ?? id), phase: "unknown" });
            return found ? { id, props: found.state, inputs: found.inputs } : {};
        });
    }

    update(id: string, olds: Record_, news: Record_): Promise<{ outs: State }> {
        return expectingErrors(async () => {
            const { import: _, ...inputs } = withoutHidden(news);
            const context = contextOf(this.checked.latest(news)?.run);
            return { outs: await this.lifecycle.update(id, withoutHidden(olds) as unknown as State, inputs, context) };
        }, hiddenOf(news));
    }

    delete(id: string, props: Record_): Promise<void> {
        return expectingErrors(() =>
            this.lifecycle.delete(id, withoutHidden(props) as unknown as State, { resource: "", phase: "unknown" }),
        );
    }
}

/** Removes placeholders, which the engine rejects while deploying before it reads the failures. */
const withoutUnknown = (inputs: Inputs): Inputs =>
    Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== UNKNOWN)) as unknown as Inputs;

function withoutReported(failures: readonly Failure[], run: Run | undefined): Failure[] {
    const others = failures.filter((failure) => !run?.reported?.includes(describeProblem(failure)));
    return others.length < failures.length ? [...others, SEE_ABOVE] : others;
}

const SEE_ABOVE: Failure = { property: "", reason: "Its arguments are invalid; each is reported above." };

/** The properties without those that start with `__`, which the core does not know. */
const withoutHidden = (properties: Record_): Inputs =>
    Object.fromEntries(Object.entries(properties).filter(([key]) => !key.startsWith("__"))) as unknown as Inputs;

const hiddenOf = (properties: Record_): Record_ =>
    Object.fromEntries(Object.entries(properties).filter(([key]) => key.startsWith("__")));

function parseImport(given: unknown): { id?: string; failures: Failure[] } {
    if (given === undefined || given === null || given === UNKNOWN) return { failures: [] };
    const parsed = decimalId().parse(given);
    if (parsed.ok) return { id: parsed.value, failures: [] };
    return { failures: [{ property: "import", reason: `${parsed.problem}; it is ${JSON.stringify(given)}` }] };
}

/**
 * If the inputs differ, the engine compares them itself (`changes: undefined`). Only then does it show which properties
 * change, and honour `replaceOnChanges`.
 */
function diffOf({ changes, replaces, deleteBeforeReplace }: Plan, inputsDiffer: boolean): pulumi.dynamic.DiffResult {
    if (changes.length === 0) return { changes: false };
    const plan = { replaces: [...replaces], deleteBeforeReplace };
    return inputsDiffer ? plan : { changes: true, ...plan };
}
