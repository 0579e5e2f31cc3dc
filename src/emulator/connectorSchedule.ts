import { type Answer, NO_CONTENT, ok, refuse } from "./answers";
import { type Fields, invalidIn, missingIn } from "./fields";
import { asText } from "./json";
import type { TenantStore } from "./store";

/** Source: docs/zpa-api.md#auto-delete-of-disconnected-connectors */
const FIELDS: Fields = {
    frequency: { kind: "enum", required: true, values: ["days"] },
    frequencyInterval: { kind: "count", required: true },
    enabled: { kind: "boolean" },
    deleteDisabled: { kind: "boolean" },
};
const INTERVALS = ["5", "7", "14", "30", "60", "90"];
const ID = "8";

const scheduleOf = (store: TenantStore) => store.of("connectorSchedule").get(ID);

/**
 * The vendor's Go client and Terraform resource decode the id as a string. The help page has another path, and there the
 * id is a number, unlike all others.
 */
export function readSchedule(store: TenantStore, idIs: "string" | "number"): Answer {
    const schedule = scheduleOf(store);
    if (!schedule) return refuse.notFound(store.customerId);
    const { name, ...shown } = schedule;
    return ok({ ...shown, id: idIs === "number" ? Number(ID) : ID, customerId: store.customerId });
}

/** A tenant has one schedule. */
export function createSchedule(store: TenantStore, sent: Record<string, unknown>): Answer {
    if (scheduleOf(store)) return refuse.alreadyExists("connector schedule");
    return keep(store, { enabled: false, deleteDisabled: false }, sent, true);
}

export function updateSchedule(store: TenantStore, id: string, sent: Record<string, unknown>): Answer {
    const schedule = scheduleOf(store);
    return schedule && id === ID ? keep(store, schedule, sent, false) : refuse.notFound(id);
}

function keep(store: TenantStore, current: object, sent: Record<string, unknown>, isCreate: boolean): Answer {
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
    store.of("connectorSchedule").set(ID, { ...current, ...changes, id: ID, name: "connector schedule" });
    return NO_CONTENT;
}
