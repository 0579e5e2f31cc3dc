import { type Answer, NO_CONTENT, ok, refuse } from "./answers";
import { connectorsOf, deleteConnectors } from "./connectors";
import { secondsOf } from "./durations";
import { type Fields, invalidIn, missingIn } from "./fields";
import { asText } from "./json";
import type { Scope } from "./microtenants";
import type { Stored, TenantStore } from "./store";

/** Source: docs/zpa-api.md#auto-delete-of-disconnected-connectors */
const FIELDS: Fields = {
    frequency: { kind: "enum", required: true, values: ["days"] },
    frequencyInterval: { kind: "count", required: true },
    enabled: { kind: "boolean" },
    deleteDisabled: { kind: "boolean" },
};
const INTERVALS = ["5", "7", "14", "30", "60", "90"];
const DEFAULT_ID = "8";

const microtenantIdOf = (scope: Scope) => (scope === "all" ? "0" : scope.microtenantId);

/** A guess: each microtenant has its own schedule. */
const scheduleOf = (store: TenantStore, scope: Scope) =>
    [...store.of("connectorSchedule").values()].find(
        ({ microtenantId = "0" }) => microtenantId === microtenantIdOf(scope),
    );

/**
 * The vendor's Go client and Terraform resource decode the id as a string. The help page has another path, and there the
 * id is a number, unlike all others. The response without a schedule is a guess.
 */
export function readSchedule(store: TenantStore, scope: Scope, idIs: "string" | "number"): Answer {
    const schedule = scheduleOf(store, scope);
    if (!schedule) return refuse.notFound(store.customerId);
    const { name, microtenantId = "0", ...shown } = schedule;
    return ok({
        ...shown,
        id: idIs === "number" ? Number(schedule.id) : schedule.id,
        customerId: store.customerId,
        ...(microtenantId === "0" ? {} : { microtenantId }),
    });
}

export function createSchedule(store: TenantStore, scope: Scope, sent: Record<string, unknown>): Answer {
    if (scheduleOf(store, scope)) return refuse.alreadyExists("connector schedule");
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
    const missing = missingIn(FIELDS, sent, isCreate);
    if (missing.length > 0) return refuse.missing(missing);
    const interval = asText(sent.frequencyInterval);
    const wrong = new Set(invalidIn(FIELDS, sent));
    if (sent.frequencyInterval !== undefined && !INTERVALS.includes(interval ?? "")) wrong.add("frequencyInterval");
    if (sent.customerId !== undefined && asText(sent.customerId) !== store.customerId) wrong.add("customerId");
    if (wrong.size > 0) return refuse.invalid([...wrong]);
    const fields = Object.keys(FIELDS).filter((name) => sent[name] !== undefined);
    const changes = Object.fromEntries(fields.map((name) => [name, sent[name]]));
    if (interval !== undefined) changes.frequencyInterval = interval;
    const schedule = { ...current, ...changes };
    store.of("connectorSchedule").set(current.id, schedule);
    deleteDisconnected(store, scope, schedule);
    return NO_CONTENT;
}

/** A guess: the service applies the schedule at each write, and only to the connectors of the microtenant. */
function deleteDisconnected(store: TenantStore, scope: Scope, schedule: Stored): void {
    if (schedule.enabled !== true) return;
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
}
