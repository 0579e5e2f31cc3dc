import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { runCommand } from "../support/command";
import { Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

const COLUMNS = [
    "App Connector groups",
    "provisioning keys",
    "App Connectors",
    "enrollment certificates",
    "version profiles",
    "microtenants",
    "others",
] as const;
type Column = (typeof COLUMNS)[number];

/** The kind of object of a path, from the most special path on. */
const KINDS: readonly (readonly [RegExp, Column, string?])[] = [
    [/\/usercodes/, "others", "user codes"],
    [/\/connectorSchedule/, "others", "auto-delete schedule"],
    [/\/provisioningKey/, "provisioning keys"],
    [/\/appConnectorGroup/, "App Connector groups"],
    [/\/connector\b/, "App Connectors"],
    [/\/enrollmentCert/, "enrollment certificates"],
    [/\/(visible\/)?versionProfiles?\b/, "version profiles"],
    [/\/microtenants/, "microtenants"],
];

/** The rows of the page's table: what each feature reads and writes; brackets are left out. */
function documented(): Record<string, Record<string, string>> {
    const page = readFileSync(resolve(__dirname, "../../docs/credentials.md"), "utf8");
    const lines = page.split("## Rights")[1]!.split("\n");
    const cellsOf = (line: string) =>
        line
            .split("|")
            .slice(1, -1)
            .map((cell) => cell.trim());
    const rows = lines.filter((line) => /^\| `/.test(line)).map(cellsOf);
    const shown = (columns: readonly string[], cells: string[]) =>
        Object.fromEntries(columns.map((column, i) => [column, cells[i]!.replace(/[()]/g, "")]));
    return Object.fromEntries(rows.map(([feature, ...cells]) => [feature!.replaceAll("`", ""), shown(COLUMNS, cells)]));
}

const BRANCH = "216196257331282000";
const GROUP = "216196257331290001";
const LABELS = {
    AppConnectorGroup: "groups",
    ProvisioningKey: "keys",
    ConnectorEnrollment: "enrollments",
    AppConnectorAutoDelete: "schedules",
    "zpa-connectors check": "check",
    "zpa-connectors fleet": "fleet",
    "zpa-connectors adopt": "adopt",
} as const;
const ids = Object.fromEntries(
    Object.values(LABELS).map((label, i) => [label, String(72058304855015424n + BigInt(i))]),
);

let emulator: Emulator;
let stack: Stack;

beforeAll(async () => {
    const microtenants = [{ id: BRANCH, name: "Branch" }];
    const group = {
        ...{ ...SITE, id: GROUP, enabled: true, latitude: "37.3", longitude: "-121.8", microtenantId: BRANCH },
        ...{ overrideVersionProfile: true, versionProfileId: "2" },
    };
    const follower = { ...group, id: "216196257331290002", name: "Follower", overrideVersionProfile: false };
    const gone = Array.from({ length: 6 }, (_, i) => ({
        id: `21619625733129100${i}`,
        name: `gone-${i}`,
        enabled: true,
        assistantVersion: {
            ctrlChannelStatus: "ZPN_STATUS_DISCONNECTED",
            lastBrokerDisconnectTime: "1647708499102454",
        },
    }));
    emulator = await startEmulator({
        limits: "off",
        tenants: Object.values(LABELS).map((label) => ({
            ...DEFAULT_TENANT,
            customerId: ids[label]!,
            clientId: label,
            label,
            microtenants,
            requireEnrollmentCert: true,
            ...(label === "groups" ? {} : { groups: [{ ...group, connectors: gone }, follower] }),
        })),
    });
    const env = Object.assign(
        { ZPA_PACING: "off" },
        ...Object.values(LABELS).map((label) => emulator.environment({ tenant: ids[label]!, label })),
    );
    stack = new Stack(undefined, {
        env,
        program: `
const zpa = require("pulumi-zpa-connectors");
const { site, group, code, day } = require("./program.json");
const microtenantName = "Branch";
new zpa.AppConnectorGroup("g", { ...site, upgradeDay: day, tenant: "groups", microtenantName, versionProfileName: "New Release" });
new zpa.ProvisioningKey("k", { name: "k", maxUsage: day === "SUNDAY" ? 1 : 2, appConnectorGroupId: group, tenant: "keys", microtenantName });
new zpa.ConnectorEnrollment("e", { appConnectorGroupId: group, userCodes: [code], tenant: "enrollments", microtenantName });
new zpa.AppConnectorAutoDelete("s", { frequencyInterval: day === "SUNDAY" ? 30 : 14, tenant: "schedules", microtenantName });
`,
    });
});
afterAll(async () => {
    stack.remove();
    await emulator.close();
});

test("the page names the rights of each feature: the calls of its whole life", async () => {
    const code = emulator.tenant(ids.enrollments).showUserCode();
    for (const day of ["SUNDAY", "MONDAY"]) {
        stack.write("program.json", { site: SITE, group: GROUP, code, day });
        expect(await stack.preview()).toMatchObject({ code: 0 });
        expect(await stack.up()).toMatchObject({ code: 0 });
    }
    expect(await stack.refresh()).toMatchObject({ code: 0 });
    expect(await stack.destroy()).toMatchObject({ code: 0 });
    for (const command of ["check", "fleet", "adopt"]) await runCommand(stack, command, "--tenant", command);

    const seen = Object.fromEntries(Object.entries(LABELS).map(([feature, label]) => [feature, rightsOf(ids[label]!)]));
    expect(seen).toEqual(documented());
});

/** What a tenant's requests have read and written. */
function rightsOf(customerId: string): Record<string, string> {
    const rights = new Map<Column, { name?: string; letters: Set<string> }>();
    for (const { method, path } of emulator.requests().filter((request) => request.path.includes(`/${customerId}/`))) {
        const [, column, name] = KINDS.find(([pattern]) => pattern.test(path))!;
        const right = rights.get(column) ?? { ...(name ? { name } : {}), letters: new Set() };
        right.letters.add(method === "GET" ? "R" : "W");
        rights.set(column, right);
    }
    return Object.fromEntries(
        COLUMNS.map((column) => {
            const { name, letters } = rights.get(column) ?? { letters: new Set() };
            const shown = [...letters].sort().join("") || "–";
            return [column, name ? `${name}: ${shown}` : shown];
        }),
    );
}
