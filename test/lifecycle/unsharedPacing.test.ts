import { DynamicProvider } from "../../src/dynamic/provider";
import { startEmulator } from "../../src/emulator";
import { deploy, GROUP, pluginRuntime } from "../support/pluginProcess";
import { SITE } from "../support/site";

test("a folder that cannot be shared for the rate limit is reported once", async () => {
    const emulator = await startEmulator({ limits: "off" });
    const shared = process.env.ZPA_PACING_DIR!;
    process.env.ZPA_PACING_DIR = "/dev/null/pacing";
    try {
        const messages: string[] = [];
        const say = (_: string, message: string) => void messages.push(message);
        const provider = new DynamicProvider(
            GROUP,
            pluginRuntime(emulator, {}, { reporter: { notice: say, wait: say } }),
        );
        await deploy(provider, undefined, { ...SITE });
        expect(messages).toEqual([expect.stringContaining("Calls are counted for this process only")]);
    } finally {
        process.env.ZPA_PACING_DIR = shared;
        await emulator.close();
    }
});
