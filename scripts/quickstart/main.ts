import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator";
import { ensurePulumi } from "../pulumi-cli/ensure";
import { emulatorSettings, engineEnvironment } from "../pulumi-cli/environment";

const ROOT = resolve(__dirname, "../..");

/** Runs `pulumi` in front of the user, on the stack of the quickstart. */
type Pulumi = (...args: string[]) => Promise<void>;

async function main(): Promise<void> {
    title("The Pulumi CLI");
    const { bin, how } = await ensurePulumi({ say: console.log });
    console.log(`using ${join(bin, "pulumi")} (${how})`);

    title("A ZPA service to work against");
    const emulator = await startEmulator();
    const folder = mkdtempSync(join(tmpdir(), "zpa-quickstart-"));
    const pulumi = pulumiIn(folder, { ...engineEnvironment(bin, folder), ...emulatorSettings(emulator.url) });
    console.log(`the emulator answers at ${emulator.url}; nothing leaves this machine`);
    try {
        await tour(pulumi, emulator);
    } finally {
        await emulator.close();
        rmSync(folder, { recursive: true, force: true });
    }
}

async function tour(pulumi: Pulumi, emulator: Emulator): Promise<void> {
    const step = async (heading: string, ...args: string[]) => {
        title(`${heading}: pulumi ${args[0]}`);
        emulator.clearRequests();
        await pulumi(...args);
        console.log(`  → ${callsOf(emulator)}`);
    };
    await pulumi("stack", "init", "quickstart");
    await step("Preview", "preview");
    await step("Create the group of examples/quickstart", "up", "--yes", "--skip-preview");
    await step("Nothing has changed, so nothing is asked by the provider", "preview");

    const [group] = emulator.tenant().groups();
    if (!group) throw new Error("The group is not in the service.");
    await pulumi("config", "set", "upgradeTimeInSecs", "70200");
    await step("The upgrade window moves to 19:30", "preview", "--diff");
    await step("Update it in place", "up", "--yes", "--skip-preview");

    title("Somebody else changes the group's location behind Pulumi's back");
    emulator.tenant().changeGroup(group.id, { location: "Somewhere else" });
    await step("The drift shows", "refresh", "--yes", "--skip-preview");
    await step("And is put right", "up", "--yes", "--skip-preview");
    await step("Clean up", "destroy", "--yes", "--skip-preview");

    title("Done");
    console.log("The program is examples/quickstart/index.ts. README.md says how to run it on a tenant of your own.");
}

function callsOf(emulator: Emulator): string {
    const calls = emulator.requests().map(({ method, path }) => `${method} ${path.split("?")[0]!.split("/").at(-1)}`);
    return calls.length === 0 ? "no call to the service" : `${calls.length} calls to the service: ${calls.join(", ")}`;
}

function pulumiIn(folder: string, env: Record<string, string>): Pulumi {
    const config = ["--config-file", join(folder, "Pulumi.quickstart.yaml")];
    return (...args) =>
        new Promise((done, reject) => {
            const child = spawn("pulumi", [...args, "--non-interactive", ...(args[0] === "stack" ? [] : config)], {
                cwd: ROOT,
                env: { ...process.env, ...env },
                stdio: ["ignore", "inherit", "inherit"],
            });
            child.on("error", reject);
            child.on("close", (code) =>
                code === 0 ? done() : reject(new Error(`pulumi ${args.join(" ")} ended with exit code ${code}.`)),
            );
        });
}

const title = (text: string) => console.log(`\n=== ${text}`);

main().catch((error: Error) => {
    console.error(`\n${error.message}`);
    process.exitCode = 1;
});
