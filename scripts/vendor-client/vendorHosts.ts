import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator";
import { run } from "../pulumi-cli/run";

/** The hosts that the vendor's tools call; they have no setting for a base URL. */
const HOSTS = ["config.private.zscaler.com", "emulator.zslogin.net", "api.zsapi.net"];

export interface VendorHosts {
    readonly emulator: Emulator;
    /** Sends a program's connections to the emulator and makes it trust the emulator's certificate. */
    readonly env: { readonly HTTPS_PROXY: string; readonly SSL_CERT_FILE: string };
    close(): Promise<void>;
}

/** An emulator under the names of the vendor's hosts: a proxy sends every connection to it. */
export async function startVendorHosts(options: EmulatorOptions): Promise<VendorHosts> {
    const folder = mkdtempSync(join(tmpdir(), "zpa-vendor-hosts-"));
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const names = `subjectAltName=${HOSTS.map((host) => `DNS:${host}`).join(",")}`;
    const files = ["-keyout", key, "-out", cert, "-addext", names];
    await run("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=emulator", ...files]);
    const tls = { cert: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8") };
    const emulator = await startEmulator({ ...options, tls, hostnames: HOSTS });
    const proxy = proxyTo(Number(new URL(emulator.url).port));
    await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
    const HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    return {
        emulator,
        env: { HTTPS_PROXY, SSL_CERT_FILE: cert },
        async close() {
            proxy.close();
            proxy.closeAllConnections();
            await emulator.close();
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

/** A proxy that connects every host to a port of this machine. */
const proxyTo = (port: number): Server =>
    createServer().on("connect", (_request, client) => {
        const upstream = connect(port, "127.0.0.1", () => {
            client.write("HTTP/1.1 200 Connection established\r\n\r\n");
            upstream.pipe(client).pipe(upstream);
        });
        for (const [one, other] of [
            [client, upstream],
            [upstream, client],
        ] as const)
            one.on("error", () => other.destroy());
    });
