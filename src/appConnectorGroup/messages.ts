import { ZpaError, type ZpaErrorDetails } from "../api/errors";
import type { ApiGroup } from "../api/schemas/group";
import { type Difference, describeDifference } from "./diff";

export const groupCalled = (name: unknown, id: string) => `App Connector group ${JSON.stringify(name)} (id ${id})`;

/** A change, or a removal, of a group that cannot be changed. */
export function lockedError(
    what: string,
    reason: string,
    attempt: "delete" | readonly Difference[],
    details: ZpaErrorDetails = {},
): ZpaError {
    const tried =
        attempt === "delete"
            ? "It would have been deleted."
            : `These properties would have changed:${attempt.map((d) => `\n  ${describeDifference(d)}`).join("")}`;
    const replaced = attempt !== "delete" && attempt.some((d) => d.onChange === "replace");
    const waysOut =
        attempt === "delete" || replaced
            ? "To go on without it: set the resource option retainOnDelete: true and run `pulumi up` before removing it, " +
              "or take it out of the state with `pulumi state delete <urn>`; or have the lock taken off in Zscaler Deception."
            : "Undo the change in the program, or set ignoreWhenLocked: true to leave the group as it is, " +
              "or have the lock taken off in Zscaler Deception and run `pulumi refresh`.";
    return new ZpaError(
        "LOCKED",
        `${what} cannot be changed: it is locked (${reason}), as groups managed by Zscaler Deception are. ${tried}\n${waysOut}`,
        details,
    );
}

export function nameTakenError(name: unknown, taken: ApiGroup, where: string): ZpaError {
    return new ZpaError(
        "CLASH",
        `An App Connector group named ${JSON.stringify(name)} exists already in ${where}, with the id ${taken.id}. ` +
            `To manage that group, add the resource option { import: "${taken.id}" }; otherwise choose another name.`,
    );
}

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
