import type { ApiGroup } from "../api/endpoints/groups";
import { ZpaError } from "../api/errors";
import { type Difference, describeDifference } from "./diff";

export const groupCalled = (name: unknown, id: string) => `App Connector group ${JSON.stringify(name)} (id ${id})`;

/** What says that a group cannot be changed: its answers, or nothing but the refusal of the change. */
export type Lock =
    | { readonly shown: string }
    | {
          readonly refusal: ZpaError;
          /** What the program has changed; the rest of what would change was changed by somebody else. */
          readonly asked?: readonly Difference[];
      };

/** A change, or a removal, of a group that cannot be changed. */
export function lockedError(what: string, lock: Lock, attempt: "delete" | readonly Difference[]): ZpaError {
    const tried =
        attempt === "delete"
            ? "It would have been deleted."
            : `These properties would have changed:${attempt.map((d) => `\n  ${describeDifference(d)}`).join("")}`;
    return new ZpaError(
        "LOCKED",
        `${what} cannot be changed: ${whyLocked(lock)} ${tried}\n${waysOut(lock, attempt)}; ` +
            "or have the lock taken off in Zscaler Deception and run `pulumi refresh`.",
        "refusal" in lock ? lock.refusal.details() : {},
    );
}

function whyLocked(lock: Lock): string {
    if ("shown" in lock) return `it is locked (${lock.shown}), as groups managed by Zscaler Deception are.`;
    const { status, errorId, reason, code } = lock.refusal;
    const said = `the service refuses it (${[status, errorId, reason].filter(Boolean).join(" ")})`;
    if (code === "FORBIDDEN") {
        return (
            `${said}. Either the API client lacks the right (grant it the App Connector Group permission, read and ` +
            "write, and access to this microtenant), or the group is locked, as groups managed by Zscaler Deception are."
        );
    }
    return `${said} although nothing shows a lock, as may be with groups managed by Zscaler Deception.`;
}

function waysOut(lock: Lock, attempt: "delete" | readonly Difference[]): string {
    if (attempt === "delete" || attempt.some((d) => d.onChange === "replace")) {
        return (
            "To go on without it: set the resource option retainOnDelete: true and run `pulumi up` before removing it, " +
            "or take it out of the state with `pulumi state delete <urn>`"
        );
    }
    if ("shown" in lock) {
        return "Undo the change in the program, or set ignoreWhenLocked: true to leave the group as it is";
    }
    const properties = (lock.asked ?? attempt).map((d) => JSON.stringify(d.property)).join(", ");
    return (
        `Undo the change in the program, or set the resource option ignoreChanges: [${properties}] ` +
        "(ignoreWhenLocked: true is for locks that the service shows)"
    );
}

/** What an update will put right although the state, and so the preview's list of changes, knows nothing of it. */
export function driftNotice(what: string, unseen: readonly Difference[]): string {
    const lines = unseen.map((d) => `\n  ${describeDifference(d)}`).join("");
    return (
        `${what} was changed outside of Pulumi since the last refresh. ` +
        `The update puts this right as well (the group now → the program):${lines}`
    );
}

export const noSuchGroupError = (id: string, where: string) =>
    new ZpaError(
        "NOT_FOUND",
        `No App Connector group with the id ${id} exists in ${where}. Check the id, the tenant and the microtenantId.`,
    );

/** What to do about a name that is taken, by who wants it. */
const TAKEN_ADVICE = {
    create: (id: string) =>
        `To manage that group, add the resource option { import: "${id}" } (or, where a resource of this ` +
        'program was renamed, { aliases: [{ name: "<its former name>" }] }); otherwise choose another name.',
    rename: () => "Choose another name, or rename or delete that group first, in a run of its own.",
    twin: () => "Another resource of this run has just made it; names are unique.",
} as const;

export function nameTakenError(
    name: unknown,
    taken: ApiGroup,
    where: string,
    advice: keyof typeof TAKEN_ADVICE,
): ZpaError {
    return new ZpaError(
        "CLASH",
        `An App Connector group named ${JSON.stringify(name)} exists already in ${where}, with the id ${taken.id}. ` +
            TAKEN_ADVICE[advice](taken.id),
    );
}

/** What a preview shows as removed is only no longer spoken of. */
export const leftToServiceNotice = (what: string, properties: readonly string[]) =>
    `${what}: the program no longer says ${properties.join(", ")}; that is left to the service from now on, and keeps its value.`;

export function importDiffersError(what: string, found: readonly Difference[]): ZpaError {
    const lines = found.map((d) => `\n  ${describeDifference(d)}`).join("");
    return new ZpaError(
        "CLASH",
        `${what} cannot be imported as it is: the program differs from it (the group → the program):${lines}\n` +
            "Make the program say what the group is, run `pulumi up`, and change it afterwards.",
    );
}

export const describeScope = (customerId: string, microtenantId: string) =>
    microtenantId === "0" ? `customer ${customerId}` : `microtenant ${microtenantId} of customer ${customerId}`;
