import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../../src/emulator";
import { run } from "../pulumi-cli/run";

/** The host names that the vendor's client calls. */
const HOSTS = ["config.private.zscaler.com", "emulator.zslogin.net", "api.zsapi.net"];

/** Installs the vendor's newest Python client (PyPI: zscaler-sdk-python) in a temporary folder and runs it. */
async function main(): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "zpa-vendor-client-"));
    const at = (file: string) => join(folder, file);
    try {
        const names = `subjectAltName=${HOSTS.map((host) => `DNS:${host}`).join(",")}`;
        const files = ["-keyout", at("key.pem"), "-out", at("cert.pem")];
        await run("openssl", [
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=x",
            "-addext",
            names,
            ...files,
        ]);
        await run("python3", ["-m", "venv", at("venv")]);
        await run(at("venv/bin/pip"), ["install", "--quiet", "zscaler-sdk-python"]);
        const installed = await run(at("venv/bin/pip"), ["show", "zscaler-sdk-python"]);
        console.log(`zscaler-sdk-python ${/^Version: (.*)$/m.exec(installed)?.[1]}`);
        await live(at);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

async function live(at: (file: string) => string): Promise<void> {
    const cert = readFileSync(at("cert.pem"), "utf8");
    const emulator = await startEmulator({ limits: "off", tls: { cert, key: readFileSync(at("key.pem"), "utf8") } });
    try {
        for (const code of ["AAAAA-11111", "BBBBB-22222"]) emulator.tenant().showUserCode({ code });
        const env = {
            ...process.env,
            ...emulator.environment(),
            EMULATOR_PORT: new URL(emulator.url).port,
            REQUESTS_CA_BUNDLE: at("cert.pem"),
        };
        await run(at("venv/bin/python"), [join(__dirname, "client.py")], { env, onLine: console.log });
        const refused = emulator.requests().filter(({ status }) => status >= 400);
        // Each lifecycle reads its key and its group once after their deletion.
        if (refused.length !== 4) throw new Error(`Refused: ${JSON.stringify(refused)}.`);
        const kinds = ["groups", "provisioningKeys", "connectors"];
        const left = kinds.flatMap((kind) => emulator.tenant().all(kind));
        if (left.length > 0) throw new Error(`Left behind: ${JSON.stringify(left)}.`);
        console.log(
            `${emulator.requests().length} requests, ${refused.length} refused as expected, nothing left behind`,
        );
    } finally {
        await emulator.close();
    }
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
