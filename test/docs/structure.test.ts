import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const SRC = resolve(__dirname, "../../src");
/** Folders from the bottom up: each may import from itself and from those before it. */
const LAYERS = ["api", "tenants", "appConnectorGroup", "lookups"];

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const importsOf = (file: string) =>
    [...readFileSync(join(SRC, file), "utf8").matchAll(/(?:from|require\() ?"(\.[^"]+)"/g)].map(([, path]) =>
        relative(SRC, resolve(SRC, dirname(file), path!)),
    );
const folderOf = (file: string) => (file.includes("/") ? file.split("/")[0]! : "");

test("imports go in one direction", () => {
    const wrong: string[] = [];
    for (const file of files) {
        const layer = LAYERS.indexOf(folderOf(file));
        for (const target of importsOf(file)) {
            const other = LAYERS.indexOf(folderOf(target));
            if (layer >= 0 && (other < 0 || other > layer)) wrong.push(`${file} → ${target}`);
        }
    }
    expect(wrong).toEqual([]);
});

test("the emulator shares no code with the rest, and the command reaches no service", () => {
    for (const file of files.filter((f) => folderOf(f) === "emulator")) {
        expect(importsOf(file).filter((target) => folderOf(target) !== "emulator")).toEqual([]);
    }
    for (const file of files.filter((f) => folderOf(f) === "cli")) {
        expect(
            importsOf(file).filter(
                (target) => !/^(cli\/|emulator$|appConnectorGroup\/(canonical|fields)$)/.test(target),
            ),
        ).toEqual([]);
    }
});

test("no source file is longer than 300 lines", () => {
    const long = files.filter((file) => readFileSync(join(SRC, file), "utf8").split("\n").length > 300);
    expect(long).toEqual([]);
});
