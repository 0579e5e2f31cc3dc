import { DynamicProvider } from "../src/dynamic/provider";
import { runtimeFor } from "../src/dynamic/sharedRuntime";
import { GROUP_KIND } from "../src/resources/appConnectorGroup/kind";

export interface PluginRow {
    groups: number;
    tenants: number;
    /** CPU time of check and of diff, each for one unchanged group. */
    checkMs: number;
    diffMs: number;
}

const CUSTOMER = 72_058_304_855_000_000n;
const settings = { clientId: "client", clientSecret: "secret", vanityDomain: "acme" };

/** What the plugin process does at a preview of so many unchanged groups, without the engine. */
export async function measurePlugin(groups: number, tenants: number): Promise<PluginRow> {
    const customer = (i: number) => String(CUSTOMER + BigInt(i));
    const named = Object.fromEntries(
        Array.from({ length: tenants }, (_, i) => [`tenant-${i}`, { customerId: customer(i), ...settings }]),
    );
    const config: Record<string, string> =
        tenants === 1
            ? Object.fromEntries(
                  Object.entries({ customerId: customer(0), ...settings }).map(([name, value]) => [
                      `zpa:${name}`,
                      value,
                  ]),
              )
            : { "zpa:tenants": JSON.stringify(named) };
    const plugin = new DynamicProvider(GROUP_KIND, runtimeFor({ config: (key) => config[key], env: {} }));
    const cpu = { check: 0, diff: 0 };
    const timed = async <T>(part: keyof typeof cpu, call: () => Promise<T>) => {
        const before = process.cpuUsage();
        const result = await call();
        const { user, system } = process.cpuUsage(before);
        cpu[part] += (user + system) / 1000;
        return result;
    };
    const program = (i: number) => ({
        ...(tenants === 1 ? {} : { tenant: `tenant-${i % tenants}` }),
        name: `Site ${i}`,
        location: "San Jose",
        latitude: 37.3,
        longitude: -121.9,
        __run: { deploying: false, resource: `site-${i}` },
    });
    // What the state holds is what the program says: so many inputs with every default.
    const held: Record<string, unknown>[] = [];
    for (let i = 0; i < groups; i++) {
        const { __run: _, ...args } = program(i);
        held.push({
            ...Object.fromEntries(
                Object.entries(GROUP_KIND.model.fields).flatMap(([name, { whenOmitted }]) =>
                    whenOmitted.omitted === "default" ? [[name, whenOmitted.value]] : [],
                ),
            ),
            ...args,
            customerId: customer(i % tenants),
        });
    }
    for (const [i, olds] of held.entries()) {
        const { inputs } = await timed("check", () => plugin.check(olds, program(i)));
        const { changes } = await timed("diff", () => plugin.diff(String(i), olds, inputs));
        if (changes !== false) throw new Error(`Site ${i} is a difference.`);
    }
    return { groups, tenants, checkMs: cpu.check / groups, diffMs: cpu.diff / groups };
}
