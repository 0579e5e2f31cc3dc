import { ZpaError } from "../api/errors";

export interface Named {
    readonly id: string;
    readonly name: string;
}

/** Which object of a list: by its id, or by its exact name. */
export type Which = { readonly id: string } | { readonly name: string };

const MOST_LISTED = 50;

/**
 * The one object that is meant. None, several, and a name that differs in case only are errors that list the candidates.
 *
 * @param kind in the singular, such as `version profile`
 */
export function pickOne<T extends Named>(objects: readonly T[], which: Which, kind: string): T {
    const found = objects.filter((object) => ("id" in which ? object.id === which.id : object.name === which.name));
    if (found.length === 1) return found[0]!;
    const called = "name" in which ? JSON.stringify(which.name) : undefined;
    if (found.length > 1) {
        const several = `${found.length} ${kind}s are named ${called}: ${listOf(found)}. Give the id instead.`;
        throw new ZpaError("CLASH", several);
    }
    const wanted = "id" in which ? `has the id ${which.id}` : `is named ${called}`;
    const alike = "name" in which ? objects.filter(({ name }) => name.toLowerCase() === which.name.toLowerCase()) : [];
    const hint = alike.length > 0 ? ` Upper and lower case count: did you mean ${listOf(alike)}?` : "";
    throw new ZpaError("CLASH", `No ${kind} ${wanted}.${hint} There are: ${listOf(objects)}.`);
}

function listOf(objects: readonly Named[]): string {
    if (objects.length === 0) return "none";
    const listed = objects.slice(0, MOST_LISTED).map(({ id, name }) => `${JSON.stringify(name)} (id ${id})`);
    const more = objects.length > MOST_LISTED ? `, and ${objects.length - MOST_LISTED} more` : "";
    return listed.join(", ") + more;
}
