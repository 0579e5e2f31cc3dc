import { type Emulator, startEmulator } from "../../src/emulator";
import { Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

// docs/enrollment.md warns of these options. If Pulumi's SDK no longer shows secrets with one, the warning can go.
test("debug messages of Pulumi's SDK show the value of a key, and the usual output does not", async () => {
    const emulator: Emulator = await startEmulator({ limits: "off" });
    const program = `
        const zpa = require("pulumi-zpa-connectors");
        const group = new zpa.AppConnectorGroup("site", ${JSON.stringify(SITE)});
        new zpa.ProvisioningKey("site", { name: "key-" + process.env.RUN, appConnectorGroupId: group.id, maxUsage: 2 });`;
    const stack = new Stack(emulator, { program });
    const shows = async (...options: string[]) => {
        stack.setEnv({ RUN: options.join("") });
        const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview", ...options);
        expect({ code, output }).toMatchObject({ code: 0 });
        return output.includes(String(emulator.tenant().keys()[0]!.provisioningKey));
    };
    expect(await shows()).toBe(false);
    expect(await shows("--json")).toBe(true);
    expect(await shows("--debug")).toBe(true);
    stack.remove();
    await emulator.close();
});
