import type { Transport, TransportAnswer, TransportRequest } from "../../src/api/exchange";

/** A request and the shape of its response, without ids, names, addresses and secrets of the tenant. */
export interface Exchange {
    /** The method and the path below the customer. An id is the name under which `keep` stored it, in braces. */
    readonly asked: string;
    readonly body?: unknown;
    readonly status: number;
    /** The `id` of an error. */
    readonly errorId?: string;
    /** The keys and types of the response. */
    readonly shape?: unknown;
    /** The name under which the id of the response is stored for later requests. */
    readonly keep?: string;
}

/** The certificate of the keys, which each tenant has. */
export const CERTIFICATE = "certificate";

type Json = Record<string, unknown>;
const isRecord = (value: unknown): value is Json =>
    typeof value === "object" && value !== null && !Array.isArray(value);

/** The keys and types of a value; for a list, the shapes of its objects. */
export function shapeOf(value: unknown): unknown {
    if (Array.isArray(value)) {
        const shapes = value.map((item) => JSON.stringify(sorted(shapeOf(item))));
        return [...new Set(shapes)].map((shape) => JSON.parse(shape));
    }
    if (!isRecord(value)) return value === null ? "null" : typeof value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]));
}
const sorted = (shape: unknown): unknown =>
    isRecord(shape) ? Object.fromEntries(Object.entries(shape).sort(([a], [b]) => (a < b ? -1 : 1))) : shape;

/** Answers that say nothing about the request: it is repeated. */
const isPassing = (status: number) => [401, 408, 412, 425, 429].includes(status) || status >= 500;

/** Records the exchanges of a run whose objects have names with a prefix. */
export class Recorder {
    private readonly ids = new Map<string, string>();
    private readonly kept: Exchange[] = [];
    private prefix: string | undefined;

    constructor(private readonly send: Transport) {}

    /** Begins to record. Only the run itself knows the prefix, so the names in bodies are the run's own. */
    begin(prefix: string): void {
        this.prefix = prefix;
    }

    end(): void {
        this.prefix = undefined;
    }

    readonly transport: Transport = async (request) => {
        const answer = await this.send(request);
        if (this.prefix !== undefined) this.note(request, answer, this.prefix);
        return answer;
    };

    exchanges(): readonly Exchange[] {
        return this.kept;
    }

    private note(
        { method, url, json }: TransportRequest,
        { status, body: text }: TransportAnswer,
        prefix: string,
    ): void {
        const [, path] = /\/customers\/\d+(\/.*)$/.exec(url.pathname + url.search) ?? [];
        if (path === undefined || isPassing(status)) return;
        const body = parsed(text);
        if (path.startsWith("/enrollmentCert")) {
            this.noteCertificate(body);
            return;
        }
        const asked = {
            asked: this.scrubbed(`${method} ${path}`, prefix),
            ...(json === undefined ? {} : { body: JSON.parse(this.scrubbed(JSON.stringify(json), prefix)) }),
            status,
        };
        const own = status >= 400 ? undefined : this.ownOf(body);
        // Of a list without the run's own objects nothing can be compared.
        if (own === "none") return;
        const made = method === "POST" && isRecord(own) && typeof own.id === "string" ? own.id : undefined;
        this.kept.push({
            ...asked,
            ...(status >= 400 ? errorOf(body) : {}),
            ...(own === undefined ? {} : { shape: shapeOf(own) }),
            ...(made === undefined ? {} : { keep: this.nameFor(path, made) }),
        });
    }

    private noteCertificate(body: unknown): void {
        const list = isRecord(body) && Array.isArray(body.list) ? body.list : [];
        const found = list.find((each) => isRecord(each) && each.name === "Connector") as Json | undefined;
        if (found) this.ids.set(String(found.id), CERTIFICATE);
    }

    private nameFor(path: string, id: string): string {
        const kind = path.includes("provisioningKey") ? "key" : "group";
        const name = `${kind}${[...this.ids.values()].filter((each) => each.startsWith(kind)).length + 1}`;
        this.ids.set(id, name);
        return name;
    }

    private scrubbed(text: string, prefix: string): string {
        let scrubbed = text.replaceAll(prefix, "recorded").replaceAll(prefix.toUpperCase(), "RECORDED");
        for (const [id, name] of this.ids) scrubbed = scrubbed.replaceAll(id, `{${name}}`);
        // Whatever else looks like an id is of the tenant.
        return scrubbed.replace(/\d{12,}/g, "0");
    }

    /** A response, of a list only with the run's own objects. */
    private ownOf(body: unknown): unknown {
        if (!isRecord(body) || !Array.isArray(body.list)) return body;
        const list = body.list.filter((each) => isRecord(each) && this.ids.has(String(each.id)));
        return list.length > 0 ? { ...body, list } : "none";
    }
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

/** Without the reason, which may name objects. */
const errorOf = (body: unknown) =>
    isRecord(body) && typeof body.id === "string" && /^[\w.]+$/.test(body.id)
        ? { errorId: body.id, shape: shapeOf(body) }
        : {};
