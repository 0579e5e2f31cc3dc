import type { FleetConnector, FleetGroup } from "./model";

const DAY_MS = 86_400_000;
/** From then on, a disconnected connector is probably one whose machine is gone. */
export const GONE_AFTER_DAYS = 30;
/** Up to so many are no reason to look at the schedule. */
const A_HANDFUL = 5;

/** The connectors of groups that have been disconnected for a long time. */
export function goneIn(groups: readonly FleetGroup[], readAt: string): FleetConnector[] {
    const before = new Date(Date.parse(readAt) - GONE_AFTER_DAYS * DAY_MS).toISOString();
    return groups.flatMap(({ connectors }) => connectors).filter((connector) => isGoneSince(connector, before));
}

const isGoneSince = ({ connected, lastDisconnectedAt }: FleetConnector, before: string) =>
    connected === false && lastDisconnectedAt !== undefined && lastDisconnectedAt <= before;

export const hasManyGone = (groups: readonly FleetGroup[], readAt: string): boolean =>
    goneIn(groups, readAt).length > A_HANDFUL;
