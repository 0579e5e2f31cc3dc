import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { engineEnded } from "../../src/dynamic/engineWatch";

const PLUGIN = "/node_modules/@pulumi/pulumi/cmd/dynamic-provider/index.js";

/** The engine, as far as it matters: something that listens. */
async function engine(): Promise<{ server: Server; args: string[] }> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    return { server, args: ["node", PLUGIN, `127.0.0.1:${(server.address() as AddressInfo).port}`] };
}

describe("the plugin process notices", () => {
    test("an engine that ends", async () => {
        const { server, args } = await engine();
        const connected = once(server, "connection");
        const signal = engineEnded(args)!;
        const [socket] = await connected;
        expect(signal.aborted).toBe(false);
        server.close();
        socket.destroy();
        await once(signal, "abort");
    });

    test("that an engine which closes an idle connection still listens", async () => {
        const { server, args } = await engine();
        let connected = once(server, "connection");
        const signal = engineEnded(args)!;
        for (let closed = 0; closed < 5; closed++) {
            const [socket] = await connected;
            connected = once(server, "connection");
            socket.destroy();
        }
        const [last] = await connected;
        expect(signal.aborted).toBe(false);
        server.close();
        last.destroy();
        await once(signal, "abort");
    });

    test.each([
        ["a program", ["node", "/node_modules/@pulumi/pulumi/cmd/run/index.js", "127.0.0.1:1"]],
        ["a plugin process without an address", ["node", PLUGIN]],
        ["an engine on another host", ["node", PLUGIN, "engine.example.com:443"]],
    ])("no engine in %s", (_, args) => {
        expect(engineEnded(args)).toBeUndefined();
    });
});
