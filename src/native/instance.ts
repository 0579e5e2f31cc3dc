import { ZpaError } from "../api/errors";
import { isSameContent, withChanges } from "../lifecycle/changedInputs";
import { Lifecycle } from "../lifecycle/lifecycle";
import type { Plan } from "../lifecycle/plan";
import type { RunContext } from "../lifecycle/ports";
import type { Runtime } from "../lifecycle/runtime";
import type { StoredModel } from "../lifecycle/storedModel";
import type { Access, Implementations } from "../lookups/implementations";
import { describeProblem, type Failure, outputsOf, type ResourceModel } from "../model/resourceModel";
import { decimalId, UNKNOWN } from "../model/rules";
import { type Inputs, type State, withoutAbsent } from "../model/state";
import { REGISTRY, type RegisteredKind } from "../resources/registry";
import { resolveTenant } from "../tenants/resolve";
import { functionOf } from "./functions";
import type { Properties } from "./properties";
import { PACKAGE } from "./words";

/** A resource that the engine asks for, and how long a request for it may take, in seconds; 0 for the setting. */
export interface Subject {
    readonly urn: string;
    readonly timeoutSecs?: number;
}

/** An object as the engine has it in the state. */
interface Held {
    readonly id: string;
    readonly state: State;
}

/** What `check` was given for a resource, and the inputs that it returned. */
interface Checked {
    /** The inputs in the state; `undefined` for a new object. */
    readonly held: Inputs | undefined;
    readonly given: Properties;
    readonly kept: Inputs;
}

/** The types that this provider has, by their tokens. */
export const KIND_OF: ReadonlyMap<string, RegisteredKind> = new Map(
    Object.values(REGISTRY).map((kind) => [`${PACKAGE}:index:${kind.model.type}`, kind]),
);

/**
 * One configured provider. The engine does not tell its `check` and `diff` whether it previews. They decide what is to be
 * done; what a preview reports, the previewed create or update reports.
 */
export class Instance {
    private readonly lifecycles = new Map<string, Lifecycle>();
    private readonly checks = new Map<string, Checked>();
    /** The objects that are to be replaced, by their resources. */
    private readonly replaced = new Map<string, Held>();

    constructor(private readonly runtime: Runtime) {}

    async check(subject: Subject, olds: Properties, given: Properties) {
        const held = isEmpty(olds) ? undefined : (olds as Inputs);
        const { inputs, failures } = await this.checked(subject, held, given, "told later");
        this.checks.set(subject.urn, { held, given, kept: inputs });
        // The engine rejects placeholders while deploying before it reads the failures.
        return { inputs: failures.length > 0 ? withoutUnknown(inputs) : inputs, failures };
    }

    async diff(subject: Subject, id: string, state: State, news: Properties): Promise<Plan> {
        const lifecycle = this.lifecycleOf(subject);
        // The engine has checked nothing after a refresh, and for an object that it deletes before its group's.
        if (!this.checks.has(subject.urn)) return lifecycle.planWithoutCheck(id, state, news as Inputs);
        const inputs = await this.inputsOf(subject, news, "told later");
        const plan = await lifecycle.plan(id, state, inputs, this.context(subject, "told later"));
        const { refusal, replaces } = plan;
        // A replacement may begin with a delete of what depends on the object.
        if (refusal && (replaces.length > 0 || !refusal.isRefusedByUpdate)) throw refusal.error;
        if (replaces.length > 0) this.replaced.set(subject.urn, { id, state });
        return plan;
    }

    async previewCreate(subject: Subject, news: Properties): Promise<Properties> {
        const lifecycle = this.lifecycleOf(subject);
        const inputs = await this.inputsOf(subject, news, "preview");
        const replaced = this.replaced.get(subject.urn);
        if (replaced) {
            const { id, state } = replaced;
            refuse(await lifecycle.plan(id, state, inputs, this.context(subject, "preview")));
        }
        return { ...unknownOutputs(modelOf(subject)), ...inputs };
    }

    async create(subject: Subject, news: Properties): Promise<{ id: string; state: State }> {
        const inputs = await this.inputsOf(subject, news, "deploy");
        return this.lifecycleOf(subject).create(inputs, this.context(subject, "deploy"));
    }

    async previewUpdate(subject: Subject, id: string, state: State, news: Properties): Promise<Properties> {
        const lifecycle = this.lifecycleOf(subject);
        const inputs = await this.inputsOf(subject, news, "preview");
        const plan = await lifecycle.plan(id, state, inputs, this.context(subject, "preview"));
        refuse(plan);
        return { ...state, ...computedAnew(modelOf(subject), plan), ...inputs };
    }

    async update(subject: Subject, id: string, state: State, news: Properties): Promise<State> {
        const inputs = await this.inputsOf(subject, news, "deploy");
        return this.lifecycleOf(subject).update(id, state, inputs, this.context(subject, "deploy"));
    }

    /** @param state what the engine has of the object: nothing for an import, whose id may have the object's place */
    async read(subject: Subject, id: string, state: Properties) {
        const place = isEmpty(state) ? placeOf(id) : { id };
        const held = { ...place, ...state } as unknown as State;
        const found = await this.lifecycleOf(subject).read(place.id, held, this.context(subject, "unknown"));
        return found && { id: place.id, ...found };
    }

    delete(subject: Subject, id: string, state: State): Promise<void> {
        return this.lifecycleOf(subject).delete(id, state, this.context(subject, "unknown"));
    }

    async invoke(token: string, args: Properties): Promise<unknown> {
        const { implementations } =
            require("../lookups/implementations") as typeof import("../lookups/implementations");
        const name = functionOf(token);
        if (!Object.hasOwn(implementations, name)) throw new ZpaError("SETTINGS", `There is no function ${token}.`);
        const lookUp = implementations[name as keyof Implementations] as (a: Access, b: Properties) => Promise<unknown>;
        const { runtime } = this;
        if (runtime.settingsError) throw runtime.settingsError;
        const tenant = resolveTenant(args.tenant as string | undefined, runtime.source);
        return lookUp({ runtime, connection: runtime.connectTo(tenant, "") }, args);
    }

    private lifecycleOf({ urn }: Subject): Lifecycle {
        const kind = kindOf(urn);
        const lifecycle = this.lifecycles.get(kind.model.type) ?? new Lifecycle(kind.load(), this.runtime);
        this.lifecycles.set(kind.model.type, lifecycle);
        return lifecycle;
    }

    private context(subject: Subject, phase: RunContext["phase"]): RunContext {
        const { urn, timeoutSecs } = subject;
        // The engine does not tell. If the create comes first, it reports an object that has its name.
        const deleteBeforeReplace = true;
        return this.lifecycleOf(subject).during({ urn, phase, deleteBeforeReplace }, timeoutSecs || undefined);
    }

    private async checked(subject: Subject, held: Inputs | undefined, given: Properties, phase: RunContext["phase"]) {
        const lifecycle = this.lifecycleOf(subject);
        const context = this.context(subject, phase);
        const { inputs, failures } = await lifecycle.check(held, given, held === undefined, context);
        if (failures.length > 0) return { inputs: withoutAbsent(inputs), failures };
        if (held === undefined) {
            return { inputs: withoutAbsent(inputs), failures: await lifecycle.planCreate(inputs, context) };
        }
        // Ignored changes of a locked object are not recorded.
        const kept = inputs.ignoreWhenLocked === true ? await lifecycle.foresee(held, inputs, context) : { inputs };
        return { inputs: withoutAbsent(kept.inputs), failures };
    }

    /**
     * The inputs for a request. They are checked again if now the phase is told, and if a policy has changed them: its
     * changes count like arguments of the program.
     */
    private async inputsOf(subject: Subject, news: Properties, phase: RunContext["phase"]): Promise<Inputs> {
        const { held, given, kept } = this.checks.get(subject.urn) ?? { held: undefined, given: news, kept: news };
        const isChanged = !isSameContent(kept, news);
        if (!isChanged && phase === "told later") return kept as Inputs;
        const again = await this.checked(subject, held, isChanged ? withChanges(given, kept, news) : given, phase);
        report(again.failures);
        return again.inputs;
    }
}

function kindOf(urn: string): RegisteredKind {
    const kind = KIND_OF.get(typeOf(urn));
    if (!kind) throw new ZpaError("SETTINGS", `There is no resource of the type ${typeOf(urn)}.`);
    return kind;
}

const modelOf = ({ urn }: Subject): ResourceModel => kindOf(urn).model;

/** The type of the resource, without the types of its parents. */
export const typeOf = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";

const isEmpty = (properties: object): boolean => Object.keys(properties).length === 0;

const withoutUnknown = (inputs: Inputs): Inputs =>
    Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== UNKNOWN)) as unknown as Inputs;

function report(failures: readonly Failure[]): void {
    if (failures.length > 0) throw new ZpaError("CLASH", failures.map(describeProblem).join("\n"));
}

function refuse({ refusal }: Plan): void {
    if (refusal) throw refusal.error;
}

/** A placeholder for each output. */
const unknownOutputs = (model: ResourceModel): Properties =>
    Object.fromEntries(Object.keys({ ...model.fields, ...outputsOf(model) }).map((name) => [name, UNKNOWN]));

/** A placeholder for each output that an update computes. */
function computedAnew(model: ResourceModel, { changes }: Plan): Properties {
    const { derivation, references } = model as StoredModel;
    const isMoved = changes.some(({ property }) => derivation?.from.includes(property));
    const byName = references.filter(({ name }) => changes.some(({ property }) => property === name));
    const computed = [...(isMoved ? derivation!.fields : []), ...byName.map(({ id }) => id)];
    return Object.fromEntries(computed.map((name) => [name, UNKNOWN]));
}

/** The object of an import: `<id>`, with its tenant or microtenant `<tenant>/<id>` or `<tenant>/<microtenantId>/<id>`. */
function placeOf(importId: string): { id: string; tenant?: string; microtenantId?: string } {
    const parts = importId.split("/");
    const id = decimalId().parse(parts.pop());
    if (!id.ok || parts.length > 2) throw new ZpaError("SETTINGS", `${JSON.stringify(importId)} ${IMPORT_ID}`);
    const [tenant, microtenantId] = parts;
    return withoutAbsent({ id: id.value, tenant: tenant || undefined, microtenantId }) as ReturnType<typeof placeOf>;
}

const IMPORT_ID =
    "is not an id to import. Give the id in decimal digits, for an object of a named tenant <tenant>/<id>, and for one " +
    "in a microtenant <tenant>/<microtenantId>/<id>; without a tenant before the slash, it is the default tenant.";
