import { readFileSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { DEFAULT_TENANT, type EmulatorOptions, readTenants, startEmulator } from "../emulator";
import { exportLines } from "../emulator/environment";

interface Flags
    extends Pick<
        EmulatorOptions,
        "port" | "state" | "requestLog" | "limits" | "window" | "limitPaths" | "nameTaken" | "userCodePaths" | "guesses"
    > {
    tenants?: string;
    tlsCert?: string;
    tlsKey?: string;
}

export const emulatorCommand = () =>
    new Command("emulator")
        .description("Start an emulated ZPA service on a loopback address")
        .option("--port <number>", "port to listen on (default: a free port)", portNumber)
        .option("--tenants <file>", "JSON file with the tenants and their objects")
        .option("--state <file>", "keep the tenants' objects across restarts")
        .option("--request-log <file>", "write one JSON line for each request")
        .addOption(
            new Option("--limits <mode>", "rate limit for both APIs (default: each API has its own)").choices([
                "legacy",
                "oneapi",
                "off",
            ]),
        )
        .addOption(
            new Option("--window <mode>", "window of the rate limit (default: fixed)").choices(["fixed", "sliding"]),
        )
        .addOption(
            new Option("--limit-paths <how>", "how OneAPI counts paths with ids (default: template)").choices([
                "template",
                "id",
            ]),
        )
        .addOption(
            new Option("--name-taken <how>", "response if a name is already in use (default: 400)").choices([
                "400",
                "409",
                "allow",
            ]),
        )
        .addOption(
            new Option("--user-code-paths <which>", "which paths of user codes exist (default: both)").choices([
                "both",
                "short",
                "associationType",
            ]),
        )
        .addOption(
            new Option("--guesses <how>", "what a guess is answered with (default: answer)").choices([
                "answer",
                "fail",
            ]),
        )
        .option("--tls-cert <file>", "serve HTTPS with this certificate (PEM)")
        .option("--tls-key <file>", "the certificate's private key (PEM)")
        .action(run);

async function run({ tenants, tlsCert, tlsKey, ...flags }: Flags): Promise<void> {
    const seeds = tenants === undefined ? undefined : readTenants(tenants);
    if (!tlsCert !== !tlsKey) throw new Error("--tls-cert and --tls-key must be set together.");
    const emulator = await startEmulator({
        ...flags,
        tenants: seeds,
        tls: tlsCert && tlsKey ? { cert: pem("--tls-cert", tlsCert), key: pem("--tls-key", tlsKey) } : undefined,
    }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "EADDRINUSE")
            throw new Error(`Port ${flags.port} is in use already. Choose another --port, or omit it.`);
        if (/^ERR_(OSSL|SSL)/.test(error.code ?? ""))
            throw new Error(`--tls-cert ${tlsCert} and --tls-key ${tlsKey} do not work together: ${error.message}`);
        throw error;
    });
    const settings = exportLines(emulator.url, seeds ?? [DEFAULT_TENANT], tenants);
    if (flags.limits === "off") settings.push("  export ZPA_PACING=off");
    console.log([`ZPA emulator ready at ${emulator.url}`, ...settings, "Stop it with Ctrl+C."].join("\n"));
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void emulator.close());
}

function pem(option: string, file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch (error) {
        throw new Error(`${option} ${file} cannot be read: ${(error as Error).message}`);
    }
}

function portNumber(text: string): number {
    const port = Number(text);
    if (/^\d+$/.test(text) && port <= 65_535) return port;
    throw new InvalidArgumentError("It must be a number from 0 to 65535.");
}
