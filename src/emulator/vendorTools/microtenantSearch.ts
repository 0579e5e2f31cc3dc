import { type Answer, refuse, restingOn } from "../answers";
import { asText } from "../json";
import { microtenantsOf } from "../microtenants";
import { DEFAULT_PAGE_SIZE, natural, pageOf } from "../pages";
import { allOf, conditionOf, type Filter, factsOf } from "../search";
import type { TenantStore } from "../store";

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
    typeof value === "object" && value !== null && !Array.isArray(value);
const objectIn = (value: unknown): Json => (isObject(value) ? value : {});
const listIn = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

const ALIASES: Readonly<Record<string, string>> = { EQUALS: "EQ", NOT_EQUALS: "NE" };

/**
 * The response to `POST /microtenants/search`. The vendor's Go client sends groups of filters, its Python client a list
 * of filters under `filterAndSortDto`. All filters must match.
 */
export function searchMicrotenants(store: TenantStore, body: Json): Answer {
    const sent = isObject(body.filterAndSortDto) ? body.filterAndSortDto : body;
    const groups = listIn(objectIn(sent.filterBy).filterGroups);
    const filters = [...listIn(sent.filterBy), ...groups.flatMap((group) => listIn(group.filters))];
    const conditions: Filter[] = [];
    for (const { filterName, operator, value, values } of filters) {
        const name = asText(operator) ?? "";
        const wanted = [value, ...(Array.isArray(values) ? values : [])]
            .map(asText)
            .filter((text) => text !== undefined);
        const condition = conditionOf(asText(filterName) ?? "", ALIASES[name.toUpperCase()] ?? name, wanted);
        if (!condition) return refuse.invalidOperand(name);
        conditions.push(condition);
    }
    const { page, pageSize, pagesize } = objectIn(sent.pageBy);
    const number = natural(asText(page) ?? null, 1);
    const size = natural(asText(pageSize ?? pagesize) ?? null, DEFAULT_PAGE_SIZE);
    if (number === undefined || size === undefined) return refuse.invalid(["pageBy"]);
    const all = microtenantsOf(store).map((microtenant) => ({ microtenant, searched: flat(microtenant) }));
    const filter = allOf(conditions);
    const found = all.filter(({ searched }) => filter.fits(searched)).map(({ microtenant }) => microtenant);
    const facts = factsOf(
        filter,
        all.map(({ searched }) => searched),
    );
    return restingOn(pageOf("vendor.microtenantSearch", found, number, size), facts);
}

/** The object with each list of strings joined, such as `criteriaAttributeValues`, for the search. */
const flat = <T extends Json>(object: T): T =>
    Object.fromEntries(
        Object.entries(object).map(([field, value]) => [field, Array.isArray(value) ? value.join(",") : value]),
    ) as T;
