import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { watched } from "../watched";
import type { Stack } from "./stack";

const ROOT = resolve(__dirname, "../../..");

/** The code blocks of a page, without the indentation of a list they may stand in. */
export function blocksOf(page: string): string[] {
    const text = readFileSync(join(ROOT, page), "utf8");
    return [...text.matchAll(/^( *)```\w+\n([\s\S]*?)^ *```$/gm)].map(([, indentation, code]) =>
        code!.replaceAll(new RegExp(`^${indentation}`, "gm"), ""),
    );
}

/** What the reader is to fill in, and what is filled in for it, in their order. */
export type Filling = readonly [placeholder: string, value: string];

/** Types commands of a page in the folder of a stack, and leaves them running. */
export function startTyping({ folder, env }: Stack, commands: string, ...fillings: Filling[]) {
    let script = commands;
    for (const [placeholder, value] of fillings) {
        expect(script).toContain(placeholder);
        script = script.replace(placeholder, value);
    }
    const child = spawn("bash", ["-ec", script], { cwd: folder, env, detached: true });
    return watched(child);
}

/** Types commands of a page, which succeed, and gives what they print. */
export async function typed(...args: Parameters<typeof startTyping>): Promise<string> {
    const { code, output } = await startTyping(...args).ended;
    if (code !== 0) throw new Error(`${args[1]}\nended with ${code}:\n${output}`);
    return output;
}
