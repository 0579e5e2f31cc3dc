import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import type { EnsureOptions } from "./ensure";
import { versionsFolder } from "./ensure";
import { buildHosts } from "./goBuild";
import { Kept } from "./kept";
import { LANGUAGE_HOST_MODULE_VERSION, PYTHON_HOST, YAML_HOST, YAML_HOST_VERSION } from "./versions";

const HOSTS = [YAML_HOST, PYTHON_HOST];

/** The folder of the language hosts for YAML and Python: one on the PATH, or one that is built once and kept. */
export async function ensureHosts(options: EnsureOptions = {}): Promise<string> {
    const { env = process.env, home = homedir(), say = (line) => console.error(`pulumi: ${line}`) } = options;
    const folders = (env.PATH ?? "").split(delimiter);
    const official = folders.find((folder) => existsSync(join(folder, "pulumi")) && !missingIn(folder));
    if (official) return official;
    const name = `hosts-yaml-${YAML_HOST_VERSION}-python-${LANGUAGE_HOST_MODULE_VERSION}`;
    const kept = new Kept(versionsFolder(env, home), name, async (bin) => missingIn(bin), say);
    await kept.othersAtWork();
    if (missingIn(kept.bin)) await kept.make(buildHosts);
    return kept.bin;
}

function missingIn(bin: string): string | undefined {
    const missing = HOSTS.filter((program) => !existsSync(join(bin, program)));
    return missing.length > 0 ? `${missing.join(" and ")} missing` : undefined;
}
