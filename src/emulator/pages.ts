import { type Answer, ok, refuse } from "./answers";
import { parseSearch } from "./search";
import type { Stored } from "./store";

export const DEFAULT_PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 500;

/** A page of a list: counts are strings, and an empty page has no `list`. Source: docs/zpa-api.md#lists */
export function page(objects: readonly Stored[], query: URLSearchParams, view: (object: Stored) => unknown): Answer {
    const number = natural(query.get("page"), 1);
    const size = natural(query.get("pagesize"), DEFAULT_PAGE_SIZE);
    if (number === undefined) return refuse.badParameter("page");
    if (size === undefined) return refuse.badParameter("pagesize");
    const search = query.get("search");
    const fits = search ? parseSearch(search) : undefined;
    if (typeof fits === "object") return refuse.invalidOperand(fits.invalidOperand);
    return pageOf(fits ? objects.filter(fits) : objects, number, size, view);
}

export function pageOf(
    found: readonly Stored[],
    number: number,
    size: number,
    view: (object: Stored) => unknown,
): Answer {
    const pageSize = Math.min(size, MAX_PAGE_SIZE);
    const list = found.slice((number - 1) * pageSize, number * pageSize).map(view);
    const totalPages = String(Math.max(1, Math.ceil(found.length / pageSize)));
    return ok({
        totalPages,
        ...(found.length > 0 ? { totalCount: String(found.length) } : {}),
        ...(list.length > 0 ? { list } : {}),
    });
}

/** A natural number, `otherwise` if there is none, or `undefined` if it is invalid. */
export function natural(text: string | null, otherwise: number): number | undefined {
    if (text === null || text === "") return otherwise;
    return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
