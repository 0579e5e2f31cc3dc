import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type ApiClient, createClient } from "../../src/api/client";
import { memoryLedger } from "../../src/api/pacing/ledger";
import { DEFAULT_TENANT, startEmulator } from "../../src/emulator";
import { contradictions, TenantSettings } from "../../src/tenants/settings";
import { type Check, lifeOfAGroup } from "./checks";
import { pathCounting } from "./countsPaths";

const PREFIX = "zpa-parity-";

const USAGE = `npm run parity -- --target <settings file>   a tenant's settings, as JSON with the keys of zpa:tenants
npm run parity -- --target emulator          an emulator of this package

Creates, changes and deletes one App Connector group and one provisioning key in the tenant, and compares what the
service answers with what the emulator answers. Whatever has a name that begins with "${PREFIX}" is removed
before and after.

--count-paths   also asks how OneAPI counts reads of /appConnectorGroup/{id}: for each id or for all ids together. It
                creates two more groups and sends at most 33 reads at once, more than the rate limit allows, so
                other runs from this address may have to wait for some seconds.`;

async function main(): Promise<void> {
    const { values } = parseArgs({
        options: { target: { type: "string" }, "count-paths": { type: "boolean", default: false } },
    });
    const countPaths = values["count-paths"];
    if (!values.target) throw new Error(`No tenant is given.\n${USAGE}`);
    const emulator =
        values.target === "emulator" ? await startEmulator(countPaths ? {} : { limits: "off" }) : undefined;
    const { customerId, clientId, clientSecret, vanityDomain } = DEFAULT_TENANT;
    const given = emulator
        ? { baseUrl: emulator.url, customerId, clientId, clientSecret, vanityDomain }
        : JSON.parse(readFileSync(values.target, "utf8"));
    try {
        const settings = settingsOf(given);
        const client = createClient(
            { ...settings, whereToSet: (setting) => `${setting} in ${values.target}` },
            { report: console.error, ...(emulator ? { ledger: memoryLedger } : {}) },
        );
        console.log(`Tenant ${settings.customerId} at ${settings.baseUrl ?? "the vendor's host"}`);
        await sweep(client);
        try {
            const prefix = `${PREFIX}${randomBytes(4).toString("hex")}`;
            await compare([
                ...lifeOfAGroup(client, prefix),
                ...(countPaths ? [pathCounting(client, settings, prefix)] : []),
            ]);
        } finally {
            await sweep(client);
        }
    } finally {
        await emulator?.close();
    }
}

function settingsOf(given: unknown): TenantSettings {
    const settings = TenantSettings.parse(given);
    const [problem] = contradictions(settings);
    if (problem) throw new Error(`${problem.setting} ${problem.reason}`);
    return settings;
}

async function compare(checks: readonly Check[]): Promise<void> {
    const rows: Record<string, string>[] = [];
    for (const check of checks) {
        const answered = await check.answered().catch((error: Error) => error.message);
        const agrees = answered === check.expected ? "yes" : "NO";
        rows.push({ check: check.says, emulator: check.expected, target: answered, agrees });
    }
    console.table(rows);
    const disagreements = rows.filter(({ agrees }) => agrees === "NO").length;
    console.log(`${rows.length - disagreements} of ${rows.length} agree.`);
    process.exitCode = disagreements > 0 ? 1 : 0;
}

/** Deletes the objects of this or an earlier run: keys first, because a group with keys is not deleted. */
async function sweep({ groups, provisioningKeys }: ApiClient): Promise<void> {
    for (const endpoint of [provisioningKeys, groups]) {
        const { objects } = await endpoint.list({ microtenantId: "0" });
        for (const { id, name } of objects) if (name.startsWith(PREFIX)) await endpoint.delete(id, "0");
    }
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
