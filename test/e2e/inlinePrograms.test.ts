import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type InlineProgramArgs, LocalWorkspace } from "@pulumi/pulumi/automation";
import { engineEnvironment } from "../../scripts/pulumi-cli/environment";
import * as zpa from "../../src";
import { type Emulator, startEmulator } from "../../src/emulator";
import { SITE } from "../support/site";

/** The names of the groups that a lookup sees, as the output of a program. */
const program: InlineProgramArgs["program"] = async () => ({
    names: (await zpa.getAppConnectorGroups()).map(({ name }) => name),
});

describe("several programs in one process", () => {
    let folder: string;
    const emulators: Emulator[] = [];
    const path = process.env.PATH;

    beforeAll(() => {
        folder = mkdtempSync(join(tmpdir(), "zpa-inline-"));
        process.env.PATH = engineEnvironment(process.env.PULUMI_TEST_BIN!, folder).PATH;
    });
    afterAll(async () => {
        process.env.PATH = path;
        for (const emulator of emulators) await emulator.close();
        rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    });

    const site = async (stackName: string) => {
        const emulator = await startEmulator({ limits: "off" });
        emulators.push(emulator);
        const stack = await LocalWorkspace.createOrSelectStack(
            { projectName: "inline", stackName, program },
            { envVars: engineEnvironment(process.env.PULUMI_TEST_BIN!, folder) },
        );
        const { ZPA_BASE_URL, ZPA_CUSTOMER_ID, ZPA_CLIENT_ID, ZPA_CLIENT_SECRET } = emulator.environment();
        const settings = { baseUrl: ZPA_BASE_URL, customerId: ZPA_CUSTOMER_ID, clientId: ZPA_CLIENT_ID };
        for (const [name, value] of Object.entries(settings)) await stack.setConfig(`zpa:${name}`, { value: value! });
        await stack.setConfig("zpa:clientSecret", { value: ZPA_CLIENT_SECRET!, secret: true });
        const add = (name: string) => emulator.tenant().add("groups", { ...SITE, name });
        return { add, names: async () => (await stack.up()).outputs.names!.value };
    };

    test("a run sees what the service holds now, not what an earlier run saw", async () => {
        const { add, names } = await site("fresh");
        add("London");
        expect(await names()).toEqual(["London"]);
        add("Tokyo");
        expect(await names()).toEqual(["London", "Tokyo"]);
    });

    test("runs at the same time have each their own settings", async () => {
        const [one, two] = [await site("one"), await site("two")];
        one.add("London");
        two.add("Tokyo");
        expect(await Promise.all([one.names(), two.names()])).toEqual([["London"], ["Tokyo"]]);
    });
});
