export interface Found<H> {
    readonly handler: H;
    /** The parameters of the path, by name. */
    readonly params: Readonly<Record<string, string>>;
}

interface Node<H> {
    readonly fixed: Map<string, Node<H>>;
    any?: Node<H>;
    readonly handlers: Map<string, { readonly handler: H; readonly names: readonly string[] }>;
}

const nodeOf = <H>(): Node<H> => ({ fixed: new Map(), handlers: new Map() });

/** Finds the handler of a path such as `/groups/:id`. A fixed part takes precedence over a parameter. */
export class Router<H> {
    private readonly root = nodeOf<H>();

    add(method: string, path: string, handler: H): void {
        const names: string[] = [];
        let node = this.root;
        for (const part of path.slice(1).split("/")) {
            if (part.startsWith(":")) {
                names.push(part.slice(1));
                node.any ??= nodeOf();
                node = node.any;
            } else {
                const next = node.fixed.get(part) ?? nodeOf<H>();
                node.fixed.set(part, next);
                node = next;
            }
        }
        node.handlers.set(method, { handler, names });
    }

    /**
     * The handler, the methods that the path has instead, or `undefined` for an unknown path.
     *
     * @throws URIError if the path has an invalid escape
     */
    find(method: string, path: string): Found<H> | { readonly allowed: readonly string[] } | undefined {
        const parts = path.slice(1).split("/");
        const decoded = path.includes("%") ? parts.map(decodeURIComponent) : parts;
        const values: string[] = [];
        const node = path.startsWith("/") ? walk(this.root, decoded, 0, values) : undefined;
        if (!node) return undefined;
        const found = node.handlers.get(method);
        if (!found) return { allowed: [...node.handlers.keys()] };
        const params: Record<string, string> = {};
        for (const [i, name] of found.names.entries()) params[name] = values[i]!;
        return { handler: found.handler, params };
    }
}

function walk<H>(node: Node<H>, parts: readonly string[], at: number, values: string[]): Node<H> | undefined {
    const part = parts[at];
    if (part === undefined) return node.handlers.size > 0 ? node : undefined;
    const fixed = node.fixed.get(part);
    const found = fixed && walk(fixed, parts, at + 1, values);
    if (found || !node.any || part === "") return found;
    values.push(part);
    const other = walk(node.any, parts, at + 1, values);
    if (!other) values.pop();
    return other;
}
