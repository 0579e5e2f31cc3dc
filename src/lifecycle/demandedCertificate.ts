import { isZpaError, ZpaError } from "../api/errors";
import type { Payload } from "../model/payload";
import type { ApiObject } from "../model/state";
import type { Connection } from "../tenants/connection";
import type { Demanded } from "./storedModel";

/** The certificates of microtenants that require one, by customer. They are known from an earlier error. */
const demanding = new WeakMap<object, Map<string, string | undefined>>();

/**
 * Sends a write, with the certificate that some tenants require. A certificate of the program or the object is kept.
 * Returns the sent payload. Source: docs/zpa-api.md#enrollment-certificates
 */
export async function withDemanded<T>(
    connection: Connection,
    demanded: Demanded | undefined,
    microtenantId: string,
    payload: Payload,
    current: ApiObject | undefined,
    send: (payload: Payload) => Promise<T>,
): Promise<{ sent: Payload; answer: T }> {
    const known = demanding.get(connection.customer) ?? new Map<string, string | undefined>();
    demanding.set(connection.customer, known);
    const held = demanded && current?.[demanded.field];
    const own = typeof held === "string" && held !== "" ? held : undefined;
    const complete = async (): Promise<Payload> => {
        const found = own ?? known.get(microtenantId) ?? (await findDemanded(connection, demanded!, microtenantId));
        known.set(microtenantId, own === undefined ? found : known.get(microtenantId));
        return { ...payload, [demanded!.field]: found };
    };
    const first = demanded && known.has(microtenantId) && !payload[demanded.field] ? await complete() : payload;
    try {
        return { sent: first, answer: await send(first) };
    } catch (error) {
        if (!demanded || first[demanded.field] || !isDemand(error, demanded)) throw error;
        const sent = await complete();
        return { sent, answer: await send(sent) };
    }
}

function isDemand(error: unknown, { field, alsoCalled }: Demanded): boolean {
    return (
        isZpaError(error, "MISSING_PARAMS") && (error.params ?? []).some((p) => p === field || alsoCalled.includes(p))
    );
}

async function findDemanded(
    connection: Connection,
    { field, named }: Demanded,
    microtenantId: string,
): Promise<string> {
    try {
        return (await connection.certificates(microtenantId).one({ name: named })).id;
    } catch (error) {
        if (!isZpaError(error, "CLASH")) throw error;
        throw new ZpaError(
            "MISSING_PARAMS",
            `This tenant requires an enrollment certificate; set ${field}. ${error.message}`,
        );
    }
}
