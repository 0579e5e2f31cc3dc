const LONGEST = 64;

/** The possible names of a resource, the preferred one first. The id makes the last one unique. */
export interface Nameable {
    /** Its name in another stack. */
    readonly former?: string | undefined;
    readonly tenant?: string | undefined;
    readonly microtenant?: string | undefined;
    readonly name: string;
    readonly id: string;
}

/** A text in lower case, with letters, digits and hyphens only. */
export function slug(text: string): string {
    const words = text
        .normalize("NFKD")
        .replace(/(\p{Script=Latin})\p{M}+/gu, "$1")
        .normalize("NFC")
        .toLowerCase()
        .replaceAll("ß", "ss")
        .replace(/[^\p{L}\p{N}\p{M}]+/gu, "-");
    return [...words]
        .slice(0, LONGEST)
        .join("")
        .replace(/^-+|-+$/g, "");
}

/**
 * Unique names. If several objects would have the same name, the microtenant is added, and the id if that is not
 * enough. So an object keeps its name if others are added or removed.
 */
export function uniqueNames(objects: readonly Nameable[]): string[] {
    const chosen = new Map<Nameable, string>();
    // The compiler would take an entry with such a name for a property of every object.
    const used = new Set(Object.getOwnPropertyNames(Object.prototype));
    let open = objects;
    for (const candidate of CANDIDATES) {
        const wanted = open.map((object) => [object, candidate(object)] as const);
        const counts = new Map<string, number>();
        for (const [, name] of wanted) counts.set(name, (counts.get(name) ?? 0) + 1);
        const settled = wanted.filter(([, name]) => name !== "" && counts.get(name) === 1 && !used.has(name));
        for (const [object, name] of settled) {
            chosen.set(object, name);
            used.add(name);
        }
        open = open.filter((object) => !chosen.has(object));
    }
    for (const object of open) {
        let name = withId(object);
        while (used.has(name)) name += "-2";
        chosen.set(object, name);
        used.add(name);
    }
    return objects.map((object) => chosen.get(object)!);
}

const joined = (...parts: (string | undefined)[]) =>
    parts
        .map((part) => slug(part ?? ""))
        .filter(Boolean)
        .join("-");
const withId = ({ tenant, name, id }: Nameable) => joined(tenant, name, id);

const CANDIDATES: readonly ((object: Nameable) => string)[] = [
    ({ former }) => former ?? "",
    ({ tenant, name }) => (slug(name) === "" ? "" : joined(tenant, name)),
    ({ tenant, microtenant, name }) => (slug(name) === "" ? "" : joined(tenant, microtenant, name)),
    withId,
];
