import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator";
import { ensurePulumi } from "../pulumi-cli/ensure";
import { emulatorSettings, engineEnvironment } from "../pulumi-cli/environment";

const ROOT = resolve(__dirname, "../..");

/** The path of the fleet page, which is kept for the user. */
const PAGE = join(ROOT, "fleet.html");

/** Runs a command, prints its output and returns it. */
type Run = (command: string, ...args: string[]) => Promise<string>;

async function main(): Promise<void> {
    title("The Pulumi CLI");
    const { bin, how } = await ensurePulumi({ say: console.log });
    console.log(`using ${join(bin, "pulumi")} (${how})`);

    title("Start the ZPA emulator");
    const emulator = await startEmulator();
    // `stack init` writes it next to Pulumi.yaml. A file of the user is kept.
    const stackFile = join(ROOT, "Pulumi.quickstart.yaml");
    const isOurs = !existsSync(stackFile);
    const folder = mkdtempSync(join(tmpdir(), "zpa-quickstart-"));
    const interrupted = interruption();
    const env: NodeJS.ProcessEnv = { ...engineEnvironment(bin, folder), ...emulatorSettings(emulator.url) };
    const run = runIn(env, interrupted);
    const config = ["--config-file", join(folder, "Pulumi.quickstart.yaml")];
    const pulumi = (...args: string[]) =>
        run("pulumi", ...args, "--non-interactive", ...(args[0] === "stack" ? [] : config));
    console.log(`the emulator listens at ${emulator.url}; no request leaves this machine`);
    try {
        await tour(pulumi, run, emulator, env);
    } finally {
        await emulator.close();
        // Processes of the engine may still write files.
        rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
        if (isOurs) rmSync(stackFile, { force: true });
    }
}

async function tour(
    pulumi: (...args: string[]) => Promise<string>,
    run: Run,
    emulator: Emulator,
    env: NodeJS.ProcessEnv,
): Promise<void> {
    const step = async (heading: string, expected: RegExp, ...args: string[]) => {
        title(`${heading}: pulumi ${args[0]}`);
        emulator.clearRequests();
        const output = await pulumi(...args);
        if (!expected.test(output)) throw new Error(`The output of this step does not match ${expected}.`);
        console.log(`  → ${callsOf(emulator)}`);
    };
    const changes = ["--yes", "--skip-preview"];
    await pulumi("stack", "init", "quickstart");
    await step("Preview the group and the key of examples/quickstart", /\+ 3 to create/, "preview");
    // That preview has checked the types of the program, which stays as it is.
    env.PULUMI_NODEJS_TRANSPILE_ONLY = "true";
    await step("Create it", /\+ 3 created/, "up", ...changes);

    title("The group in the service");
    const group = theGroup(emulator);
    console.log(JSON.stringify(group, null, 2));
    await step(
        "Nothing has changed: the provider sends no request, the program looks up its profile",
        /3 unchanged/,
        "preview",
    );

    await pulumi("config", "set", "upgradeTimeInSecs", "70200");
    await step("The upgrade window moves to 19:30", /~ upgradeTimeInSecs *: 66600 => 70200/, "preview", "--diff");
    await step("Update it in place", /\[diff: ~upgradeTimeInSecs\]/, "up", ...changes);
    if (theGroup(emulator).upgradeTimeInSecs !== "70200") throw new Error("The service does not have the new window.");
    await step("A refresh finds no drift", /3 unchanged/, "refresh", ...changes);

    title("The group is moved outside of Pulumi");
    emulator.tenant().changeGroup(group.id, { location: "Somewhere else" });
    console.log('location is now "Somewhere else"');
    await step("Detect the drift", /\[diff: ~location\]/, "refresh", ...changes);
    await step("Fix the drift", /\[diff: ~location\]/, "up", ...changes);
    if (theGroup(emulator).location === "Somewhere else") throw new Error("The location was not fixed.");

    title("A machine enrolls with the provisioning key");
    const connector = emulator.tenant().enroll("san-jose");
    console.log(`the App Connector "${connector.name}" has joined the group`);

    title("Draw the fleet: zpa-connectors fleet");
    await run(process.execPath, join(ROOT, "dist/cli/main.js"), "fleet", "--out", PAGE);

    title("The machine is switched off");
    emulator.tenant().removeConnector(connector.id);
    await step("Clean up", /- 3 deleted/, "destroy", ...changes);
    if (emulator.tenant().groups().length > 0) throw new Error("The group is still in the service.");

    title("Done");
    console.log(`The fleet page is ${PAGE}: open it in a browser.`);
    console.log(
        "The program is examples/quickstart/index.ts. docs/getting-started.md shows how to run it with your own tenant.",
    );
}

function theGroup(emulator: Emulator) {
    const [group] = emulator.tenant().groups();
    if (!group) throw new Error("The group is not in the service.");
    return group;
}

function callsOf(emulator: Emulator): string {
    const calls = emulator.requests().map(({ method, path }) => `${method} ${path.split("?")[0]!.split("/").at(-1)}`);
    return `${calls.length} calls to the service: ${calls.join(", ")}`;
}

/**
 * From now on Ctrl+C ends the tour and not this process, also between two commands, so that everything is cleaned up.
 */
function interruption(): AbortSignal {
    const interrupted = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.on(signal, () => interrupted.abort(new Error(`Interrupted by ${signal}.`)));
    }
    return interrupted.signal;
}

function runIn(env: NodeJS.ProcessEnv, interrupted: AbortSignal): Run {
    return (command, ...args) =>
        new Promise((done, reject) => {
            interrupted.throwIfAborted();
            const child = spawn(command, args, {
                cwd: ROOT,
                env: { ...process.env, ...env },
                stdio: ["ignore", "pipe", "pipe"],
            });
            // The engine receives Ctrl+C directly. A second SIGINT would end it immediately, without cleaning up.
            const terminate = () => child.kill("SIGTERM");
            process.on("SIGTERM", terminate);
            let output = "";
            for (const stream of [child.stdout, child.stderr]) {
                stream.on("data", (chunk: Buffer) => {
                    output += chunk.toString();
                    process.stdout.write(chunk);
                });
            }
            child.on("error", reject);
            child.on("close", (code) => {
                process.off("SIGTERM", terminate);
                if (interrupted.aborted) reject(interrupted.reason);
                else if (code === 0) done(output);
                else reject(new Error(`${[command, ...args].join(" ")} ended with exit code ${code}.`));
            });
        });
}

const title = (text: string) => console.log(`\n=== ${text}`);

main().catch((error: Error) => {
    console.error(`\n${error.message}`);
    process.exitCode = 1;
});
