import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { run } from "../scripts/pulumi-cli/run";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../src/emulator";
import { Stack } from "../test/support/engine/stack";

const PLUGIN = "pulumi-resource-zpa";
/** The vendor's plugin has no setting for a base URL; its legacy client calls this host over HTTPS. */
const HOST = "config.private.zscaler.com";

/** Whether the plugin of the vendor's provider is in one of these folders. */
export function vendorPlugin(path: string = process.env.PATH ?? ""): boolean {
    return path.split(delimiter).some((folder) => {
        try {
            accessSync(join(folder, PLUGIN), constants.X_OK);
            return true;
        } catch {
            return false;
        }
    });
}

/** The vendor reports computed places as drift if the program omits them. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
for (const [name, { args }] of Object.entries(require("./groups.json"))) {
    const { latitude, longitude } = args;
    const place = { latitude: String(latitude), longitude: String(longitude), cityCountry: "San Jose, US", countryCode: "US" };
    exports[name] = new pulumi.CustomResource("zpa:index/connectorGroup:ConnectorGroup", name, { enabled: true, ...args, ...place }).id;
}
`;

export interface VendorService {
    readonly emulator: Emulator;
    stack(): Stack;
    close(): Promise<void>;
}

/** An emulator under the name of the vendor's host: a proxy sends every connection to it. */
export async function startVendorService(): Promise<VendorService> {
    const folder = mkdtempSync(join(tmpdir(), "zpa-bench-vendor-"));
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const files = ["-keyout", key, "-out", cert, "-addext", `subjectAltName=DNS:${HOST}`];
    await run("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", `/CN=${HOST}`, ...files]);
    const tls = { cert: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8") };
    const emulator = await startEmulator({ limits: "off", tls, tenants: [{ ...DEFAULT_TENANT, maxGroups: 5_000 }] });
    const port = Number(new URL(emulator.url).port);
    const proxy = createServer().on("connect", (_request, client) => {
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
    await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
    const env = {
        HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
        SSL_CERT_FILE: cert,
        ZSCALER_USE_LEGACY_CLIENT: "true",
        ZPA_CLOUD: "PRODUCTION",
    };
    return {
        emulator,
        stack: () => new Stack(emulator, { program: PROGRAM, env }),
        async close() {
            proxy.close();
            proxy.closeAllConnections();
            await emulator.close();
            rmSync(folder, { recursive: true, force: true });
        },
    };
}
