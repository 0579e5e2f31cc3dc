import { type Answer, noContent, ok, refuse, restingOn } from "./answers";
import { connectorsOf, deleteConnectors } from "./connectors";
import { secondsOf } from "./durations";
import type { FactName } from "./evidence";
import { type Fields, knownBy, type Problem, problemsIn, refusalOf } from "./fields";
import { asText } from "./json";
import type { Scope } from "./microtenants";
import type { Stored, TenantStore } from "./store";

/** Source: docs/zpa-api.md#auto-delete-of-disconnected-connectors */
const FIELDS: Fields = knownBy("schedule.write", {
    frequency: { kind: "enum", required: true, values: ["days"] },
    frequencyInterval: { kind: "count", required: true },
    enabled: { kind: "boolean" },
    deleteDisabled: { kind: "boolean" },
});
const INTERVALS = ["5", "7", "14", "30", "60", "90"];
const DEFAULT_ID = "8";

const microtenantIdOf = (scope: Scope) => (scope === "all" ? "0" : scope.microtenantId);

const scheduleOf = (store: TenantStore, scope: Scope) =>
    [...store.of("connectorSchedule").values()].find(
        ({ microtenantId = "0" }) => microtenantId === microtenantIdOf(scope),
    );

/** What a schedule of this microtenant rests on. */
const factsOf = (scope: Scope): FactName[] => (microtenantIdOf(scope) === "0" ? [] : ["schedule.microtenant"]);

/**
 * The vendor's Go client and Terraform resource decode the id as a string. The help page has another path, and there the
 * id is a number, unlike all others.
 */
export function readSchedule(store: TenantStore, scope: Scope, idIs: "string" | "number"): Answer {
    const schedule = scheduleOf(store, scope);
    if (!schedule) return restingOn(refuse.notFound(store.customerId), ["schedule.none", ...factsOf(scope)]);
    const { name, microtenantId = "0", ...shown } = schedule;
    const answer = ok(idIs === "number" ? "schedule.number" : "schedule.read", {
        ...shown,
        id: idIs === "number" ? Number(schedule.id) : schedule.id,
        customerId: store.customerId,
        ...(microtenantId === "0" ? {} : { microtenantId }),
    });
    return restingOn(answer, factsOf(scope));
}

export function createSchedule(store: TenantStore, scope: Scope, sent: Record<string, unknown>): Answer {
    if (scheduleOf(store, scope)) return refuse.alreadyExists("schedule.second", "connector schedule");
    const microtenantId = microtenantIdOf(scope);
    const id = microtenantId === "0" ? DEFAULT_ID : store.nextId();
    const defaults = { id, name: "connector schedule", microtenantId, enabled: false, deleteDisabled: false };
    return keep(store, scope, defaults, sent, true);
}

export function updateSchedule(store: TenantStore, scope: Scope, id: string, sent: Record<string, unknown>): Answer {
    const schedule = scheduleOf(store, scope);
    return schedule?.id === id ? keep(store, scope, schedule, sent, false) : refuse.notFound(id);
}

function keep(
    store: TenantStore,
    scope: Scope,
    current: Stored,
    sent: Record<string, unknown>,
    isCreate: boolean,
): Answer {
    const interval = asText(sent.frequencyInterval);
    const invalid = (field: string): Problem => ({ is: "invalid", field, known: "schedule.write" });
    const isOffered = sent.frequencyInterval === undefined || INTERVALS.includes(interval ?? "");
    const isOwn = sent.customerId === undefined || asText(sent.customerId) === store.customerId;
    const refusal = refusalOf([
        ...problemsIn(FIELDS, sent, isCreate),
        ...(isOffered ? [] : [invalid("frequencyInterval")]),
        ...(isOwn ? [] : [invalid("customerId")]),
    ]);
    if (refusal) return refusal;
    const fields = Object.keys(FIELDS).filter((name) => sent[name] !== undefined);
    const changes = Object.fromEntries(fields.map((name) => [name, sent[name]]));
    if (interval !== undefined) changes.frequencyInterval = interval;
    const schedule = { ...current, ...changes };
    store.of("connectorSchedule").set(current.id, schedule);
    const facts = deleteDisconnected(store, scope, schedule);
    return restingOn(noContent("schedule.write"), [...facts, ...factsOf(scope)]);
}

/** Applies the schedule to the connectors of its microtenant. Returns what that rests on. */
function deleteDisconnected(store: TenantStore, scope: Scope, schedule: Stored): FactName[] {
    if (schedule.enabled !== true) return [];
    const longest = Number(schedule.frequencyInterval) * 86_400;
    const gone = connectorsOf(store, scope === "all" ? { microtenantId: "0" } : scope).filter(
        (connector) =>
            connector.controlChannelStatus === "ZPN_STATUS_DISCONNECTED" &&
            (secondsOf(String(connector.lastBrokerDisconnectTimeDuration)) ?? 0) >= longest &&
            (connector.enabled !== false || schedule.deleteDisabled === true),
    );
    deleteConnectors(
        store,
        scope,
        gone.map(({ id }) => id),
    );
    return gone.length > 0 ? ["schedule.applied"] : [];
}
