import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./run";
import { PULUMI_VERSION } from "./versions";

const INSTALLER = "https://get.pulumi.com";
const MAX_MS = 10 * 60_000;

/** Runs Pulumi's installer with `root` as its target, if its host can be reached. */
export async function install(root: string): Promise<void> {
    try {
        await fetch(INSTALLER, { method: "HEAD", signal: AbortSignal.timeout(5_000) });
    } catch (error) {
        const { cause, message } = error as Error & { cause?: { code?: string } };
        throw new Error(`${INSTALLER} is not reached (${cause?.code ?? message})`);
    }
    const script =
        'const { PulumiCommand } = require("@pulumi/pulumi/automation"); const { SemVer } = require("semver");' +
        "PulumiCommand.install({ root: process.argv[1], version: new SemVer(process.argv[2]) })" +
        ".catch((e) => { console.error(e.message); process.exit(1); });";
    // With another home, the installer does not edit the user's shell profile.
    const home = mkdtempSync(join(tmpdir(), "pulumi-installer-"));
    try {
        const env = { ...process.env, HOME: home, npm_config_yes: "true" };
        await run(process.execPath, ["-e", script, root, PULUMI_VERSION], { timeoutMs: MAX_MS, env });
    } finally {
        rmSync(home, { recursive: true, force: true });
    }
}
