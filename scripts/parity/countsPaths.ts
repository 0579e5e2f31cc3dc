import { requestToken } from "../../src/api/auth/requestToken";
import { authSchemeOf, type ClientSettings } from "../../src/api/auth/schemes";
import type { ApiClient } from "../../src/api/client";
import { systemClock } from "../../src/api/clock";
import { sendOverHttp } from "../../src/api/transport";
import type { Check } from "./checks";

/** The limit of a path on OneAPI, and the calls of the probe: 12 of each id at once, then 9 more of the first. */
const [LIMIT, EACH] = [20, 12];
const WINDOW_MS = 10_000;
const CONTEXT = { tenant: undefined, attempt: 0 };

export const TOGETHER = "all ids together";
export const APART = "each id on its own";

/**
 * Whether OneAPI counts reads of a path for each id or for all ids together. Sends at most 33 reads of two groups,
 * without pacing, and does not repeat a rejected one.
 */
export async function countsPaths(settings: ClientSettings, ids: readonly [string, string]): Promise<string> {
    const scheme = authSchemeOf(settings);
    if (scheme.kind !== "oneapi") return "not asked: the legacy API counts all paths together";
    const { token } = await requestToken(scheme, sendOverHttp, systemClock, undefined, CONTEXT);
    const read = async (id: string) => {
        const path = `/mgmtconfig/v1/admin/customers/${settings.customerId}/appConnectorGroup/${id}`;
        const url = new URL(`${scheme.apiBase}${path}`);
        return (await sendOverHttp({ method: "GET", url, headers: { authorization: `Bearer ${token}` } })).status;
    };
    const started = performance.now();
    const wave = async (reads: readonly string[]) => {
        const statuses = await Promise.all(reads.map(read));
        const other = statuses.find((status) => status !== 200 && status !== 429);
        if (other !== undefined) throw new Error(`A read of the probe was answered ${other}.`);
        return statuses.filter((status) => status === 429).length;
    };
    const both = await wave(Array.from({ length: 2 * EACH }, (_, i) => ids[i % 2]!));
    // More than one id alone may read, so a rejection is about both.
    if (both > 0) return TOGETHER;
    const one = await wave(Array.from({ length: LIMIT + 1 - EACH }, () => ids[0]));
    const tookMs = performance.now() - started;
    if (tookMs > WINDOW_MS) return `unknown: the reads took ${Math.ceil(tookMs / 1000)} s, longer than a window`;
    return one > 0 ? APART : "no limit was seen";
}

/** Creates two groups, waits until no earlier read counts any more, and asks. The groups are left to the sweep. */
export function pathCounting({ groups }: ApiClient, settings: ClientSettings, prefix: string): Check {
    const site = { location: "San Jose, CA, USA", latitude: "37.3382082", longitude: "-121.8863286", enabled: true };
    return {
        says: "OneAPI counts reads of /appConnectorGroup/{id} for",
        facts: ["limits.oneapi.ids"],
        expected: TOGETHER,
        async answered() {
            const one = await groups.create({ ...site, name: `${prefix} counted 1` }, "0");
            const other = await groups.create({ ...site, name: `${prefix} counted 2` }, "0");
            await systemClock.sleep(WINDOW_MS);
            return countsPaths(settings, [one.id, other.id]);
        },
    };
}
