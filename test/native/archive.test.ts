import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archiveName, archives, PLATFORMS } from "../../scripts/plugin/archives";
import { DEFAULT_TENANT, type Emulator, startEmulator, type TenantSeed } from "../../src/emulator";
import { callsIn, countCalls } from "../support/calls";
import { bundled, ref, YamlStack } from "../support/native/yamlStack";
import { SITE as ARGS } from "../support/site";

const SITE = { ...ARGS, longitude: -121.8863286 };
const GLOBEX: TenantSeed = { customerId: "72058304855015424", clientId: "globex", clientSecret: "globex-secret" };
const GROUPS = 100;
const PLATFORM = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;

/** Groups of the stack's tenant, and one of another tenant with its own provider. */
const program = (url: string, description: string) => ({
    ...Object.fromEntries(
        Array.from({ length: GROUPS }, (_, i) => [
            `group${i}`,
            { properties: { ...SITE, name: `Group ${i}`, ...(i === 0 ? { description } : {}) } },
        ]),
    ),
    globex: {
        type: "pulumi:providers:zpa-connectors",
        properties: { ...GLOBEX, baseUrl: url },
    },
    elsewhere: { properties: { ...SITE, name: "Elsewhere" }, options: { provider: ref("globex") } },
});

describe("the archive of this platform, unpacked", () => {
    let folder: string;
    let emulator: Emulator;
    let stack: YamlStack;
    const at = (customerId?: string) => emulator.tenant(customerId).groups();

    beforeAll(async () => {
        folder = mkdtempSync(join(tmpdir(), "zpa-archives-"));
        const plugin = await bundled();
        archives(plugin.folder, folder);
        plugin.remove();
        mkdirSync(join(folder, "unpacked"));
        execFileSync("tar", ["-xzf", join(folder, archiveName(PLATFORM)), "-C", join(folder, "unpacked")]);
        emulator = await startEmulator({ limits: "off", tenants: [DEFAULT_TENANT, GLOBEX] });
        stack = new YamlStack(emulator, join(folder, "unpacked"), { env: { ZPA_PACING: "off" } });
        stack.yaml({ resources: program(emulator.url, "") });
    });
    afterAll(async () => {
        stack.remove();
        rmSync(folder, { recursive: true, force: true });
        await emulator.close();
    });
    beforeEach(() => emulator.clearRequests());

    test("there is one for each of six platforms, with its launcher", () => {
        const made = readdirSync(folder).filter((name) => name.endsWith(".tar.gz"));
        expect(made.sort()).toEqual(PLATFORMS.map(archiveName).sort());
        expect(made).toHaveLength(6);
        for (const platform of PLATFORMS) {
            const listed = execFileSync("tar", ["-tzf", join(folder, archiveName(platform))], { encoding: "utf8" });
            const launchers = listed.split("\n").filter((file) => file.includes("pulumi-resource-"));
            const ending = platform.startsWith("windows") ? ".cmd" : "";
            expect(launchers).toEqual([`./pulumi-resource-zpa-connectors${ending}`]);
        }
    });

    test("makes 100 groups and one in another tenant, with an explicit provider: one list of each tenant", async () => {
        expect(await stack.up()).toMatchObject({ code: 0 });
        expect(countCalls(emulator.requests())).toEqual({
            "GET appConnectorGroup 200": 2,
            "POST appConnectorGroup 201": GROUPS + 1,
        });
        expect(at()).toHaveLength(GROUPS);
        expect(at(GLOBEX.customerId)).toMatchObject([{ name: "Elsewhere" }]);
        expect(stack.stateText()).not.toContain("globex-secret");
    });

    test("asks nothing where nothing changes, and one list for a change of one of them", async () => {
        expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });
        expect(emulator.requests()).toEqual([]);
        stack.yaml({ resources: program(emulator.url, "changed") });
        expect(await stack.preview()).toMatchObject({ code: 0, steps: { group0: { op: "update" } } });
        expect(callsIn(emulator.requests())).toEqual(["GET appConnectorGroup 200"]);
    });

    test("refreshes all of them from one list of each tenant, and shows drift", async () => {
        const { id } = emulator.tenant(GLOBEX.customerId).group("Elsewhere");
        emulator.tenant(GLOBEX.customerId).changeGroup(id, { location: "Nowhere" });
        expect((await stack.refresh()).steps).toEqual({ elsewhere: { op: "update", diff: "~location" } });
        expect(callsIn(emulator.requests())).toEqual(["GET appConnectorGroup 200", "GET appConnectorGroup 200"]);
    });

    test("destroys all of them", async () => {
        expect(await stack.destroy()).toMatchObject({ code: 0 });
        expect([at(), at(GLOBEX.customerId)]).toEqual([[], []]);
    });
});
