/** Whether a dotted version is older than another. False if one is missing or not numeric. */
export function isOlder(version: string | undefined, than: string | undefined): boolean {
    const [a, b] = [partsOf(version), partsOf(than)];
    if (!a || !b) return false;
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
        const difference = (a[i] ?? 0) - (b[i] ?? 0);
        if (difference !== 0) return difference < 0;
    }
    return false;
}

const partsOf = (version: string | undefined) =>
    version !== undefined && /^\d+(\.\d+)*$/.test(version) ? version.split(".").map(Number) : undefined;
