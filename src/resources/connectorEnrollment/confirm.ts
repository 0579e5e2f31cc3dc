import { isZpaError, ZpaError } from "../../api/errors";
import type { Connection } from "../../tenants/connection";
import { endOf } from "./fields";

/** The group that connectors join. */
export interface Target {
    readonly groupId: string;
    readonly microtenantId: string;
}

/** The result of confirming codes: the confirmed ones, and the error of the first other one. */
export interface Confirmation {
    readonly confirmed: readonly string[];
    readonly refusal?: ZpaError;
}

/** Texts of a status that mean that a code is not confirmed. The service's values are not documented. */
const REFUSED = /fail|invalid|expired|reject|denied|error|used|unknown/i;

/**
 * Confirms codes with one call per code, because it is unknown what happens to valid codes if one of several is
 * rejected. Source: docs/zpa-api.md#user-codes
 */
export async function confirmCodes(
    connection: Connection,
    codes: readonly string[],
    target: Target,
): Promise<Confirmation> {
    const confirmed: string[] = [];
    for (const code of codes) {
        try {
            await confirmOne(connection, code, target);
            confirmed.push(code);
        } catch (error) {
            if (!isZpaError(error)) throw error;
            return { confirmed, refusal: explained(error, code, target.groupId) };
        }
    }
    return { confirmed };
}

async function confirmOne({ client }: Connection, code: string, target: Target): Promise<void> {
    const answered = await client.confirmUserCodes(target.groupId, [code], target.microtenantId);
    const found = answered.find(({ userCode }) => userCode.toUpperCase() === code);
    if (!found) {
        throw new ZpaError("UNEXPECTED_ANSWER", "The response does not contain the code.", {
            mayHaveHappened: true,
        });
    }
    if (found.status !== undefined && REFUSED.test(found.status)) {
        throw new ZpaError("REFUSED", `The service said: ${found.status}.`, { reason: found.status });
    }
}

/** The service's message, in which a code may be repeated. Messages may show only the end of a code. */
function explained(error: ZpaError, code: string, groupId: string): ZpaError {
    const hidden = (text: string) => text.replaceAll(new RegExp(code, "gi"), endOf(code));
    const { reason, params, ...details } = error.details();
    const advice = error.mayHaveHappened
        ? "The code may have been confirmed. If its connector is in the group, remove the code from the program; otherwise run `pulumi up` again."
        : "A code is valid once and for a short time. Replace it by the code that the machine shows now.";
    return new ZpaError(
        error.code,
        `The user code ${endOf(code)} was not confirmed for the App Connector group with the id ${groupId}: ${hidden(error.message)} ${advice}`,
        { ...details, reason: reason && hidden(reason), params: params?.map(hidden) },
    );
}
