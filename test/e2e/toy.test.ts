import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { transformSync } from "@swc/core";
import { startEmulatorWith } from "../../src/emulator/run";
import { TOY_COLLECTION } from "../lifecycle/toy/model";
import { Stack } from "../support/engine/stack";

const ROOT = resolve(__dirname, "../..");
const PROGRAM = `
const { Toy } = require("toys");
const { args } = require("./groups.json").ball;
exports.id = new Toy("ball", args).id;
`;

/** The toy's files as a package of their own, beside this one. */
function installToys(): string {
    const folder = join(mkdtempSync(join(tmpdir(), "zpa-toys-")), "node_modules");
    mkdirSync(folder);
    for (const entry of readdirSync(join(ROOT, "node_modules"))) {
        symlinkSync(join(ROOT, "node_modules", entry), join(folder, entry));
    }
    mkdirSync(join(folder, "toys"));
    const write = (file: string, text: string) => writeFileSync(join(folder, "toys", file), text);
    write("package.json", JSON.stringify({ name: "toys", version: "1.0.0", main: "Toy.js" }));
    for (const name of ["Toy", "handle", "model"]) {
        const source = readFileSync(join(ROOT, `test/lifecycle/toy/${name}.ts`), "utf8");
        const { code } = transformSync(source, {
            jsc: { target: "es2022", parser: { syntax: "typescript" } },
            module: { type: "commonjs" },
        });
        write(`${name}.js`, code.replaceAll("../../../src", join(ROOT, "dist")));
    }
    return folder;
}

test("a resource of one table and a class of ten lines works in the real engine", async () => {
    const emulator = await startEmulatorWith([TOY_COLLECTION], { limits: "off" });
    const nodeModules = installToys();
    const stack = new Stack(emulator, { program: PROGRAM, nodeModules });
    const toys = () => emulator.tenant().all("toy");
    const up = async (args: Record<string, unknown>) => {
        const { code, output } = await stack.program({ ball: { args } }).up();
        if (code !== 0) throw new Error(output);
        return output;
    };
    try {
        await up({ name: "Ball", size: "2.50", color: "blue" });
        const [made] = toys();
        expect(made).toMatchObject({ name: "Ball", size: "2.5", color: "BLUE" });
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
        await up({ name: "Ball", size: 3, color: "BLUE" });
        expect(toys()).toMatchObject([{ id: made!.id, size: "3" }]);
        await up({ name: "Ball", size: 3, color: "RED" });
        expect(toys()).toMatchObject([{ name: "Ball", color: "RED" }]);
        expect(toys()[0]!.id).not.toBe(made!.id);
        expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
        expect((await stack.destroy()).code).toBe(0);
        expect(toys()).toEqual([]);
    } finally {
        stack.remove();
        rmSync(dirname(nodeModules), { recursive: true });
        await emulator.close();
    }
});
