import type { Severity } from "../findings/rules";
import type { GroupState } from "../model";

/** The presentation of each state, never by colour alone. The most severe comes first. */
export const STATES: Readonly<Record<GroupState, { readonly word: string; readonly meaning: string }>> = {
    disconnected: { word: "Disconnected", meaning: "no connector is connected" },
    degraded: { word: "Degraded", meaning: "some connectors are disconnected" },
    empty: { word: "No connectors", meaning: "no enabled connector" },
    unknown: { word: "Unknown", meaning: "the service reports no status" },
    connected: { word: "Connected", meaning: "all connectors are connected" },
    disabled: { word: "Disabled", meaning: "the group is disabled" },
};
export const STATE_NAMES = Object.keys(STATES) as GroupState[];

export const SEVERITY_SIGNS: Readonly<Record<Severity, string>> = { error: "✖", warning: "▲", info: "●" };
/** Headings of the findings of a severity. */
export const SEVERITY_TITLES: Readonly<Record<Severity, string>> = {
    error: "Errors",
    warning: "Warnings",
    info: "For information",
};

/** `24 November 2026, 17:00 UTC` */
export function momentText(iso: string): string {
    const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));
    return `${day}, ${iso.slice(11, 16)} UTC`;
}
