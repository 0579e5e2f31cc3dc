import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type ApiClient, createClient } from "../../src/api/client";
import { memoryLedger } from "../../src/api/pacing/ledger";
import { sendOverHttp } from "../../src/api/transport";
import { DEFAULT_TENANT, startEmulator } from "../../src/emulator";
import { contradictions, TenantSettings } from "../../src/tenants/settings";
import { type Check, lifeOfAGroup } from "./checks";
import { pathCounting } from "./countsPaths";
import { Recorder } from "./record";
import { RESULTS, type Result, wordOf, writeResults } from "./results";

const PREFIX = "zpa-parity-";

const USAGE = `npm run parity -- --target <settings file>   a tenant's settings, as JSON with the keys of zpa:tenants
npm run parity -- --target emulator          an emulator of this package

Creates, changes and deletes one App Connector group and one provisioning key in the tenant, and compares what the
service answers with what the emulator answers. Whatever has a name that begins with "${PREFIX}" is removed
before and after. The result of each check is written with its date to scripts/parity/seen.json, unless the target is
the emulator. "npm run docs" shows the dates on the page of the emulator.

--record <file>  also writes the requests and the shapes of the responses, without ids, names, addresses and secrets of
                the tenant. test/emulator/replay.test.ts replays the files in test/emulator/recordings.
--results <file>  writes the results to this file, whatever the target is.
--count-paths   also asks how OneAPI counts reads of /appConnectorGroup/{id}: for each id or for all ids together. It
                creates two more groups and sends at most 33 reads at once, more than the rate limit allows, so
                other runs from this address may have to wait for some seconds.`;

async function main(): Promise<void> {
    const { values } = parseArgs({
        options: {
            target: { type: "string" },
            "count-paths": { type: "boolean", default: false },
            record: { type: "string" },
            results: { type: "string" },
        },
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
        const recorder = new Recorder(sendOverHttp);
        const client = createClient(
            { ...settings, whereToSet: (setting) => `${setting} in ${values.target}` },
            { report: console.error, transport: recorder.transport, ...(emulator ? { ledger: memoryLedger } : {}) },
        );
        console.log(`Tenant ${settings.customerId} at ${settings.baseUrl ?? "the vendor's host"}`);
        await sweep(client);
        try {
            const prefix = `${PREFIX}${randomBytes(4).toString("hex")}`;
            recorder.begin(prefix);
            const results = await compare([
                ...lifeOfAGroup(client, prefix),
                ...(countPaths ? [pathCounting(client, settings, prefix)] : []),
            ]);
            const file = values.results ?? (emulator ? undefined : RESULTS);
            if (file !== undefined) writeResults(results, file);
        } finally {
            recorder.end();
            await sweep(client);
            if (values.record !== undefined) writeRecording(values.record, recorder);
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

const today = () => new Date().toISOString().slice(0, 10);

function writeRecording(file: string, recorder: Recorder): void {
    const recording = { recorded: today(), exchanges: recorder.exchanges() };
    writeFileSync(file, `${JSON.stringify(recording, null, 4)}\n`);
}

async function compare(checks: readonly Check[]): Promise<Result[]> {
    const results: Result[] = [];
    const rows: Record<string, string>[] = [];
    for (const check of checks) {
        const answered = await check.answered().catch((error: Error) => error.message);
        const agrees = answered === check.expected;
        const { says, facts, expected } = check;
        rows.push({ check: says, emulator: expected, target: answered, agrees: agrees ? "yes" : "NO" });
        results.push({ check: says, facts, date: today(), agrees, ...wordOf(answered) });
    }
    console.table(rows);
    const disagreements = rows.filter(({ agrees }) => agrees === "NO").length;
    console.log(`${rows.length - disagreements} of ${rows.length} agree.`);
    process.exitCode = disagreements > 0 ? 1 : 0;
    return results;
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
