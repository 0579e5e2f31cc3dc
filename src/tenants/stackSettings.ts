import { execFileSync } from "node:child_process";
import type { SettingSource } from "./namedTenants";

const MAX_CONFIG = 64 * 1024 * 1024;

/** The settings of a command: a stack's configuration, if a stack is given, and the environment. */
export function settingsOf(stack: string | undefined): SettingSource {
    const config = stack === undefined ? {} : configOf(stack);
    return { config: (key) => config[key], env: process.env };
}

/** The configuration of a stack of the Pulumi project in the current directory, with decrypted secrets. */
function configOf(stack: string): Record<string, string | undefined> {
    const args = ["config", "--json", "--show-secrets", "--non-interactive", "--stack", stack];
    let output: string;
    try {
        output = execFileSync("pulumi", args, { encoding: "utf8", stdio: "pipe", maxBuffer: MAX_CONFIG });
    } catch (error) {
        const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
        const why = code === "ENOENT" ? "the Pulumi CLI is not on the PATH" : (stderr?.trim() ?? String(error));
        throw new Error(`The configuration of stack ${stack} cannot be read: ${why}`);
    }
    const entries = JSON.parse(output) as Record<string, { value?: string }>;
    return Object.fromEntries(Object.entries(entries).map(([key, { value }]) => [key, value]));
}
