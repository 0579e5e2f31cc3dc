import { distance } from "fastest-levenshtein";

/** The most similar of `names`, if `word` is probably a misspelling of it. */
export function likelyName(word: string, names: readonly string[]): string | undefined {
    const ranked = names
        .map((name) => ({ name, changes: distance(word.toLowerCase(), name.toLowerCase()) }))
        .sort((a, b) => a.changes - b.changes);
    const best = ranked[0];
    return best && best.changes <= Math.max(2, Math.floor(best.name.length / 3)) ? best.name : undefined;
}
