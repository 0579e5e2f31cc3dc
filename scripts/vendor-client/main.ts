import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startEmulator } from "../../src/emulator";
import { run } from "../pulumi-cli/run";

const TLS = resolve(__dirname, "../../test/fixtures/tls");
const pem = (file: string) => readFileSync(join(TLS, file), "utf8");

/** Installs the vendor's Python client (PyPI: zscaler-sdk-python) in a throw-away place and runs it. */
async function main(): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "zpa-vendor-client-"));
    const emulator = await startEmulator({ limits: "off", tls: { cert: pem("server.pem"), key: pem("server.key") } });
    try {
        await run("python3", ["-m", "venv", folder]);
        await run(join(folder, "bin/pip"), ["install", "--quiet", "zscaler-sdk-python"]);
        const env = {
            ...process.env,
            EMULATOR_PORT: new URL(emulator.url).port,
            REQUESTS_CA_BUNDLE: join(TLS, "ca.pem"),
        };
        await run(join(folder, "bin/python"), [join(__dirname, "client.py")], { env, onLine: console.log });
        const refused = emulator.requests().filter(({ status }) => status >= 400);
        const left = emulator.tenant().groups();
        if (refused.length + left.length > 0)
            throw new Error(`Refused: ${JSON.stringify(refused)}. Left: ${JSON.stringify(left)}.`);
        console.log(`${emulator.requests().length} requests, none refused, nothing left behind`);
    } finally {
        await emulator.close();
        rmSync(folder, { recursive: true, force: true });
    }
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
