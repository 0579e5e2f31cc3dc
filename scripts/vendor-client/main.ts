import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_TENANT, type Emulator } from "../../src/emulator";
import { run } from "../pulumi-cli/run";
import { CLIENTS, type Client } from "./clients";
import { startVendorHosts } from "./vendorHosts";

const KINDS = ["groups", "provisioningKeys", "connectors", "microtenants"];

/** More groups than fit on the largest page of a list, in a microtenant of their own. */
const BRANCH = { id: "216196257331289000", name: "Branch with many groups", enabled: true };
const GROUPS = Array.from({ length: 501 }, (_, index) => ({
    id: String(216196257331290000n + BigInt(index)),
    name: `site ${String(index + 1).padStart(3, "0")}`,
    microtenantId: BRANCH.id,
}));
const KEYS = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const TENANT = {
    ...DEFAULT_TENANT,
    ...{ publicKey: KEYS.publicKey, maxGroups: 1000, microtenants: [BRANCH], groups: GROUPS },
};

/** The ways to sign in: `oneapi` with a client secret, `oneapi-key` with a private key. */
const APIS = ["legacy", "oneapi", "oneapi-key"];

/** Installs the vendor's clients in temporary folders and runs them with each way to sign in. */
async function main(): Promise<void> {
    const names = process.argv.slice(2);
    const unknown = names.find((name) => !CLIENTS[name]);
    if (unknown !== undefined)
        throw new Error(`There is no client "${unknown}", only ${Object.keys(CLIENTS).join(", ")}.`);
    for (const client of names.length > 0 ? names.map((name) => CLIENTS[name]!) : Object.values(CLIENTS)) {
        const folder = mkdtempSync(join(tmpdir(), "zpa-vendor-client-"));
        try {
            const { version, program } = await client.install(folder);
            for (const api of APIS) {
                console.log(`${client.name} ${version}, ${api}`);
                await live(client, [...program, api]);
            }
        } finally {
            rmSync(folder, { recursive: true, force: true });
        }
    }
}

async function live(client: Client, [program, ...args]: string[]): Promise<void> {
    const hosts = await startVendorHosts({ limits: "off", tenants: [TENANT] });
    const { emulator } = hosts;
    try {
        for (const code of ["AAAAA-11111", "BBBBB-22222"]) emulator.tenant().showUserCode({ code });
        const before = idsOf(emulator);
        // The clients also read variables of the vendor, which are not to come from the environment of this script.
        const env = {
            PATH: process.env.PATH,
            ...emulator.environment(),
            ...hosts.env,
            REQUESTS_CA_BUNDLE: hosts.env.SSL_CERT_FILE,
            PRIVATE_KEY: KEYS.privateKey,
        };
        await run(program!, args, { env, onLine: console.log });
        const refused = emulator.requests().filter(({ status }) => status >= 400);
        if (refused.length !== client.refused) throw new Error(`Refused: ${JSON.stringify(refused)}.`);
        const left = idsOf(emulator).filter((id) => !before.includes(id));
        if (left.length > 0) throw new Error(`Left behind: ${left.join(", ")}.`);
        console.log(
            `${emulator.requests().length} requests, ${refused.length} refused as expected, nothing left behind`,
        );
    } finally {
        await hosts.close();
    }
}

const idsOf = (emulator: Emulator) =>
    KINDS.flatMap((kind) =>
        emulator
            .tenant()
            .all(kind)
            .map(({ id }) => `${kind} ${id}`),
    );

main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
