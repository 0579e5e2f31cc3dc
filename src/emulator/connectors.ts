import { type Answer, NO_CONTENT, refuse } from "./answers";
import type { Scope } from "./microtenants";
import { isInScope } from "./microtenants";
import type { Stored, TenantStore } from "./store";

/** Connectors live in their groups; they cannot be made through the API, only enrolled. */
export function connectorsOf(store: TenantStore, scope: Scope): Stored[] {
    return groupsIn(store, scope).flatMap((group) =>
        membersOf(group).map((connector) => ({
            enabled: true,
            ...connector,
            appConnectorGroupId: group.id,
            appConnectorGroupName: group.name,
            microtenantId: group.microtenantId ?? "0",
        })),
    );
}

const groupsIn = (store: TenantStore, scope: Scope) =>
    [...store.groups.values()].filter((group) => isInScope(group, scope));

export const membersOf = (group: Stored): Stored[] => (group.connectors as Stored[] | undefined) ?? [];

export function updateConnector(store: TenantStore, scope: Scope, id: string, sent: Record<string, unknown>): Answer {
    const connector = groupsIn(store, scope)
        .flatMap(membersOf)
        .find((member) => member.id === id);
    if (!connector) return refuse.notFound(id);
    if (sent.name === "") return refuse.missing(["name"]);
    const wrong = ["name", "description"].filter((f) => sent[f] !== undefined && typeof sent[f] !== "string");
    if (sent.enabled !== undefined && typeof sent.enabled !== "boolean") wrong.push("enabled");
    if (wrong.length > 0) return refuse.invalid(wrong);
    for (const field of ["name", "description", "enabled"])
        if (sent[field] !== undefined) connector[field] = sent[field];
    connector.modifiedTime = store.clock.seconds();
    return NO_CONTENT;
}

export function deleteConnectors(store: TenantStore, scope: Scope, ids: readonly string[]): Answer {
    const groups = groupsIn(store, scope);
    const known = new Set(groups.flatMap(membersOf).map((connector) => connector.id));
    const unknown = ids.find((id) => !known.has(id));
    if (unknown !== undefined) return refuse.notFound(unknown);
    for (const group of groups) {
        if (!group.connectors) continue;
        group.connectors = membersOf(group).filter((connector) => !ids.includes(connector.id));
    }
    return NO_CONTENT;
}
