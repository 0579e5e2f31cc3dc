import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { messagesOf } from "./messages";

const ROOT = resolve(__dirname, "../..");
const plain = (text: string) => text.replaceAll("`", "");

const MESSAGES = messagesOf(join(ROOT, "src")).map(({ file, text }) => ({ file, text: plain(text) }));

/** The first cell of each row: one or more parts of messages, with `…` for variable text. */
const FRAGMENTS = readFileSync(join(ROOT, "docs/troubleshooting.md"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) => [...line.split(" | ")[0]!.matchAll(/`([^`]+)`/g)].map(([, fragment]) => fragment!));

/** Messages of the engine. */
const FROM_PULUMI = ["code must be a string, not undefined", "interrupted while creating"];

/** Sentences that only occur together with a message that has a row. */
const PARTS = [
    "It would have been deleted.",
    "set the resource option deleteBeforeReplace: true and run",
    "These properties would have changed:",
    "To stop managing it: set the resource option retainOnDelete",
    "Undo the change in the program, or set",
    "If another stack manages it, leave it there",
    "Choose another name, or rename or delete that",
    "Another resource of this run has just created it",
    "It is the object that this resource replaces",
    "It belongs to the resource",
    "If an earlier pulumi up was interrupted",
    "Otherwise choose another name.",
    "To manage it here, add the resource option",
    "The settings of ",
    "The default tenant (customer",
    "The configured ones are",
    "zpa:tenants is not set, so there are none.",
    "a map from a tenant's name to its settings",
    "something that is not JSON",
    "A code is valid once and for a short time.",
    "The newest connectors of the group are",
    "for … days or more",
    "this App Connector, which has",
    "these … App Connectors, which have",
    "The code may have been confirmed.",
    "Stop it with Ctrl+C.",
    "ZPA emulator ready at",
    "pulumi import --file",
    "ends the protection that the import has set",
    "Do not change the program before the last one:",
    "it differs from the program (current value",
    "it was created before the request was sent",
    "it cannot be read (",
    "gone …; remove it from …",
    "did not fit. The report has all of them.",
];

/** Messages that users never see. */
const INTERNAL = ["others are always quicker", "There is no time left to look again."];

const holding = (fragments: readonly string[]) => (text: string) => fragments.some((f) => text.includes(f));

/** Shorter texts are words within a message. */
const FEWEST_WORDS = 4;
const isMessage = (text: string) => text.split(/[\s…]+/).filter((word) => /[a-z]/i.test(word)).length >= FEWEST_WORDS;

test("every message of the code has a row", () => {
    const isKnown = holding([...FRAGMENTS, ...PARTS, ...INTERNAL]);
    expect(MESSAGES.filter(({ text }) => isMessage(text) && !isKnown(text))).toEqual([]);
});

test.each([...FRAGMENTS.filter((fragment) => !FROM_PULUMI.includes(fragment)), ...PARTS, ...INTERNAL])(
    "%s is part of a message of this version",
    (fragment) => {
        expect(MESSAGES.some(({ text }) => text.includes(fragment))).toBe(true);
    },
);
