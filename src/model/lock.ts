import { shown } from "./outsideText";
/** The fields of a response that show a lock. */
export interface LockHints {
    readonly readOnly?: boolean | undefined;
    readonly zscalerManaged?: boolean | undefined;
    readonly restrictionType?: string | undefined;
}

/**
 * Why an object is locked, or `undefined` if it is not.
 *
 * "If an App Connector group is configured using Zscaler Deception, then the update and delete options are
 * unavailable". The same holds for a provisioning key. Which field Deception sets is not documented, so each of the
 * three fields is a lock. Source: docs/zpa-api.md#locked-objects
 */
export function lockReason(object: LockHints): string | undefined {
    const hints = [
        object.readOnly && "readOnly is true",
        object.zscalerManaged && "zscalerManaged is true",
        object.restrictionType &&
            object.restrictionType !== "NONE" &&
            `restrictionType is ${shown(object.restrictionType)}`,
    ].filter(Boolean);
    return hints.length > 0 ? hints.join(", ") : undefined;
}

/** Texts of errors that mean a lock. */
const LOCK_WORDS = /restrict(ed|ion)|\block(ed)?\b|deception|read[- .]?only|zscaler[- .]?managed/i;

/** Whether the service's error says that the object is locked. */
export const saysLocked = (...words: readonly (string | undefined)[]): boolean =>
    words.some((word) => word !== undefined && LOCK_WORDS.test(word) && !/^non\.restricted\./.test(word));
