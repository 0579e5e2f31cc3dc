const UNIT_SECS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** `13`, `13s`, `0 seconds`, `500ms`, `1m5s` */
const DURATION = /^(?:\d+(?:\.\d+)?\s*(?:ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)\s*)+$/i;
const PART = /(\d+(?:\.\d+)?)\s*(ms|milli|s|m|h)/gi;

/**
 * The seconds of a `retry-after` header. The service adds a unit suffix (`13s`), which standard parsers reject. Plain
 * seconds, durations and an HTTP date are accepted too. A time in the past is 0. Source:
 * docs/zpa-api.md#rate-limits-and-retries
 */
export function parseRetryAfter(header: string | string[] | undefined, nowMs: number): number | undefined {
    const value = (Array.isArray(header) ? header[0] : header)?.trim();
    if (!value) return undefined;
    if (/^[+-]?\d+(?:\.\d+)?$/.test(value)) return Math.max(0, Number(value));
    if (/^-/.test(value) && DURATION.test(value.slice(1))) return 0;
    if (DURATION.test(value)) {
        const parts = [...value.matchAll(PART)];
        return parts.reduce((sum, [, count, unit]) => {
            const name = unit!.toLowerCase() === "milli" ? "ms" : unit!.toLowerCase();
            return sum + Number(count) * UNIT_SECS[name]!;
        }, 0);
    }
    const date = Date.parse(value);
    return Number.isNaN(date) ? undefined : Math.max(0, (date - nowMs) / 1000);
}
