import type { ApiConnector } from "../../api/endpoints/connectors";
import { isZpaError } from "../../api/errors";
import type { Request } from "../../lifecycle/operations";
import { quoted } from "../../model/outsideText";
import type { Values } from "../../model/resourceModel";
import { canonicalText } from "../../model/rules";
import type { Inputs } from "../../model/state";

/**
 * The connectors that ZPA would delete as soon as the inputs apply, as a sentence; `undefined` if they make it delete no
 * more than before. They are found with one list.
 *
 * Source: docs/zpa-api.md#auto-delete-of-disconnected-connectors
 */
export async function deletedAtOnce(
    { runtime, connection }: Pick<Request, "runtime" | "connection">,
    before: Values | undefined,
    inputs: Inputs,
): Promise<string | undefined> {
    const { enabled, frequencyInterval: days, deleteDisabled } = inputs;
    if (enabled !== true || typeof days !== "number") return undefined;
    if (before?.enabled === true && deletesNoMore(before, days, deleteDisabled === true)) return undefined;
    const since = `for ${days} days or more`;
    try {
        const connectors = await connection.connectors(String(inputs.microtenantId ?? "0")).all();
        const gone = connectors
            .filter((connector) => connector.enabled !== false || deleteDisabled === true)
            .map((connector) => ({ connector, daysGone: daysDisconnected(connector, runtime.clock.now()) }))
            .filter(({ daysGone }) => daysGone !== undefined && daysGone >= days);
        if (gone.length === 0) return `ZPA would delete no App Connector now: none has been disconnected ${since}.`;
        const listed = gone
            .slice(0, MOST_LISTED)
            .map(({ connector, daysGone }) => `\n  ${lineOf(connector, daysGone!)}`);
        const others = gone.length > MOST_LISTED ? `\n  and ${gone.length - MOST_LISTED} more` : "";
        const these =
            gone.length === 1 ? "this App Connector, which has" : `these ${gone.length} App Connectors, which have`;
        return `warning: ZPA would delete ${these} been disconnected ${since}:${listed.join("")}${others}`;
    } catch (error) {
        if (!isZpaError(error)) throw error;
        return `warning: ZPA would delete all App Connectors that have been disconnected ${since}. They could not be listed: ${error.message}`;
    }
}

const MOST_LISTED = 20;

function deletesNoMore({ frequencyInterval, deleteDisabled }: Values, days: number, disabledToo: boolean): boolean {
    return Number(frequencyInterval) <= days && (deleteDisabled === true || !disabledToo);
}

function lineOf({ name, id, enabled, appConnectorGroupName }: ApiConnector, daysGone: number): string {
    const group = appConnectorGroupName === undefined ? "" : ` of ${quoted(canonicalText(appConnectorGroupName))}`;
    const disabled = enabled === false ? ", disabled" : "";
    return `${quoted(canonicalText(name))} (id ${id})${group}: ${Math.floor(daysGone)} days${disabled}`;
}

const SECONDS = { d: 86_400, h: 3_600, m: 60, s: 1 } as const;

/**
 * For how many days a connector has been disconnected; `undefined` if it is connected or the service does not say. A
 * duration looks like `132d 19h 50m 43s`, a time is in microseconds since 1970. Source:
 * docs/zpa-api.md#software-updates
 */
export function daysDisconnected(connector: ApiConnector, nowMs: number): number | undefined {
    if (connector.controlChannelStatus !== "ZPN_STATUS_DISCONNECTED") return undefined;
    const { lastBrokerDisconnectTimeDuration: duration = "", lastBrokerDisconnectTime: time = "" } = connector;
    const parts = [...duration.matchAll(/(\d+)([dhms])/g)];
    if (parts.length > 0) {
        const seconds = parts.map(([, count, unit]) => Number(count) * SECONDS[unit as keyof typeof SECONDS]);
        return seconds.reduce((sum, each) => sum + each, 0) / SECONDS.d;
    }
    return /^[1-9]\d{12,16}$/.test(time) ? (nowMs - Number(time) / 1000) / (SECONDS.d * 1000) : undefined;
}
