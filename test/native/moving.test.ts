import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { bundled, ref, YamlStack } from "../support/native/yamlStack";
import { SITE as ARGS } from "../support/site";

const SITE = { ...ARGS, longitude: -121.8863286 };
const KEY = { name: "san-jose", maxUsage: 2, exportable: false };

/** The program with the dynamic resources. @param aliases whether it says that they were native ones */
const dynamic = (aliases: boolean) => `
const zpa = require("pulumi-zpa-connectors");
const options = (type) => (${aliases} ? { aliases: [{ type: "zpa-connectors:index:" + type }] } : {});
const site = new zpa.AppConnectorGroup("site", ${JSON.stringify(SITE)}, options("AppConnectorGroup"));
const key = new zpa.ProvisioningKey("key", { ...${JSON.stringify(KEY)}, appConnectorGroupId: site.id }, options("ProvisioningKey"));
exports.value = key.provisioningKey;
`;

describe("a stack that moves from the dynamic resources to the native ones, and back", () => {
    let plugin: Awaited<ReturnType<typeof bundled>>;
    let emulator: Emulator;
    let stack: YamlStack;
    const node = (aliases: boolean) => {
        stack.write("Pulumi.yaml", { name: "stack-under-test", runtime: "nodejs" });
        writeFileSync(join(stack.folder, "index.js"), dynamic(aliases));
    };
    const native = () =>
        stack.yaml({
            resources: {
                site: { properties: SITE },
                key: { type: "ProvisioningKey", properties: { ...KEY, appConnectorGroupId: ref("site.id") } },
            },
            outputs: { value: ref("key.provisioningKey") },
        });
    const writes = () => callsIn(emulator.requests()).filter((call) => !call.startsWith("GET"));
    const ids = () => [stack.state("site")?.id, stack.state("key", "ProvisioningKey")?.id];

    beforeAll(async () => {
        [plugin, emulator] = await Promise.all([bundled(), startEmulator({ limits: "off" })]);
        stack = new YamlStack(emulator, plugin.folder);
        node(false);
        expect(await stack.up()).toMatchObject({ code: 0 });
    });
    afterAll(async () => {
        stack.remove();
        plugin.remove();
        await emulator.close();
    });

    test("makes no call, keeps the objects, and manages them afterwards", async () => {
        const before = ids();
        native();
        emulator.clearRequests();
        const there = await stack.up();
        expect(there).toMatchObject({ code: 0 });
        expect(emulator.requests()).toEqual([]);
        expect(ids()).toEqual(before);
        expect(await stack.refresh("--expect-no-changes")).toMatchObject({ code: 0 });
        const value = async () => (await stack.pulumi("stack", "output", "value", "--show-secrets")).output;
        const shown = await value();
        node(true);
        const back = await stack.up();
        expect(back).toMatchObject({ code: 0 });
        expect(writes()).toEqual([]);
        expect(ids()).toEqual(before);
        expect(await value()).toBe(shown);
        expect(await stack.refresh("--expect-no-changes")).toMatchObject({ code: 0 });
        expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });
        expect(await stack.destroy()).toMatchObject({ code: 0 });
        expect(emulator.tenant().groups()).toEqual([]);
    });
});
