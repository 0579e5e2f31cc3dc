import { z } from "zod";
import { type Call, readAnswer, text } from "../answer";
import type { CallApi } from "../caller";
import { isZpaError } from "../errors";
import { encodeQuery } from "./list";

/** The result of confirming a user code. */
export interface UserCodeStatus {
    readonly userCode: string;
    /** The status that the service reports; its values are not documented. */
    readonly status?: string | undefined;
    /** The group for which it is confirmed, if the response names one. */
    readonly groupId?: string | undefined;
}

/** The Go client expects objects, the Python client strings. */
const UserCode = z.union([
    z.string().transform((userCode): UserCodeStatus => ({ userCode })),
    z
        .object({ userCode: text.optional(), code: text.optional(), status: text.optional() })
        .refine(({ userCode, code }) => (userCode ?? code) !== undefined, "has no userCode")
        .transform(({ userCode, code, status }): UserCodeStatus => ({ userCode: (userCode ?? code)!, status })),
]);

const UserCodes = z
    .object({ userCodes: z.array(UserCode), componentGroupId: text.optional(), zcomponentId: text.optional() })
    .transform(({ userCodes, componentGroupId, zcomponentId }) =>
        userCodes.map((code): UserCodeStatus => ({ ...code, groupId: componentGroupId ?? zcomponentId })),
    );

/**
 * The paths of the vendor's clients: first that of Terraform, then that of the Python client. Which one exists is
 * unknown.
 *
 * Source: docs/zpa-api.md#user-codes
 */
const PATHS = ["/CONNECTOR_GRP/usercodes", "/associationType/CONNECTOR_GRP/usercodes"] as const;

/** The path that exists, once it is known. All users of a client share it. */
export interface KnownPath {
    path?: (typeof PATHS)[number];
}

export function userCodes(call: CallApi, customerPath: string, known: KnownPath) {
    async function post(below: "" | "/status", json: unknown, microtenantId: string): Promise<UserCodeStatus[]> {
        const at = (path: string) => {
            const full = `${customerPath}${path}${below}${encodeQuery({ microtenantId })}`;
            const request: Call = { method: "POST", path: full, json, idempotent: below === "/status" };
            return call(request, (answer) => readAnswer(UserCodes, request, answer));
        };
        if (known.path) return at(known.path);
        const [first, second] = PATHS;
        try {
            const codes = await at(first);
            known.path = first;
            return codes;
        } catch (error) {
            if (!isZpaError(error, "NO_SUCH_PATH")) throw error;
            const codes = await at(second).catch((other: unknown) => {
                throw isZpaError(other, "NO_SUCH_PATH") ? error : other;
            });
            known.path = second;
            return codes;
        }
    }

    return {
        confirmUserCodes: (groupId: string, codes: readonly string[], microtenantId: string) =>
            post("", { componentGroupId: groupId, user_codes: codes }, microtenantId),
        userCodeStatus: (codes: readonly string[], microtenantId: string) =>
            post("/status", { userCodes: codes }, microtenantId),
    };
}
