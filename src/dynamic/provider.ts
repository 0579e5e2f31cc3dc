import type * as pulumi from "@pulumi/pulumi";
import { isZpaError, ZpaError } from "../api/errors";
import { isSameContent, withChanges } from "../lifecycle/changedInputs";
import type { Kind } from "../lifecycle/kind";
import { type Foreseen, Lifecycle } from "../lifecycle/lifecycle";
import type { Plan } from "../lifecycle/plan";
import type { RunContext } from "../lifecycle/ports";
import type { Runtime } from "../lifecycle/runtime";
import { describeProblem, type Failure } from "../model/resourceModel";
import { decimalId, UNKNOWN } from "../model/rules";
import { type Inputs, type State, withoutAbsent } from "../model/state";
import { expectingErrors } from "./expectedError";
import { contextOf, keyOf, PROBLEMS, RESOURCE, RUN, type Run, withoutHidden, withResource } from "./hidden";
import { runtimeFor, sharedRuntime } from "./sharedRuntime";

type Record_ = Record<string, unknown>;
type Config = pulumi.dynamic.ConfigureRequest["config"];

/** What `check` has made of the arguments of a resource. */
interface Checked {
    readonly run: Run;
    /** The inputs in the state; without properties for a new object. */
    readonly olds: Record_;
    readonly args: Record_;
    /** The inputs that the engine has, with `import`. */
    readonly kept: Inputs;
    readonly failures: readonly Failure[];
    /** What `diff` will refuse. */
    readonly refusals: readonly Failure[];
}

/** The provider of one kind of resource in the engine's plugin process. */
export class DynamicProvider {
    private lifecycle: Lifecycle;
    /** The last check of each resource, by the key of its URN. */
    private readonly checks = new Map<string, Checked>();
    /** The errors of tenants that could not be reached. */
    private readonly unreachable = new Map<string, Pick<ZpaError, "code" | "message">>();

    constructor(
        private readonly kind: Kind,
        runtime: Runtime = runtimeFor({ config: () => undefined, env: process.env }),
    ) {
        this.lifecycle = new Lifecycle(kind, runtime);
    }

    configure(config: Config): void {
        this.lifecycle = new Lifecycle(this.kind, sharedRuntime(config));
    }

    check(olds: Record_, news: Record_): Promise<{ inputs: Inputs; failures: Failure[] }> {
        return expectingErrors(async () => {
            const run = news[RUN] as Run | undefined;
            // `pulumi import --file` has no program. Its file has checked inputs, which need no request.
            if (!run) return { inputs: withResource(withoutHidden(news), news), failures: [] };
            const checked = await this.checkAll(run, olds, withoutHidden(news));
            const hidden = { [RESOURCE]: keyOf(run.urn) };
            this.checks.set(hidden[RESOURCE]!, checked);
            const { kept, failures, refusals } = checked;
            if (failures.length > 0 && !run.continuesAfterErrors) {
                return { inputs: withoutUnknown(kept), failures: withoutReported(failures, run) };
            }
            const problems = run.continuesAfterErrors ? [...failures, ...refusals] : [];
            // An invalid argument is not shown as a change.
            const shown = failures.length === 0 || isEmpty(olds) ? kept : withoutHidden(olds);
            const told = problems.length > 0 ? { [PROBLEMS]: problems as never } : {};
            return { inputs: { ...shown, ...hidden, ...told }, failures: [] };
        });
    }

    diff(id: string, olds: Record_, news: Record_): Promise<pulumi.dynamic.DiffResult> {
        return expectingErrors(async () => {
            const held = withoutHidden(olds) as unknown as State;
            const checked = await this.checkOf(news);
            if (!checked) {
                const { import: _, ...inputs } = withoutHidden(news);
                return diffOf(this.lifecycle.planWithoutCheck(id, held, inputs), false);
            }
            // The engine returns the problems to the program only if there is a change.
            if (checked.failures.length > 0) return { changes: true };
            const { import: importId, ...inputs } = checked.kept;
            const context = contextOf(checked.run);
            if (typeof importId === "string") this.lifecycle.noticeOfImport(importId, id, held, context);
            try {
                const plan = await this.lifecycle.plan(id, held, inputs, context);
                const { refusal, replaces } = plan;
                const isLeftToUpdate =
                    context.phase === "deploy" && replaces.length === 0 && refusal?.isRefusedByUpdate;
                if (refusal && !isLeftToUpdate) throw refusal.error;
                // The state of a native resource has no provider. The update, which writes nothing, records it.
                if (plan.changes.length === 0 && "__provider" in news && !("__provider" in olds))
                    return { changes: true };
                return diffOf(plan, !isSameContent(withoutHidden(checked.olds), withoutHidden(news)));
            } catch (error) {
                if (PROBLEMS in news && isZpaError(error)) return { changes: true };
                throw error;
            }
        });
    }

    create(news: Record_): Promise<{ id: string; outs: State }> {
        return expectingErrors(async () => {
            const { inputs, importId, context } = await this.writeOf(news);
            const { id, state } =
                importId !== undefined
                    ? await this.lifecycle.adopt(importId, inputs, context)
                    : await this.lifecycle.create(inputs, context);
            return { id, outs: withResource(state, news) };
        }, news);
    }

    read(id: string, props: Record_): Promise<pulumi.dynamic.ReadResult> {
        return expectingErrors(async () => {
            const held = withoutHidden(props) as unknown as State;
            const found = await this.lifecycle.read(id, held, contextOf(undefined));
            if (!found) return {};
            return { id, props: withResource(found.state, props), inputs: withResource(found.inputs, props) };
        });
    }

    update(id: string, olds: Record_, news: Record_): Promise<{ outs: State }> {
        return expectingErrors(async () => {
            const { inputs, context } = await this.writeOf(news);
            const held = withoutHidden(olds) as unknown as State;
            return { outs: withResource(await this.lifecycle.update(id, held, inputs, context), news) };
        }, news);
    }

    delete(id: string, props: Record_): Promise<void> {
        return expectingErrors(() =>
            this.lifecycle.delete(id, withoutHidden(props) as unknown as State, contextOf(undefined)),
        );
    }

    /** The check of a preview that continues with all resources: a tenant that cannot be reached is a problem, too. */
    private async checkAll(run: Run, olds: Record_, args: Record_): Promise<Checked> {
        if (!run.continuesAfterErrors) return this.checkInputs(run, olds, args);
        try {
            // What has failed for one resource of a tenant is not repeated for each of the others.
            return await this.checkInputs(run, olds, args, this.unreachable.has(tenantOf(args)) ? 0 : undefined);
        } catch (error) {
            const kept = isEmpty(olds) ? withoutHidden(args) : withoutHidden(olds);
            return { run, olds, args, kept, failures: [this.unreachableTenant(args, error)], refusals: [] };
        }
    }

    /** Resources of one tenant have the same message, because equal messages are reported once. */
    private unreachableTenant(args: Record_, error: unknown): Failure {
        if (!isZpaError(error)) throw error;
        const known = this.unreachable.get(tenantOf(args));
        const { code, message } = known?.code === error.code ? known : error;
        this.unreachable.set(tenantOf(args), { code, message });
        return { property: "", reason: message };
    }

    private async checkInputs(run: Run, olds: Record_, args: Record_, retrySecs?: number): Promise<Checked> {
        const { import: given, ...others } = args;
        const held = isEmpty(olds) ? undefined : withoutHidden(olds);
        const importing = parseImport(given);
        const context = this.lifecycle.during(contextOf(run), retrySecs);
        const isNew = !held && importing.id === undefined;
        const checked = await this.lifecycle.check(held, others, isNew, context);
        const base = { run, olds, args, failures: [...importing.failures, ...checked.failures], refusals: [] };
        const keep = (inputs: Inputs, id: string | undefined) => withoutAbsent({ ...inputs, import: id });
        if (base.failures.length > 0) return { ...base, kept: keep(checked.inputs, importing.id) };
        if (held) {
            const { inputs, refusals } = await this.foresee(run, held, checked.inputs, context);
            return { ...base, kept: keep(inputs, importing.id), refusals };
        }
        const { inputs } = checked;
        const isImport = importing.id !== undefined && this.lifecycle.isImportDue(importing.id, inputs, context);
        const failures = isImport
            ? await this.lifecycle.planImport(importing.id!, inputs, context)
            : await this.lifecycle.planCreate(inputs, context);
        return { ...base, kept: keep(inputs, isImport ? importing.id : undefined), failures };
    }

    /** What `diff` will refuse, which includes a tenant that cannot be reached. */
    private async foresee(run: Run, held: Inputs, inputs: Inputs, context: RunContext): Promise<Foreseen> {
        if (!run.continuesAfterErrors && inputs.ignoreWhenLocked !== true) return { inputs, refusals: [] };
        try {
            return await this.lifecycle.foresee(held, inputs, context);
        } catch (error) {
            if (!run.continuesAfterErrors) throw error;
            return { inputs, refusals: [this.unreachableTenant(inputs, error)] };
        }
    }

    /**
     * The check of the resource that has these inputs. Inputs that a policy has changed since are checked again: its
     * changes count like arguments of the program.
     */
    private async checkOf(news: Record_): Promise<Checked | undefined> {
        const checked = this.checks.get(String(news[RESOURCE]));
        const changed = withoutHidden(news);
        if (!checked || checked.failures.length > 0 || isSameContent(checked.kept, changed)) return checked;
        const { run, olds, args, kept } = checked;
        const again = await this.checkInputs(run, olds, withChanges(args, kept, changed));
        const problems = again.failures.map(describeProblem);
        if (problems.length > 0) {
            throw new ZpaError("CLASH", `The arguments that a policy has changed are invalid: ${problems.join("; ")}`);
        }
        return again;
    }

    private async writeOf(news: Record_) {
        const checked = await this.checkOf(news);
        const { import: importId, ...inputs } = checked?.kept ?? withoutHidden(news);
        return {
            inputs,
            importId: typeof importId === "string" ? importId : undefined,
            context: contextOf(checked?.run),
        };
    }
}

const tenantOf = ({ tenant, microtenantName }: Record_): string => JSON.stringify([tenant, microtenantName]);

const isEmpty = (properties: Record_): boolean => Object.keys(properties).length === 0;

/** Removes placeholders, which the engine rejects while deploying before it reads the failures. */
const withoutUnknown = (inputs: Inputs): Inputs =>
    Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== UNKNOWN)) as unknown as Inputs;

function withoutReported(failures: readonly Failure[], run: Run): Failure[] {
    const others = failures.filter((failure) => !run.reported?.includes(describeProblem(failure)));
    return others.length < failures.length ? [...others, SEE_ABOVE] : others;
}

const SEE_ABOVE: Failure = { property: "", reason: "Its arguments are invalid; each is reported above." };

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
