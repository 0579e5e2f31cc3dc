import { type Answer, ok, refuse, restingOn } from "./answers";
import type { FactName } from "./evidence";
import { NO_FACTS, type Shown } from "./kinds";
import { factsOf, parseSearch } from "./search";
import type { Stored } from "./store";

export const DEFAULT_PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 500;

/** A page of a list: counts are strings, and an empty page has no `list`. Source: docs/zpa-api.md#lists */
export function page(
    known: FactName,
    objects: readonly Stored[],
    query: URLSearchParams,
    view: (object: Stored) => Shown = asStored,
): Answer {
    const number = natural(query.get("page"), 1);
    const size = natural(query.get("pagesize"), DEFAULT_PAGE_SIZE);
    if (number === undefined) return refuse.badParameter("list.page", "page");
    if (size === undefined) return refuse.badParameter("list.page", "pagesize");
    const search = query.get("search");
    const filter = search ? parseSearch(search) : undefined;
    if (!filter) return pageOf(known, objects, number, size, view);
    if ("invalidOperand" in filter) return refuse.invalidOperand(filter.invalidOperand);
    const answer = pageOf(known, objects.filter(filter.fits), number, size, view);
    return restingOn(answer, factsOf(filter, objects));
}

/** An object as it is stored. */
const asStored = (body: Stored): Shown => ({ body, known: NO_FACTS });
const PAGES: readonly FactName[] = ["list.pages"];
const PAGES_CAPPED: readonly FactName[] = ["list.pages", "list.max"];

export function pageOf(
    known: FactName,
    found: readonly Stored[],
    number: number,
    size: number,
    view: (object: Stored) => Shown = asStored,
): Answer {
    const pageSize = Math.min(size, MAX_PAGE_SIZE);
    const shown = found.slice((number - 1) * pageSize, number * pageSize).map(view);
    const list = shown.map(({ body }) => body);
    const totalPages = String(Math.max(1, Math.ceil(found.length / pageSize)));
    const answer = ok(known, {
        totalPages,
        ...(found.length > 0 ? { totalCount: String(found.length) } : {}),
        ...(list.length > 0 ? { list } : {}),
    });
    // Most objects share one array of facts.
    const facts = [...new Set(shown.map((each) => each.known))].flat();
    return restingOn(restingOn(answer, size > MAX_PAGE_SIZE ? PAGES_CAPPED : PAGES), facts);
}

/** A natural number, `otherwise` if there is none, or `undefined` if it is invalid. */
export function natural(text: string | null, otherwise: number): number | undefined {
    if (text === null || text === "") return otherwise;
    return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
