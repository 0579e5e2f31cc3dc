import { ZpaError } from "../api/errors";
import type { Which } from "../tenants/pickOne";

/** An id or a name, and not both. */
export function whichOf({ id, name }: { id?: string | undefined; name?: string | undefined }, lookUp: string): Which {
    if (id !== undefined && name === undefined) return { id };
    if (name !== undefined && id === undefined) return { name };
    throw new ZpaError("SETTINGS", `${lookUp} needs an id or a name, and not both.`);
}
