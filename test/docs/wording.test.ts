import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
const filesIn = (folder: string, ending: RegExp) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => ending.test(file) && !file.includes("node_modules"))
        .map((file) => join(folder, file));

/** Idioms and variants of words that the docs, the messages and the comments avoid, with what to write instead. */
const INSTEAD: readonly (readonly [avoided: RegExp, instead: string])[] = [
    [/\blook-ups?\b/i, "lookup"],
    [/\benrol(s|ment)?\b/i, "enroll, enrollment"],
    [/\bsomebody else|\bbehind (Pulumi's|the) back\b/i, "outside of Pulumi"],
    [/\bsomething passing\b/i, "a transient error"],
    [/\bout of order for now\b/i, "temporarily unavailable"],
    [/\bnever a difference\b/i, "never reported as drift"],
    [/\bis silent\b/i, "is not set"],
    [/\baltogether\b/i, "entirely"],
    [/\bnothing is lost\b/i, "resuming in …"],
    [/\bputs? (it|this|that) right\b/i, "fixes"],
    [/\b(gives|give) back\b/i, "returns"],
    [/\bheed(s|ed)?\b/i, "honours"],
    // Where the package is not installed, npx would download another package of that name.
    [/\bnpx zpa-connectors\b/, "npx pulumi-zpa-connectors"],
    [/\bstands? (beside|for itself)\b/i, "is"],
];

const FILES = [
    ...readdirSync(ROOT).filter((file) => file.endsWith(".md")),
    ...["docs", "examples", "templates"].flatMap((folder) => filesIn(folder, /\.md$/)),
    ...["src", "scripts"].flatMap((folder) => filesIn(folder, /\.ts$/)),
];

test("docs, messages and comments use standard terms", () => {
    const found = FILES.flatMap((file) =>
        readFileSync(join(ROOT, file), "utf8")
            .split("\n")
            .flatMap((line, i) =>
                INSTEAD.filter(([avoided]) => avoided.test(line)).map(
                    ([avoided, instead]) => `${file}:${i + 1}: ${avoided.exec(line)![0]} (write: ${instead})`,
                ),
            ),
    );
    expect(found).toEqual([]);
    expect(FILES.length).toBeGreaterThan(200);
});
