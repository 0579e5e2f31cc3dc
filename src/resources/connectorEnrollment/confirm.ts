import { isZpaError, ZpaError } from "../../api/errors";
import { quoted } from "../../model/outsideText";
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
            if (!mayBeConfirmed(error) || !(await isConfirmed(connection, code, target)))
                return { confirmed, refusal: await explained(connection, error, code, target) };
            confirmed.push(code);
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

/** Whether the code may be confirmed nevertheless. A code that was confirmed before is rejected. */
const mayBeConfirmed = (error: ZpaError): boolean =>
    error.code !== "CANCELLED" &&
    (error.mayHaveHappened === true || isZpaError(error, "REFUSED", "INVALID", "CONFLICT"));

/** Whether the service says that a code is confirmed for the group: by a request whose response was lost, or an earlier run. */
async function isConfirmed({ client }: Connection, code: string, { groupId, microtenantId }: Target): Promise<boolean> {
    const statuses = await client.userCodeStatus([code], microtenantId).catch(unlessUnexpected);
    const found = statuses?.find(({ userCode }) => userCode.toUpperCase() === code);
    return found?.groupId === groupId && !REFUSED.test(found.status ?? "");
}

/** The service's message, in which a code may be repeated. Messages may show only the end of a code. */
async function explained(connection: Connection, error: ZpaError, code: string, target: Target): Promise<ZpaError> {
    const hidden = (text: string) => text.replaceAll(new RegExp(code, "gi"), endOf(code));
    const { reason, params, ...details } = error.details();
    const advice = adviceFor(error, mayBeConfirmed(error) ? await newestConnectors(connection, target) : []);
    return new ZpaError(
        error.code,
        `The user code ${endOf(code)} was not confirmed for the App Connector group with the id ${target.groupId}: ${hidden(error.message)} ${advice}`,
        { ...details, reason: reason && hidden(reason), params: params?.map(hidden) },
    );
}

function adviceFor({ mayHaveHappened }: ZpaError, connectors: readonly string[]): string {
    const names = connectors.map((name) => quoted(name)).join(", ");
    if (mayHaveHappened) {
        const joined = names === "" ? "" : ` The newest connectors of the group are ${names}.`;
        return `The code may have been confirmed.${joined} If its connector is in the group, remove the code from the program; otherwise run \`pulumi up\` again.`;
    }
    const earlier =
        names === ""
            ? ""
            : `If an earlier run has confirmed it, its connector is among those of the group (${names}): remove the code from the program. Otherwise: `;
    return `${earlier}A code is valid once and for a short time. Replace it by the code that the machine shows now.`;
}

const MAX_NAMES = 5;

/** The names of the last connectors that have joined the group; none if they cannot be read. */
async function newestConnectors({ client }: Connection, { groupId, microtenantId }: Target): Promise<string[]> {
    const listed = await client.listConnectors(microtenantId).catch(unlessUnexpected);
    return (listed?.objects ?? [])
        .filter(({ appConnectorGroupId }) => appConnectorGroupId === groupId)
        .sort((a, b) => Number(b.creationTime ?? 0) - Number(a.creationTime ?? 0))
        .slice(0, MAX_NAMES)
        .map(({ name }) => name);
}

function unlessUnexpected(error: unknown): undefined {
    if (!isZpaError(error)) throw error;
}
