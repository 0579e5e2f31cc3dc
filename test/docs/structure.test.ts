import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const SRC = resolve(__dirname, "../../src");

// Which folder may import from which is in biome.json, and checked by `npm run check`.
test("no source file is longer than 300 lines", () => {
    const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const long = files.filter((file) => readFileSync(join(SRC, file), "utf8").split("\n").length > 300);
    expect(long).toEqual([]);
});
