/** What an answer says about who may change a group. */
export interface LockHints {
    readonly readOnly?: boolean | undefined;
    readonly zscalerManaged?: boolean | undefined;
    readonly restrictionType?: string | undefined;
}

/**
 * THE lock rule: why a group cannot be updated or deleted, or `undefined` when it can.
 *
 * "If an App Connector group is configured using Zscaler Deception, then the update and delete options are
 * unavailable"; no document says which value Deception sets, so any of the three hints locks.
 *
 * Source: https://help.zscaler.com/zpa/configuring-app-connector-groups-using-api
 */
export function lockReason(group: LockHints): string | undefined {
    const hints = [
        group.readOnly && "readOnly is true",
        group.zscalerManaged && "zscalerManaged is true",
        group.restrictionType && group.restrictionType !== "NONE" && `restrictionType is ${group.restrictionType}`,
    ].filter(Boolean);
    return hints.length > 0 ? hints.join(", ") : undefined;
}
