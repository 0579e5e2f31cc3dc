import { shown } from "./outsideText";
/** The fields of a response that show a lock. */
export interface LockHints {
    readonly readOnly?: boolean | undefined;
    readonly zscalerManaged?: boolean | undefined;
    readonly restrictionType?: string | undefined;
}

/** Why an object is locked. Only the functions of this file make it, from an object or from the id of an error. */
export type LockEvidence = string & { readonly [evidence]: true };
declare const evidence: unique symbol;

/**
 * Why an object is locked, or `undefined` if it is not.
 *
 * "If an App Connector group is configured using Zscaler Deception, then the update and delete options are
 * unavailable". The same holds for a provisioning key. Which field Deception sets is not documented, so each of the
 * three fields is a lock. Source: docs/zpa-api.md#locked-objects
 */
export function lockReason(object: LockHints): LockEvidence | undefined {
    const hints = [
        object.readOnly && "readOnly is true",
        object.zscalerManaged && "zscalerManaged is true",
        object.restrictionType &&
            object.restrictionType !== "NONE" &&
            `restrictionType is ${shown(object.restrictionType)}`,
    ].filter(Boolean);
    return hints.length > 0 ? (hints.join(", ") as LockEvidence) : undefined;
}

/**
 * Ids of the service's errors that mean a lock. Other words of a rejection are no evidence: "restricted to the allowed
 * IP ranges" is about the caller.
 */
const LOCK_IDS =
    /^(?!non\.)(?:[\w-]+\.)*(?:restricted|locked|read[-.]?only|deception|zscaler[-.]?managed)(?:\.(?:entity|object|resource))?$/i;

/** The lock that the id of the service's error names, or `undefined`. */
export const lockSaidBy = ({ status, errorId }: { status?: number | undefined; errorId?: string | undefined }) =>
    errorId !== undefined && LOCK_IDS.test(errorId)
        ? (`the service rejects the change: ${status} ${errorId}` as LockEvidence)
        : undefined;
