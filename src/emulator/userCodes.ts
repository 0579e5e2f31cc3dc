import { randomInt } from "node:crypto";
import { type Answer, ok, refuse, restingOn } from "./answers";
import { joined, membersOf } from "./connectors";
import { asText } from "./json";
import { isInScope, type Scope } from "./microtenants";
import type { Stored, TenantStore } from "./store";

/** How long a code is valid; the real time is unknown. */
const LIFE_SECS = 600;
const FORM = /^[A-Z0-9]{5}-[A-Z0-9]{5}$/;
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** A machine that shows a user code. */
export interface Machine {
    /** The code that the machine shows. Default: a random one. */
    readonly code?: string;
    /** How long the code is valid, in seconds of the emulator's clock. Default: 600. */
    readonly lifeSecs?: number;
    /** The connector's name. Default: the group's name and a number. */
    readonly name?: string;
    /**
     * Values that the connector reports, with the field names of `GET /connector`. Default: connected and up to date.
     */
    readonly reports?: Readonly<Record<string, unknown>>;
}

/** Registers a code that a machine shows, and returns it. */
export function showUserCode(store: TenantStore, { code = randomCode(), lifeSecs = LIFE_SECS, ...machine }: Machine) {
    if (!FORM.test(code)) throw new Error(`A user code must have the form XXXXX-XXXXX; it is ${JSON.stringify(code)}.`);
    const expiresAt = store.clock.now() + lifeSecs * 1000;
    const id = store.nextId();
    store.of("userCodes").set(id, { id, name: code, expiresAt, machine });
    return code;
}

const randomCode = () => {
    const five = () => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
    return `${five()}-${five()}`;
};

/** Confirms codes: each connector joins the group. If one code is rejected, none is confirmed. */
export function confirmUserCodes(
    store: TenantStore,
    scope: Scope,
    sent: Record<string, unknown>,
    answersObjects: boolean,
): Answer {
    const codes = codesIn(sent);
    const missing = [
        ...(sent.componentGroupId === undefined || sent.componentGroupId === "" ? ["componentGroupId"] : []),
        ...(codes === undefined ? ["user_codes"] : []),
    ];
    if (missing.length > 0) return refuse.missing(missing);
    if (codes === "invalid") return refuse.invalid(["user_codes"]);
    const groupId = asText(sent.componentGroupId);
    if (groupId === undefined) return refuse.invalid(["componentGroupId"]);
    const group = store.of("groups").get(groupId);
    if (!group || !isInScope(group, scope)) return refuse.notFound(groupId);
    const refusal = codes!.map((code) => refusalOf(store, code)).find((problem) => problem !== undefined);
    if (refusal) return refusal;
    for (const code of codes!) join(store, group, find(store, code)!);
    const answer = ok("code.confirm", {
        ...about(store, groupId),
        userCodes: answersObjects ? codes!.map((userCode) => ({ userCode, status: "VERIFIED" })) : codes,
    });
    return restingOn(answer, ["code.status"]);
}

/** Those of the given codes that have been confirmed. */
export function userCodeStatus(store: TenantStore, sent: Record<string, unknown>): Answer {
    const codes = codesIn(sent);
    if (codes === undefined) return refuse.missing(["userCodes"]);
    if (codes === "invalid") return refuse.invalid(["userCodes"]);
    const malformed = codes.find((code) => !FORM.test(code));
    if (malformed !== undefined) return refuse.userCode("invalid", malformed);
    const confirmed = codes.filter((code) => find(store, code)?.groupId !== undefined);
    const groupIds = new Set(confirmed.map((code) => String(find(store, code)!.groupId)));
    return ok("code.state", {
        ...about(store, groupIds.size === 1 ? [...groupIds][0] : undefined),
        userCodes: confirmed,
    });
}

/** The codes without duplicates. The Go client sends `user_codes`, the Python client `userCodes`. */
function codesIn(sent: Record<string, unknown>): string[] | "invalid" | undefined {
    const codes = sent.user_codes ?? sent.userCodes;
    if (codes === undefined || (Array.isArray(codes) && codes.length === 0)) return undefined;
    return Array.isArray(codes) && codes.every((code) => typeof code === "string") ? [...new Set(codes)] : "invalid";
}

function refusalOf(store: TenantStore, code: string): Answer | undefined {
    if (!FORM.test(code)) return refuse.userCode("invalid", code);
    const shown = find(store, code);
    if (!shown) return refuse.userCode("unknown", code);
    if (shown.groupId !== undefined) return refuse.userCode("used", code);
    return Number(shown.expiresAt) <= store.clock.now() ? refuse.userCode("expired", code) : undefined;
}

const find = (store: TenantStore, code: string) =>
    [...store.of("userCodes").values()].findLast((shown) => shown.name === code);

function join(store: TenantStore, group: Stored, shown: Stored): void {
    const { name = `${group.name}-${membersOf(store, group).length + 1}`, reports } = shown.machine as Machine;
    joined(store, { group, name, ...(reports ? { reports } : {}) });
    shown.groupId = group.id;
}

const about = (store: TenantStore, groupId: string | undefined) => ({
    ...(groupId === undefined ? {} : { componentGroupId: groupId, zcomponentId: groupId }),
    configCloudName: "prod.zpath.net",
    enrollmentServer: "enroller.private.zscaler.com",
    nonceAssociationType: "ASSISTANT_GRP",
    tenantId: store.customerId,
});
