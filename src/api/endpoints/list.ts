import { z } from "zod";
import type { Call } from "../answer";
import { problemsOf, readAnswer } from "../answer";
import type { CallApi } from "../caller";

/** The result of a list. An item that cannot be parsed does not affect the others. */
export interface Listing<T> {
    readonly objects: T[];
    readonly unreadable: Unreadable[];
}

/** An item of a list with an unexpected shape. */
export interface Unreadable {
    readonly id?: string;
    readonly name?: string;
    /** The wrong property and the reason. */
    readonly problem: string;
}

/** Source: docs/zpa-api.md#lists */
const MAX_PAGE = 500;

const count = z.string().regex(/^\d+$/).transform(Number);

/** `totalCount` may be missing, and `list` if it is empty. A response without both is not a list. */
const Page = z
    .object({ totalPages: count.optional(), list: z.array(z.unknown()).optional() })
    .refine(({ totalPages, list }) => totalPages !== undefined || list !== undefined, "is not a list");

/** All pages of a list, each object once. */
export async function listAll<T extends z.ZodType>(
    call: CallApi,
    path: string,
    schema: T,
    query: Readonly<Record<string, string>>,
): Promise<Listing<z.output<T>>> {
    const objects = new Map<string, z.output<T>>();
    const unreadable: Unreadable[] = [];
    for (let number = 1; ; number++) {
        const parameters = { page: String(number), pagesize: String(MAX_PAGE), ...query };
        const request: Call = { method: "GET", path: `${path}${encodeQuery(parameters)}` };
        const { totalPages = 1, list = [] } = await call(request, (answer) => readAnswer(Page, request, answer));
        for (const item of list) {
            const parsed = schema.safeParse(item);
            if (parsed.success) objects.set((item as { id: string }).id, parsed.data);
            else unreadable.push({ ...nameOf(item), problem: problemsOf(parsed.error) });
        }
        // Some responses have the number of objects in totalPages. A page that is not full is the last one.
        if (list.length < MAX_PAGE || number >= totalPages) return { objects: [...objects.values()], unreadable };
    }
}

function nameOf(item: unknown): { id?: string; name?: string } {
    const { id, name } = (item ?? {}) as { id?: unknown; name?: unknown };
    return { ...(typeof id === "string" ? { id } : {}), ...(typeof name === "string" ? { name } : {}) };
}

/** Spaces in `search` are percent-encoded (`name%20EQ%20x`), as on the vendor's page. */
export function encodeQuery(parameters: Readonly<Record<string, string>>): string {
    const pairs = Object.entries(parameters).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
    return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}
