import { CERTIFICATE, type Exchange, shapeOf } from "../../scripts/parity/record";
import type { Api, Reply } from "./support";

/** The emulator's certificate for keys. */
const IDS = { [CERTIFICATE]: "6573" };

/** Replays recorded exchanges. @throws Error if the emulator contradicts one, with what to change */
export async function replay(api: Api, recording: string, exchanges: readonly Exchange[]): Promise<readonly Reply[]> {
    const ids: Record<string, string> = { ...IDS };
    const filled = (text: string) => text.replace(/\{(\w+)\}/g, (all, name: string) => ids[name] ?? all);
    const replies: Reply[] = [];
    for (const exchange of exchanges) {
        const { asked, body, keep } = exchange;
        const [method, path] = filled(asked).split(" ") as [string, string];
        // The recorded client sends an empty object with each GET, which `fetch` does not support.
        const sent = body ? JSON.parse(filled(JSON.stringify(body))) : method === "DELETE" ? {} : undefined;
        const reply = await api(method, path, sent);
        const different = differences(exchange, reply, Object.values(ids));
        if (different.length > 0) throw new Error(contradiction(recording, asked, different, reply));
        replies.push(reply);
        if (keep) ids[keep] = reply.json.id;
    }
    return replies;
}

function differences({ status, errorId, shape }: Exchange, reply: Reply, ownIds: readonly string[]): string[] {
    const got = reply.text === "" ? [undefined] : [reply.json, ownOf(reply.json, ownIds)].map(shapeOf);
    return [
        ...(reply.status === status ? [] : [`the status is ${status}, the emulator's is ${reply.status}`]),
        ...(errorId === undefined || reply.json?.id === errorId
            ? []
            : [`the error is ${errorId}, the emulator's is ${reply.json?.id}`]),
        ...(reply.status === status ? fewest(got.map((each) => shapesApart(shape, each, "the response"))) : []),
    ];
}

const fewest = (lists: string[][]) => lists.reduce((least, list) => (list.length < least.length ? list : least));

/** A recorded list has only the objects of its run, if it has any. */
function ownOf(json: unknown, ownIds: readonly string[]): unknown {
    const { list, ...rest } = json as { list?: { id: string }[] };
    const own = Array.isArray(list) ? list.filter(({ id }) => ownIds.includes(id)) : [];
    return own.length > 0 ? { ...rest, list: own } : json;
}

function shapesApart(recorded: unknown, got: unknown, where: string): string[] {
    if (JSON.stringify(recorded) === JSON.stringify(got)) return [];
    if (Array.isArray(recorded) && Array.isArray(got) && recorded.length === 1 && got.length === 1)
        return shapesApart(recorded[0], got[0], `an object of ${where}`);
    if (!isShape(recorded) || !isShape(got))
        return same(recorded, got) ? [] : [`${where} is ${text(recorded)}, the emulator's is ${text(got)}`];
    return [...new Set([...Object.keys(recorded), ...Object.keys(got)])].flatMap((key) => {
        if (!(key in got)) return [`${where} has ${key} (${text(recorded[key])}), the emulator's has not`];
        if (!(key in recorded)) return [`${where} has no ${key}, the emulator's has it (${text(got[key])})`];
        return shapesApart(recorded[key], got[key], `${key} of ${where}`);
    });
}

const isShape = (shape: unknown): shape is Record<string, unknown> =>
    typeof shape === "object" && shape !== null && !Array.isArray(shape);
const text = (shape: unknown) => (typeof shape === "string" ? `a ${shape}` : (JSON.stringify(shape) ?? "empty"));
/** Whether two lists have the same shapes, in any order. */
const same = (a: unknown, b: unknown) =>
    Array.isArray(a) && Array.isArray(b) && text(a.map(ordered).sort()) === text(b.map(ordered).sort());
const ordered = (shape: unknown): string =>
    JSON.stringify(shape, (_key, value) => (isShape(value) ? Object.fromEntries(Object.entries(value).sort()) : value));

const contradiction = (recording: string, asked: string, different: readonly string[], { headers }: Reply) =>
    [
        `The recording ${recording} contradicts the emulator in its answer to ${asked}. In the recording:`,
        ...different.map((each) => `  - ${each}`),
        `The emulator's answer rests on: ${headers.get("x-emulator-evidence")}.`,
        "Change the answer in src/emulator to the recorded one, declare its facts as recorded in src/emulator/evidence.ts, " +
            "write what was recorded in their sections of docs/zpa-api.md, and run `npm run docs`.",
    ].join("\n");
