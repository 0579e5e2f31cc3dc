import { AppConnectorGroupProvider } from "../../src/appConnectorGroup/provider";
import type { GroupInputs, GroupOutputs } from "../../src/appConnectorGroup/state";
import { DEFAULT_TENANT, type Emulator } from "../../src/emulator";

/** The provider as one plugin process of the engine holds it: configured, with nothing remembered yet. */
export function pluginProcess(emulator: Emulator, config: Record<string, string> = {}): AppConnectorGroupProvider {
    const settings: Record<string, string> = {
        "zpa:baseUrl": emulator.url,
        "zpa:customerId": DEFAULT_TENANT.customerId,
        "zpa:clientId": DEFAULT_TENANT.clientId,
        "zpa:clientSecret": DEFAULT_TENANT.clientSecret,
        "zpa:vanityDomain": "emulator",
        ...config,
    };
    const provider = new AppConnectorGroupProvider();
    const get = (key: string) => settings[key];
    provider.configure({ get, require: (key: string) => settings[key]! });
    return provider;
}

export interface Held {
    id: string;
    outs: GroupOutputs;
    inputs: GroupInputs;
}

/** What the engine does with one resource of a program in `up`: check, then create or diff and update or replace. */
export async function deploy(
    provider: AppConnectorGroupProvider,
    held: Held | undefined,
    args: Record<string, unknown>,
): Promise<Held> {
    const { inputs, failures } = await provider.check(
        { ...held?.inputs },
        { ...args, __run: { deploying: true, resource: String(args.name) } },
    );
    if (failures.length > 0) throw new Error(failures.map((f) => `${f.property}: ${f.reason}`).join("\n"));
    const wanted = inputs as GroupInputs;
    if (!held) return { ...((await provider.create(wanted)) as { id: string; outs: GroupOutputs }), inputs: wanted };
    const diff = await provider.diff(held.id, held.outs, wanted);
    if (!diff.changes) return held;
    if (diff.replaces?.length) {
        await provider.delete(held.id, held.outs);
        return { ...((await provider.create(wanted)) as { id: string; outs: GroupOutputs }), inputs: wanted };
    }
    const { outs } = (await provider.update(held.id, held.outs, wanted)) as { outs: GroupOutputs };
    return { id: held.id, outs, inputs: wanted };
}
