import { ZpaError } from "../api/errors";
import { likelyName } from "../model/likelyName";
import { quoted, shown } from "../model/outsideText";
import { canonicalText } from "../model/rules";
import { describeUnreadable, type Unreadable } from "../model/unreadable";

export interface Named {
    readonly id: string;
    readonly name: string;
}

/** Selects one object of a list: by its id, or by its exact name. */
export type Selector = { readonly id: string } | { readonly name: string };

const MAX_LISTED = 50;

/**
 * The selected object. If none or more than one matches, the error lists the candidates, the most similar name first.
 *
 * @param kind in the singular, such as `version profile`
 * @param unreadable entries of the list that cannot be read, one of which may be the selected object
 */
export function pickOne<T extends Named>(
    objects: readonly T[],
    selector: Selector,
    kind: string,
    unreadable: readonly Unreadable[] = [],
): T {
    const matches = (object: Named) =>
        "id" in selector ? object.id === selector.id : canonicalText(object.name) === canonicalText(selector.name);
    const found = objects.filter(matches);
    if (found.length === 1) return found[0]!;
    const named = "name" in selector ? quoted(selector.name) : undefined;
    if (found.length > 1) {
        const several = `${found.length} ${kind}s are named ${named}: ${listOf(found)}. Select one by its id.`;
        throw new ZpaError("CLASH", several);
    }
    const wanted = "id" in selector ? `has the id ${shown(selector.id)}` : `is named ${named}`;
    const likely = "name" in selector ? likelyOnes(objects, selector.name) : [];
    const hint = likely.length > 0 ? `; did you mean ${listOf(likely)}? Names must match exactly.` : ".";
    const hidden = unreadable.map((entry) => ` ${describeUnreadable(entry)}.`).join("");
    throw new ZpaError("CLASH", `No ${kind} ${wanted}${hint} There are: ${listOf(objects)}.${hidden}`);
}

/** The objects whose name differs only in case; otherwise those with the most similar name. */
function likelyOnes<T extends Named>(objects: readonly T[], wanted: string): T[] {
    const likely = likelyName(
        wanted,
        objects.map(({ name }) => name),
    );
    return objects.filter(({ name }) => name.toLowerCase() === likely?.toLowerCase());
}

function listOf(objects: readonly Named[]): string {
    if (objects.length === 0) return "none";
    const listed = objects.slice(0, MAX_LISTED).map(({ id, name }) => `${quoted(name)} (id ${shown(id)})`);
    const more = objects.length > MAX_LISTED ? `, and ${objects.length - MAX_LISTED} more` : "";
    return listed.join(", ") + more;
}
