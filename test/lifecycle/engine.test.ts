import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { startEmulator } from "../../src/emulator";
import { engineListens } from "../../src/lifecycle/engine";
import { SITE } from "../support/site";
import { SmallEngine } from "../support/smallEngine";

describe("the engine that has started the plugin process", () => {
    it("listens until it ends, whoever gets its port then", async () => {
        const engine = createServer().listen(0, "127.0.0.1");
        await once(engine, "listening");
        const { port } = engine.address() as AddressInfo;
        const listens = engineListens(["--logtostderr", `127.0.0.1:${port}`]);
        expect([await listens(), await listens()]).toEqual([true, true]);
        engine.close();
        await once(engine, "close");
        expect(await listens()).toBe(false);
        const other = createServer().listen(port, "127.0.0.1");
        await once(other, "listening");
        expect(await listens()).toBe(false);
        other.close();
    });

    it.each([[[]], [["help"]], [["-v=9"]]])("is taken for running if its address is unknown (%j)", async (args) => {
        expect(await engineListens(args)()).toBe(true);
    });
});

it("a run that has ended writes nothing more, and says so", async () => {
    const emulator = await startEmulator({ limits: "off" });
    const stack = new SmallEngine(emulator, { isWanted: async () => false });
    const { failures } = await stack.up({ site: { args: SITE } });
    expect(failures).toEqual([expect.stringMatching(/was not created: POST .* was not sent: the run .* has ended\./)]);
    expect(emulator.tenant().groups()).toEqual([]);
    await emulator.close();
});
