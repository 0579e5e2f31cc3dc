import type { ZpaError } from "../api/errors";
import { type Difference, differences, known, replacing } from "../model/diff";
import type { LockEvidence } from "../model/lock";
import type { ResourceModel } from "../model/resourceModel";
import { canonicalText, UNKNOWN } from "../model/rules";
import { type ApiObject, type Inputs, optionalOf, ownershipOf, type State, toState } from "../model/state";
import { Gone } from "./gone";
import {
    describeObject,
    describeScope,
    driftNotice,
    goneNotice,
    type HiddenReference,
    hiddenReferenceNotice,
    lockedError,
    nameTakenError,
    unmanagedNotice,
} from "./messages";
import type { StoredModel } from "./storedModel";

/** What is to be done with an object that the state has. */
export interface Plan {
    /** The differences between the state and the program, and changes outside of Pulumi that require a replacement. */
    readonly changes: readonly Difference[];
    /** Properties whose change requires a replacement. */
    readonly replaces: readonly string[];
    readonly deleteBeforeReplace: boolean;
    /** Why none of it may be done. */
    readonly refusal?: Refusal | undefined;
    readonly notices: readonly string[];
    /** Why the object is locked now. */
    readonly locked?: LockEvidence | undefined;
}

export interface Refusal {
    readonly error: ZpaError;
    /** Whether an update refuses it as well, so that only this resource fails and not the whole run. */
    readonly isRefusedByUpdate: boolean;
}

export const NO_CHANGE: Plan = { changes: [], replaces: [], deleteBeforeReplace: false, notices: [] };

/** What the service has of an object, as far as a plan needs it. */
export interface Observed {
    readonly object: ApiObject;
    readonly locked: LockEvidence | undefined;
    /** The other object that has the new name. */
    readonly nameHolder: ApiObject | undefined;
    readonly hidden: readonly HiddenReference[];
}

interface UnseenSubject {
    readonly model: ResourceModel;
    readonly id: string;
    readonly held: State;
    readonly inputs: Inputs;
}

export interface Subject extends UnseenSubject {
    readonly model: StoredModel;
}

/** The plan for an object that the API stores. */
export interface StoredPlan extends Plan {
    /** What an update has to write: the differences between the object and the program. */
    readonly writes: readonly Difference[];
}

/** An update in place or a replacement. A replacement with the same name is deleted first. */
export function planned(changes: readonly Difference[], held: State, inputs: Inputs): Plan {
    const place = ({ customerId, microtenantId }: Inputs | State) => `${customerId} ${microtenantId ?? "0"}`;
    const keepsName = canonicalText(String(held.name)) === canonicalText(String(inputs.name));
    const deleteBeforeReplace = place(held) === place(inputs) && keepsName;
    return { changes, replaces: replacing(changes), deleteBeforeReplace, notices: [] };
}

/**
 * Decides what is to be done, from the state, the program and what the service has. A preview reports the plan. An
 * update makes it again and then acts.
 */
export function planChange(subject: Subject, observed: Observed | Gone): StoredPlan {
    const { model, id, held, inputs } = subject;
    const what = describeObject(model.noun, held.name, id);
    const found = differences(model, held, inputs);
    if (observed instanceof Gone) {
        const replaces = found.map(({ property }) => property);
        return { changes: found, writes: [], replaces, deleteBeforeReplace: true, notices: [goneNotice(what)] };
    }
    const { object, locked } = observed;
    const { customerId, microtenantId = "0" } = held;
    const now = toState(model, object, { ...ownershipOf(model, inputs), customerId, microtenantId }, held);
    const writes = differences(model, now, inputs);
    const unseen = known(writes).filter(({ property }) => !found.some((d) => d.property === property));
    // A change outside of Pulumi may require a replacement.
    const plan = planned([...found, ...unseen.filter(({ onChange }) => onChange === "replace")], held, inputs);
    if (locked) return planForLocked(what, locked, { ...plan, writes }, inputs);
    if (plan.replaces.length > 0) return { ...plan, writes };
    const taken = nameTaken(subject, observed);
    if (taken) return { ...plan, writes, refusal: { error: taken, isRefusedByUpdate: true } };
    const notices = [
        ...(unseen.length > 0 ? [driftNotice(what, unseen)] : []),
        ...observed.hidden.map((hidden) => hiddenReferenceNotice(model.noun, inputs.name, hidden)),
        ...unmanagedNotices(subject, found),
        ...(model.notices?.(object, { ...now, ...inputs }) ?? []),
    ];
    return { ...plan, writes, notices };
}

/** The plan if the service must not be asked: only the state shows a lock. */
export function planUnseen({ model, id, held, inputs }: UnseenSubject, locked: LockEvidence | undefined): Plan {
    const changes = differences(model, held, inputs);
    const plan = { ...planned(changes, held, inputs), writes: changes };
    return locked ? planForLocked(describeObject(model.noun, held.name, id), locked, plan, inputs) : plan;
}

/** No change with `ignoreWhenLocked`, or if the object already is what the program says; otherwise a refusal. */
function planForLocked(what: string, locked: LockEvidence, plan: StoredPlan, inputs: Inputs): StoredPlan {
    if (inputs.ignoreWhenLocked === true) return { ...NO_CHANGE, writes: [], locked };
    if (plan.writes.length === 0) return { ...plan, locked };
    const error = lockedError(what, locked, plan.writes);
    return { ...plan, locked, refusal: { error, isRefusedByUpdate: true } };
}

function nameTaken({ model: { noun }, id, held, inputs }: Subject, { nameHolder }: Observed) {
    if (!nameHolder || nameHolder.id === id) return undefined;
    const where = describeScope(inputs.customerId, String(held.microtenantId ?? "0"));
    const name = canonicalText(String(inputs.name));
    const error = nameTakenError({ noun, name, object: nameHolder, where, advice: "rename" });
    return error.about(`${describeObject(noun, held.name, id)} cannot be renamed`);
}

/** Properties that the program no longer manages and the service keeps, without derived ones that change. */
function unmanagedNotices({ model, id, held, inputs }: Subject, found: readonly Difference[]): string[] {
    const { derivation } = model;
    const isMoved = found.some(({ property }) => derivation?.from.includes(property));
    const derivedAnew = isMoved ? (derivation?.fields ?? []) : [];
    const byName = model.references.map(({ name }) => name);
    const unmanaged = optionalOf(model).filter(
        (name) =>
            held.managedFields?.includes(name) &&
            inputs[name] === undefined &&
            !derivedAnew.includes(name) &&
            !byName.includes(name),
    );
    const what = describeObject(model.noun, held.name, id);
    return unmanaged.length > 0 ? [unmanagedNotice(what, unmanaged)] : [];
}

/** Whether a rename is planned to a name that is known. */
export const newName = (found: readonly Difference[]): unknown =>
    found.find(({ property, to }) => property === "name" && to !== UNKNOWN)?.to;
