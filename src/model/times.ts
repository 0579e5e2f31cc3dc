import { failed, ok, type Rule } from "./rules";

const SAYS =
    'must be a time: whole seconds since 1970, or an ISO 8601 time with its zone, for example "2027-01-31T12:00:00Z"';
const ISO = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.0+)?)?(Z|[+-]\d{2}:\d{2})?$/;
/** The API's type is a signed integer of 32 bits. Source: docs/zpa-api.md#provisioning-keys */
const LAST = 2 ** 31 - 1;

/** A time in seconds since the Unix epoch, or in ISO 8601 with a zone. */
export function epochSeconds(): Rule<number> {
    return {
        kind: "time",
        says: SAYS,
        parse(value) {
            const written = typeof value === "number" || typeof value === "string" ? String(value).trim() : "";
            const iso = ISO.exec(written);
            if (iso && iso[5] === undefined) return failed(`${SAYS}; the zone is missing`);
            const seconds = iso ? secondsOf(written, iso[1]!) : /^\d+$/.test(written) ? Number(written) : 0;
            if (!(seconds >= 1)) return failed(SAYS);
            if (seconds <= LAST) return ok(seconds);
            const hint = seconds > LAST * 10 ? "; it seems to be in milliseconds" : "";
            return failed(`${SAYS}, at the latest ${describeTime(LAST)}${hint}`);
        },
        meaning: (seconds) => seconds,
    };
}

/** JavaScript accepts the 31st of any month. */
function secondsOf(written: string, day: string): number {
    const isDay = new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
    return isDay ? Date.parse(written) / 1000 : Number.NaN;
}

/** A time as messages show it: `2027-01-31T12:00:00Z`. */
export const describeTime = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(".000", "");
