import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type FactName, factOf } from "../../src/emulator/evidence";

/** What a check has found on a real tenant. */
export interface Result {
    readonly check: string;
    /** What the check shows. */
    readonly facts: readonly FactName[];
    readonly date: string;
    readonly agrees: boolean;
    /** What the tenant answered, if it is the service's own word. */
    readonly answered?: string;
}

export const RESULTS = join(__dirname, "seen.json");

export const readResults = (file = RESULTS): readonly Result[] =>
    existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];

/** Replaces the results of the same checks. */
export function writeResults(results: readonly Result[], file = RESULTS): void {
    const others = readResults(file).filter(({ check }) => !results.some((result) => result.check === check));
    writeFileSync(file, `${JSON.stringify([...others, ...results], null, 4)}\n`);
}

/** An answer without names and ids: an error code, or a few words. */
export const wordOf = (answered: string): { answered?: string } =>
    /^[A-Za-z_ ]{1,40}( \d{3}( [a-z_.]+)?)?$/.test(answered) ? { answered } : {};

/** When a fact was last seen on a real tenant. */
export function lastSeen(fact: FactName, results: readonly Result[]): string {
    const found = results.filter(({ facts }) => facts.includes(fact)).sort((a, b) => (a.date < b.date ? -1 : 1));
    const last = found.at(-1);
    if (last) return last.agrees ? last.date : `${last.date}, **otherwise**`;
    return factOf(fact).recorded ?? "never";
}
