import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { bundle } from "../scripts/plugin/bundle";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../src/emulator";
import { ON_ONEAPI, Stack } from "../test/support/engine/stack";

/** The same program as the vendor's column has, so that the language host is the same. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
for (const [name, { args }] of Object.entries(require("./groups.json"))) {
    exports[name] = new pulumi.CustomResource("zpa-connectors:index:AppConnectorGroup", name, args).id;
}
`;

export interface NativeService {
    readonly emulator: Emulator;
    stack(): Stack;
    close(): Promise<void>;
}

/** The native provider, as the archives have it, and a service of its own. */
export async function startNativeService(): Promise<NativeService> {
    const folder = mkdtempSync(join(tmpdir(), "zpa-plugin-"));
    await bundle(folder);
    const emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, maxGroups: 5_000 }] });
    return {
        emulator,
        stack: () => {
            const stack = new Stack(emulator, { ...ON_ONEAPI, program: PROGRAM });
            return stack.setEnv({ PATH: [folder, stack.env.PATH].join(delimiter) });
        },
        close: async () => {
            rmSync(folder, { recursive: true, force: true });
            await emulator.close();
        },
    };
}
