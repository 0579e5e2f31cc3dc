import { ZpaError } from "../../api/errors";
import { resourceLabel } from "../../lifecycle/messages";
import { type Operations, PartlyDone, type Request } from "../../lifecycle/operations";
import { planned } from "../../lifecycle/plan";
import { reportsPlans } from "../../lifecycle/ports";
import { differences } from "../../model/diff";
import type { Failure, Values } from "../../model/resourceModel";
import { UNKNOWN } from "../../model/rules";
import { type Inputs, ownershipOf, type State, withoutAbsent } from "../../model/state";
import { confirmCodes, type Target } from "./confirm";
import { endOf } from "./fields";
import { ENROLLMENT_MODEL } from "./model";

const NO_IMPORT = "cannot be imported: the service keeps no list of confirmed user codes";

/** The operations of a connector enrollment. Confirmed codes cannot be undone, listed, locked or read. */
export const enrollmentOperations: Operations = {
    async planCreate({ runtime, context }, inputs) {
        const failures = claimCodes({ runtime, context }, inputs);
        if (failures.length === 0) notice({ runtime, context }, UNDONE);
        return failures;
    },

    async planImport() {
        return [{ property: "import", reason: NO_IMPORT }];
    },

    async planUpdate(request, id, held, inputs) {
        // The inputs in the state may have codes that are not confirmed yet.
        if (id === undefined) return undefined;
        const changes = differences(ENROLLMENT_MODEL, held, inputs);
        const plan = { ...planned(changes, held, inputs), deleteBeforeReplace: false };
        const refused = (error: ZpaError) => ({ ...plan, refusal: { error, isRefusedByUpdate: false } });
        const [failure] = claimCodes(request, inputs);
        if (failure) return refused(new ZpaError("CLASH", failure.reason));
        if (plan.replaces.length > 0) {
            const used = codesOf(inputs).filter((code) => codesOf(held).includes(code));
            return used.length > 0 ? refused(usedCodes(held, used)) : { ...plan, notices: [told(UNDONE)] };
        }
        // An unknown code may be a confirmed one.
        const removed = hasUnknown(inputs) ? [] : codesOf(held).filter((code) => !codesOf(inputs).includes(code));
        if (removed.length === 0) return plan;
        const forgotten = `${listed(removed)} ${removed.length === 1 ? "is" : "are"} only forgotten.`;
        return { ...plan, notices: [told(`${forgotten} ${UNDONE}`)] };
    },

    async create({ runtime, connection }, inputs) {
        const { confirmed, refusal } = await confirmCodes(connection, codesOf(inputs), targetOf(inputs));
        // Several enrollments may have one group, so they cannot have its id.
        const id = `${targetOf(inputs).groupId}-${Math.floor(runtime.clock.random() * 2 ** 48).toString(36)}`;
        if (refusal && confirmed.length > 0) throw new PartlyDone(refusal, id, stateOf(inputs, confirmed));
        if (refusal) throw refusal;
        return { id, state: stateOf(inputs, confirmed) };
    },

    async adopt() {
        throw new ZpaError("CLASH", `A connector enrollment ${NO_IMPORT}.`);
    },

    async read(_request, _id, owner, held) {
        return withoutAbsent({ ...held, ...owner, managedFields: held.managedFields });
    },

    async update({ connection }, id, held, inputs) {
        const known = codesOf(held);
        const wanted = codesOf(inputs);
        const added = wanted.filter((code) => !known.includes(code));
        const { confirmed, refusal } = await confirmCodes(connection, added, targetOf(inputs));
        const state = stateOf(
            inputs,
            wanted.filter((code) => known.includes(code) || confirmed.includes(code)),
        );
        if (refusal) throw confirmed.length > 0 ? new PartlyDone(refusal, id, state) : refusal;
        return state;
    },

    async delete({ runtime, context }) {
        runtime.reporter.notice(context.urn, UNDONE);
    },
};

const UNDONE =
    "Confirming a user code cannot be undone: connectors that have joined stay in their App Connector group, " +
    "also when this resource is deleted or replaced.";

const told = (message: string) => `Connector enrollment: ${message}`;

/** Reported only at preview. */
function notice({ runtime, context }: Pick<Request, "runtime" | "context">, message: string): void {
    if (reportsPlans(context)) runtime.reporter.notice(context.urn, told(message));
}

/** A code is valid once, so two resources of one program cannot both confirm it. */
function claimCodes({ runtime, context }: Pick<Request, "runtime" | "context">, inputs: Inputs): Failure[] {
    return codesOf(inputs).flatMap((code) => {
        const other = runtime.program.claim(`user code ${inputs.customerId} ${code}`, context.urn);
        if (other === undefined) return [];
        const reason = `userCodes: the code ${endOf(code)} is also in the resource ${resourceLabel(other)}; a code is valid once`;
        return [{ property: "", reason }];
    });
}

const usedCodes = (held: State, used: readonly string[]): ZpaError =>
    new ZpaError(
        "CLASH",
        `${listed(used)} cannot be confirmed again: a code is valid once, and was confirmed for the App Connector group with ` +
            `the id ${held.appConnectorGroupId}. Give the codes that the machines show now, or remove the resource.`,
    );

const listed = (codes: readonly string[]) =>
    `The user code${codes.length === 1 ? "" : "s"} ${codes.map(endOf).join(", ")}`;

function codesOf({ userCodes }: Values): readonly string[] {
    return Array.isArray(userCodes) ? userCodes.filter((code) => code !== UNKNOWN) : [];
}

const hasUnknown = ({ userCodes }: Values): boolean =>
    userCodes === UNKNOWN || (Array.isArray(userCodes) && userCodes.includes(UNKNOWN));

const targetOf = ({ appConnectorGroupId, microtenantId }: Inputs): Target => ({
    groupId: String(appConnectorGroupId),
    microtenantId: String(microtenantId ?? "0"),
});

function stateOf(inputs: Inputs, userCodes: readonly string[]): State {
    return withoutAbsent({
        ...ownershipOf(ENROLLMENT_MODEL, inputs),
        appConnectorGroupId: inputs.appConnectorGroupId,
        userCodes,
    });
}
