import { isZpaError, ZpaError } from "../../api/errors";
import type { Connection } from "../../tenants/connection";
import { endOf } from "./fields";

/** The group that connectors join. */
export interface Target {
    readonly groupId: string;
    readonly microtenantId: string;
}

/** What became of codes: those that were confirmed, and the refusal of the first that was not. */
export interface Confirmation {
    readonly confirmed: readonly string[];
    readonly refusal?: ZpaError;
}

/** Words for codes that are not confirmed; no document lists the service's. */
const REFUSED = /fail|invalid|expired|reject|denied|error|used|unknown/i;

/**
 * Confirms codes, one a call: nothing says what the service does with the good ones when one of several is refused.
 * Source: docs/zpa-api.md#user-codes
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

/** The service repeats a refused code in its words; of a code only its end may be shown. */
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
