import type { RequestRecord } from "../../src/emulator";

/** Requests as `METHOD last-part-of-the-path status`, ids as `:id`, sign-ins left out. */
export function callsIn(requests: readonly RequestRecord[]): string[] {
    return requests
        .filter(({ path }) => !/^\/(signin|oauth2)/.test(path))
        .map(({ method, path, status }) => {
            const last = path.split("?")[0]!.split("/").at(-1)!;
            return `${method} ${/^\d+$/.test(last) ? ":id" : last} ${status}`;
        });
}

export const signInsIn = (requests: readonly RequestRecord[]) =>
    requests.filter(({ path }) => /^\/(signin|oauth2)/.test(path)).length;

/** How many of each call. */
export function countCalls(requests: readonly RequestRecord[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const call of callsIn(requests)) counts[call] = (counts[call] ?? 0) + 1;
    return counts;
}
