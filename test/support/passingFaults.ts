import type { Fault } from "../../src/emulator";

/** Rejections of the service and of what stands before it, and spoiled lists, which pass and change no outcome. */
export const PASSING_FAULTS: readonly Fault[] = [
    { kind: "error", id: "access.blocked", path: "mgmtconfig" },
    { kind: "error", id: "bad.request", path: "mgmtconfig" },
    { kind: "error", id: "edit.lock.409", path: "mgmtconfig" },
    { kind: "error", id: "edit.lock.412", path: "mgmtconfig" },
    { kind: "error", id: "request.timeout", path: "mgmtconfig" },
    { kind: "error", id: "too.early", path: "mgmtconfig" },
    { kind: "error", id: "other.not.found", path: "mgmtconfig" },
    // What a gateway answers to a create is not repeated.
    { kind: "error", id: "no.handler", path: "appConnectorGroup", method: "GET" },
    { kind: "error", id: "gateway.page", path: "appConnectorGroup", method: "GET" },
    { kind: "error", id: "gateway.empty", path: "appConnectorGroup", method: "DELETE" },
    { kind: "error", id: "gateway.json", path: "appConnectorGroup", method: "PUT" },
    { kind: "rounded" },
    { kind: "pageCap", size: 1 },
    { kind: "counts", totalPages: 3 },
    { kind: "counts", totalCount: 77 },
    { kind: "counts", totalPages: "grows" },
];
