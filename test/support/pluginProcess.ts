import { DynamicProvider } from "../../src/dynamic/provider";
import { runtimeFor } from "../../src/dynamic/sharedRuntime";
import { DEFAULT_TENANT, type Emulator } from "../../src/emulator";
import { Runtime } from "../../src/lifecycle/runtime";
import type { Inputs, State } from "../../src/model/state";
import { AUTO_DELETE_KIND } from "../../src/resources/appConnectorAutoDelete/kind";
import { GROUP_KIND } from "../../src/resources/appConnectorGroup/kind";
import { ENROLLMENT_KIND } from "../../src/resources/connectorEnrollment/kind";
import { KEY_KIND } from "../../src/resources/provisioningKey/kind";
import { urnOf } from "./urn";

export const GROUP = GROUP_KIND;
export const KEY = KEY_KIND;
export const AUTO_DELETE = AUTO_DELETE_KIND;
export const ENROLLMENT = ENROLLMENT_KIND;

/** The settings of the emulator's default tenant as a stack's configuration has them. */
export const settingsOf = (emulator: Emulator, config: Record<string, string> = {}): Record<string, string> => ({
    "zpa:baseUrl": emulator.url,
    "zpa:customerId": DEFAULT_TENANT.customerId,
    "zpa:clientId": DEFAULT_TENANT.clientId,
    "zpa:clientSecret": DEFAULT_TENANT.clientSecret,
    "zpa:vanityDomain": "emulator",
    ...config,
});

/** What every kind of resource shares in one plugin process of the engine, with nothing remembered yet. */
export function pluginRuntime(
    emulator: Emulator,
    config: Record<string, string> = {},
    options: Partial<ConstructorParameters<typeof Runtime>[0]> = {},
): Runtime {
    const settings = settingsOf(emulator, config);
    const source = { config: (key: string) => settings[key], env: {} };
    return new Runtime({ source, reporter: runtimeFor(source).reporter, ...options });
}

/** The provider as one plugin process of the engine holds it: configured, with nothing remembered yet. */
export const pluginProcess = (emulator: Emulator, config: Record<string, string> = {}): DynamicProvider =>
    new DynamicProvider(GROUP, pluginRuntime(emulator, config));

/** The providers of all kinds of resources as one plugin process holds them: they share what the run knows. */
export function pluginProviders(
    emulator: Emulator,
    config: Record<string, string> = {},
    options: Partial<ConstructorParameters<typeof Runtime>[0]> = {},
) {
    const runtime = pluginRuntime(emulator, config, options);
    return {
        groups: new DynamicProvider(GROUP, runtime),
        keys: new DynamicProvider(KEY, runtime),
        autoDeletes: new DynamicProvider(AUTO_DELETE, runtime),
        enrollments: new DynamicProvider(ENROLLMENT, runtime),
    };
}

/** What the engine asks at a preview: check, and diff of what exists. Returns the replaced properties. */
export async function preview(
    provider: DynamicProvider,
    held: Held | undefined,
    args: Record<string, unknown>,
    resource = String(args.name),
) {
    const run = { deploying: false, urn: urnOf(resource) };
    const { inputs, failures } = await provider.check({ ...held?.inputs }, { ...args, __run: run });
    const diff = held && failures.length === 0 ? await provider.diff(held.id, held.outs, inputs) : undefined;
    return { inputs, failures: failures.map(({ property, reason }) => `${property}: ${reason}`), diff };
}

export interface Held {
    id: string;
    outs: State;
    inputs: Inputs;
}

/** What the engine does with one resource of a program in `up`: check, then create or diff and update or replace. */
export async function deploy(
    provider: DynamicProvider,
    held: Held | undefined,
    args: Record<string, unknown>,
    resource = String(args.name),
): Promise<Held> {
    const run = { deploying: true, urn: urnOf(resource) };
    const { inputs, failures } = await provider.check({ ...held?.inputs }, { ...args, __run: run });
    if (failures.length > 0) throw new Error(failures.map((f) => `${f.property}: ${f.reason}`).join("\n"));
    if (!held) return { ...(await provider.create(inputs)), inputs };
    const diff = await provider.diff(held.id, held.outs, inputs);
    if (diff.changes === false) return held;
    if (diff.replaces?.length) {
        await provider.delete(held.id, held.outs);
        return { ...(await provider.create(inputs)), inputs };
    }
    const { outs } = await provider.update(held.id, held.outs, inputs);
    return { id: held.id, outs, inputs };
}
