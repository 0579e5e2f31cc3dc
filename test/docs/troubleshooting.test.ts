import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
const code = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(ROOT, "src", file), "utf8"))
    .join("\n");
const page = readFileSync(join(ROOT, "docs/troubleshooting.md"), "utf8");
const messages = page
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) => [...line.split(" | ")[0]!.matchAll(/`([^`]+)`/g)].map((match) => match[1]!));
/** Words of the engine's own, and words put together from parts; other tests see them whole. */
const ELSEWHERE = new Set([
    "property … has a problem",
    'No visible version profile is named "…"',
    "code must be a string, not undefined",
]);

test.each(messages.filter((message) => !ELSEWHERE.has(message)))("%s is a message of this version", (message) => {
    const plain = code.replaceAll("\\`", "").replaceAll("`", "");
    const parts = message
        .split(/"?…"?/)
        .map((text) => text.trim())
        .filter((text) => text.length > 2);
    expect(parts.filter((part) => !plain.includes(part))).toEqual([]);
});
