import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../../..");

/** What Node.js compiled in one run of the engine is there for all others. */
export const COMPILE_CACHE = join(tmpdir(), "zpa-compile-cache");

/** What a provider's process loads. The engine ends that process by a signal, so that it never fills the cache itself. */
const LOAD = `
const { exports } = require("./node_modules/pulumi-zpa-connectors/package.json");
for (const [entry, { default: file }] of Object.entries(exports))
    if (entry.startsWith("./provider")) require("./" + require("node:path").join("node_modules/pulumi-zpa-connectors", file));
import("got");
`;

export function fillCompileCache(): void {
    const env = { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE };
    const { status, stderr } = spawnSync("node", ["-e", LOAD], { cwd: ROOT, env, encoding: "utf8" });
    // Tests that need no build run without one.
    if (status !== 0) console.warn(`The compile cache was not filled:\n${stderr}`);
}
