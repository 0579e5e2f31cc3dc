const UNITS = [
    ["d", 86_400],
    ["h", 3_600],
    ["m", 60],
    ["s", 1],
] as const;

/** `132d 19h 50m 43s`, as connectors report it. Source: docs/zpa-api.md#software-updates */
export function durationOf(ms: number): string {
    let left = Math.max(0, Math.floor(ms / 1000));
    const parts = UNITS.map(([unit, size]) => {
        const count = Math.floor(left / size);
        left -= count * size;
        return count > 0 ? `${count}${unit}` : "";
    });
    return parts.filter((part) => part !== "").join(" ") || "0s";
}

/** The seconds of a duration such as `15d` or `1d 2h`; undefined for any other text. */
export function secondsOf(text: string): number | undefined {
    if (!/^(\d+[dhms])( +\d+[dhms])*$/.test(text.trim())) return undefined;
    return text
        .trim()
        .split(/ +/)
        .reduce((sum, part) => sum + Number(part.slice(0, -1)) * UNITS.find(([unit]) => part.endsWith(unit))![1], 0);
}
