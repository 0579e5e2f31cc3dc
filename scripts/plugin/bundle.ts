import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const ROOT = resolve(__dirname, "../..");
const { version, engines } = require("../../package.json") as { version: string; engines: { node: string } };

/** The executable that Pulumi looks for. */
export const PLUGIN = "pulumi-resource-zpa-connectors";

const NODE = engines.node.replace(">=", "");
const NEEDS_NODE = `${PLUGIN} needs Node.js ${NODE} or newer on the PATH`;

const SH = `#!/bin/sh
command -v node >/dev/null || { echo "${NEEDS_NODE}." >&2; exit 1; }
exec node "$(dirname "$0")/index.js" "$@"
`;
const CMD = `@node "%~dp0index.js" %*\r\n`;

/** Compiled code is kept, so that the plugin starts faster the next time. */
const INDEX = `const { enableCompileCache } = require("node:module");
if (!enableCompileCache) {
    console.error("${NEEDS_NODE}; this is " + process.version + ".");
    process.exit(1);
}
enableCompileCache();
require("./provider.js");
`;

/**
 * The plugin for any platform: one file with all packages, a launcher for each kind of system, and the schema. A
 * `PulumiPlugin.yaml` is not part of it: with one, `pulumi plugin install` runs npm in the folder, and fails.
 */
export async function bundle(folder: string): Promise<void> {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await build({
        entryPoints: [join(ROOT, "src/native/main.ts")],
        outfile: join(folder, "provider.js"),
        bundle: true,
        platform: "node",
        target: "node22",
        minifySyntax: true,
        minifyWhitespace: true,
        logLevel: "error",
    });
    writeFileSync(join(folder, "index.js"), INDEX);
    writeFileSync(join(folder, PLUGIN), SH);
    chmodSync(join(folder, PLUGIN), 0o755);
    writeFileSync(join(folder, `${PLUGIN}.cmd`), CMD);
    const manifest = { name: PLUGIN, version, private: true, license: "Apache-2.0", main: "index.js" };
    writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
    for (const file of ["schema.json", "LICENSE"]) cpSync(join(ROOT, file), join(folder, file));
}
