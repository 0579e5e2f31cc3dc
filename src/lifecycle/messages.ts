import { ZpaError } from "../api/errors";
import { sentenceStart, withArticle } from "../model/article";
import { type Difference, describeDifference } from "../model/diff";
import type { LockEvidence } from "../model/lock";
import { quoted, shown } from "../model/outsideText";
import type { Failure } from "../model/resourceModel";
import { unescapedText } from "../model/rules";
import type { ApiObject } from "../model/state";
import { describeUnreadable, type Unreadable } from "../model/unreadable";
import type { Namesake } from "./created";

/** A reference by an id that is not visible to the tenant. */
export interface HiddenReference {
    readonly property: string;
    readonly id: string;
    readonly visible: readonly { readonly id: string; readonly name: string }[];
}

/** `App Connector group "San Jose DC1" (id 42)` */
export const describeObject = (noun: string, name: unknown, id: string): string =>
    `${noun}${typeof name === "string" ? ` ${quoted(unescapedText(name))}` : ""} (id ${shown(id)})`;

export const describeScope = (customerId: string, microtenantId: string): string =>
    microtenantId === "0" ? `customer ${customerId}` : `microtenant ${microtenantId} of customer ${customerId}`;

/**
 * A resource of the program in messages: its name, and the types of its parents, because two resources of one name may
 * have parents of different types.
 *
 * @param urn `urn:pulumi:<stack>::<project>::<types>::<name>`
 */
export function resourceLabel(urn: string): string {
    const [, , types = "", ...name] = urn.split("::");
    const parents = types.split("$").slice(0, -1);
    return `${quoted(name.join("::"))}${parents.length > 0 ? ` (in ${shown(parents.join(", "))})` : ""}`;
}

const lines = (found: readonly Difference[]) => found.map((d) => `\n  ${describeDifference(d)}`).join("");

/** The rejected change of a locked object. */
export type Attempt = "delete" | readonly Difference[];

/** The error for a change or a deletion of a locked object. */
export function lockedError(what: string, evidence: LockEvidence, attempt: Attempt, refusal?: ZpaError): ZpaError {
    const tried =
        attempt === "delete" ? "It would have been deleted." : `These properties would have changed:${lines(attempt)}`;
    return new ZpaError(
        "LOCKED",
        `${what} cannot be changed: it is locked (${evidence}). Zscaler Deception locks the objects that it manages. ${tried}\n` +
            `${lockAdvice(attempt, refusal !== undefined)}; ` +
            "or have the lock removed in Zscaler Deception and run `pulumi refresh`.",
        refusal?.details() ?? {},
    );
}

/** @param isHidden whether only an error of the service shows the lock, so that `ignoreWhenLocked` has no effect */
function lockAdvice(attempt: Attempt, isHidden: boolean): string {
    if (attempt === "delete" || attempt.some((d) => d.onChange === "replace")) {
        return (
            "To stop managing it: set the resource option retainOnDelete: true and run `pulumi up` before removing it, " +
            "or remove it from the state with `pulumi state delete <urn>`"
        );
    }
    if (!isHidden) return "Undo the change in the program, or set ignoreWhenLocked: true to leave it as it is";
    const properties = attempt.map((d) => JSON.stringify(d.property)).join(", ");
    return (
        `Undo the change in the program, or set the resource option ignoreChanges: [${properties}] ` +
        "(ignoreWhenLocked: true works only for locks that the service reports)"
    );
}

/** The notice for drift that an update fixes, and that the preview cannot list because the state does not have it. */
export const driftNotice = (what: string, unseen: readonly Difference[]): string =>
    `${what} was changed outside of Pulumi since the last refresh. ` +
    `The update also sets (current value → program):${lines(unseen)}`;

/** The error for drift that requires a replacement, and that no preview has reported. */
export const replacementNeededError = (what: string, found: readonly Difference[]): ZpaError =>
    new ZpaError(
        "CLASH",
        `${what} was changed outside of Pulumi, and an update cannot undo it (current value → program):` +
            `${lines(found.filter(({ onChange }) => onChange === "replace"))}\n` +
            "Run `pulumi refresh`, and then `pulumi up`, which replaces it.",
    );

export const noSuchObjectError = (noun: string, id: string, where: string): ZpaError =>
    new ZpaError(
        "NOT_FOUND",
        `No ${noun} with the id ${id} exists in ${where}. Check the id, the tenant and the microtenantId.`,
    );

/** The reason why a name is in use, which determines the advice. */
export type TakenAdvice = "create" | "identical" | "rename" | "createdInThisRun" | "replacement" | "owned";

export interface Taken {
    readonly noun: string;
    readonly name: unknown;
    readonly object: ApiObject;
    readonly where: string;
    readonly advice: TakenAdvice;
    /** The resource that has the object. */
    readonly owner?: string | undefined;
}

export function nameTakenError(taken: Taken): ZpaError {
    const { noun, name, object, where } = taken;
    return new ZpaError(
        "CLASH",
        `${sentenceStart(noun)} named ${quoted(name)} already exists in ${where}, with the id ${shown(object.id)}. ${takenAdvice(taken)}`,
    );
}

const OTHER_STACK =
    "If another stack manages it, leave it there: check that the right stack is selected (`pulumi stack`). ";

function takenAdvice({ object: { id }, advice, noun, owner }: Taken): string {
    switch (advice) {
        case "rename":
            return `Choose another name, or rename or delete that ${noun} first, in a separate run.`;
        case "createdInThisRun":
            return "Another resource of this run has just created it; names must be unique.";
        case "replacement":
            return (
                "It is the object that this resource replaces, and both cannot have the name: " +
                "set the resource option deleteBeforeReplace: true, or change the name as well."
            );
        case "owned":
            return `It belongs to the resource ${resourceLabel(owner!)} of this program; names must be unique.`;
        case "identical":
            return (
                `${OTHER_STACK}It matches the program. If an earlier \`pulumi up\` was interrupted, take over all such objects ` +
                "without a write: run `pulumi up --config zpa:adoptIdentical=true`, and then `pulumi config rm zpa:adoptIdentical`. " +
                manageIt(id)
            );
        case "create":
            return `${OTHER_STACK}${manageIt(id)} Otherwise choose another name.`;
    }
}

const manageIt = (id: string) =>
    `To manage it here, add the resource option { import: "${id}" } (or, if a resource of this program was renamed, ` +
    '{ aliases: [{ name: "<its former name>" }] }).';

/** The notice for properties that the preview shows as removed, but that are only no longer managed. */
export const unmanagedNotice = (what: string, properties: readonly string[]): string =>
    `${what}: Pulumi shows ${properties.join(", ")} as removed; the service keeps the value, and the program no longer manages it.`;

export function importDiffersError(what: string, found: readonly Difference[]): ZpaError {
    return new ZpaError(
        "CLASH",
        `${what} cannot be imported as it is: the program differs from it (current value → program):${lines(found)}\n` +
            "Change the program to match, run `pulumi up`, and make the changes afterwards.",
    );
}

/** The error for an object that was found in the place of one that a create may have created. */
export function createdBesideError(
    { noun, name, where }: Pick<Taken, "noun" | "name" | "where">,
    { id, because }: Namesake,
    doubt: ZpaError,
): ZpaError {
    return new ZpaError(
        "CLASH",
        `${withArticle(noun)} named ${quoted(name)} already exists in ${where}, with the id ${shown(id ?? "unknown")}. ` +
            `It may be the one of this create, whose response was lost, but ${because}\n` +
            `Nothing was sent again. Look at it: delete it, or add the resource option { import: "${shown(id ?? "<its id>")}" } ` +
            `and change the program to match. The lost response: ${doubt.message}`,
        doubt.details(),
    );
}

/** What a create waits for whose response was lost. */
export const lookingNotice = (noun: string, name: unknown, doubt: ZpaError, lookForMs: number): string =>
    `${doubt.message} Looking for ${lookForMs / 1000} s whether the ${noun} ${quoted(name)} was created.`;

/** The notice for a lost response to a create, which contained a secret that reads do not return. */
export const lostSecretNotice = (what: string, properties: readonly string[]): string =>
    `${what} was created, but the response was lost, and the service does not show ${properties.join(", ")} again. ` +
    `Replace it: ${REPLACE_IT}.`;

/** Without its preview, because there the engine checks the resource like a new one, and the name is taken. */
export const REPLACE_IT =
    "set the resource option deleteBeforeReplace: true and run `pulumi up --skip-preview --replace <urn>`";

export const hiddenReferenceNotice = (
    noun: string,
    name: unknown,
    { property, id, visible }: HiddenReference,
): string =>
    `${noun} ${quoted(name)}: warning: ${property} ${id} is not among the visible ids. If it is not a hidden custom one, ` +
    `correct it; visible are ${visible.map((one) => `${shown(one.id)} (${shown(one.name)})`).join(", ")}.`;

export const takenOverNotice = (what: string): string => `${what} will be taken over as it is, without a write.`;

export const goneNotice = (what: string): string => `${what} no longer exists; it will be created again.`;

export const ignoredImportNotice = (what: string, id: string): string =>
    `${what}: the resource option { import: "${id}" } is ignored, because this resource already manages another object. ` +
    "Remove the option; to manage the other object, declare a new resource for it.";

/** The failure for a microtenant that another resource of the program has claimed, if any. */
export const onlyOneFailure = (noun: string, where: string, other: string | undefined): Failure[] =>
    other === undefined
        ? []
        : [
              {
                  property: "",
                  reason:
                      `The ${noun} of ${where} is also declared by the resource ${resourceLabel(other)} of this program; ` +
                      "there is only one. Remove one of the resources.",
              },
          ];

export const twoResources = (noun: string, id: string, other: string): string =>
    `the ${noun} with the id ${id} belongs to the resource ${resourceLabel(other)} of this program; two resources ` +
    "cannot manage the same object. Remove one of them from the program; if it is in the state, first remove it there with " +
    "`pulumi state delete <urn>`, because otherwise the object is deleted with it.";

export const unreadableNotice = (noun: string, unreadable: readonly Unreadable[]) =>
    `The list of ${noun}s has ${unreadable.length} entr${unreadable.length === 1 ? "y" : "ies"} that cannot be read and ` +
    `are ignored:${unreadable
        .slice(0, 5)
        .map((item) => `\n  ${describeUnreadable(item)}`)
        .join("")}`;

/** The notice for an environment variable that replaces resources. */
export const movedByVariable = (variable: string): string =>
    `The environment variable ${variable} moves resources of this stack to another tenant or microtenant, which replaces them. ` +
    `If this is not intended, unset ${variable}, or set the value in the stack's configuration.`;

/** The failure for a name that another resource of the program has claimed, if any. */
export const sameNameFailure = (other: string | undefined): Failure[] =>
    other === undefined
        ? []
        : [
              {
                  property: "name",
                  reason: `is also the name of the resource ${resourceLabel(other)} of this program; names must be unique`,
              },
          ];
