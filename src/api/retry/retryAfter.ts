/**
 * The seconds of a `retry-after` header. The service adds a unit suffix (`13s`), which standard parsers reject. Plain
 * seconds and an HTTP date are accepted too. Source:
 * docs/zpa-api.md#rate-limits-and-retries
 */
export function parseRetryAfter(header: string | string[] | undefined, nowMs: number): number | undefined {
    const value = (Array.isArray(header) ? header[0] : header)?.trim();
    if (!value) return undefined;
    const seconds = /^(\d+(?:\.\d+)?)\s*s?$/i.exec(value);
    if (seconds) return Number(seconds[1]);
    const date = Date.parse(value);
    return Number.isNaN(date) ? undefined : Math.max(0, (date - nowMs) / 1000);
}
