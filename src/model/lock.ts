/** What an answer says about who may change an object. */
export interface LockHints {
    readonly readOnly?: boolean | undefined;
    readonly zscalerManaged?: boolean | undefined;
    readonly restrictionType?: string | undefined;
}

/**
 * THE lock rule: why an object cannot be updated or deleted, or `undefined` when it can.
 *
 * "If an App Connector group is configured using Zscaler Deception, then the update and delete options are
 * unavailable", and the same of a provisioning key; no document says which value Deception sets, so any of the three
 * hints locks. Source: docs/zpa-api.md#locked-objects
 */
export function lockReason(object: LockHints): string | undefined {
    const hints = [
        object.readOnly && "readOnly is true",
        object.zscalerManaged && "zscalerManaged is true",
        object.restrictionType && object.restrictionType !== "NONE" && `restrictionType is ${object.restrictionType}`,
    ].filter(Boolean);
    return hints.length > 0 ? hints.join(", ") : undefined;
}

/** The service's own words for a lock, in a refusal that no hint foretold. */
const LOCK_WORDS = /restrict(ed|ion)|\block(ed)?\b|deception|read[- .]?only|zscaler[- .]?managed/i;

/** Whether the service says, in refusing a change, that the object is locked. */
export const saysLocked = (...words: readonly (string | undefined)[]): boolean =>
    words.some((word) => word !== undefined && LOCK_WORDS.test(word) && !/^non\.restricted\./.test(word));
