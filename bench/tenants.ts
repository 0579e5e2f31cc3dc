import { startEmulator, type TenantSeed } from "../src/emulator";
import { callsIn, signInsIn } from "../test/support/calls";
import { type Groups, type Outcome, Stack } from "../test/support/engine/stack";

export interface TenantsRow {
    operation: string;
    signIns: number;
    reads: number;
    writes: number;
    refused429: number;
    seconds: number;
}

/** Measures one program with the same sites in each of many tenants on OneAPI. */
export async function measureTenants(tenants: number, sites: number): Promise<TenantsRow[]> {
    const seeds: TenantSeed[] = Array.from({ length: tenants }, (_, i) => ({
        customerId: String(72_058_304_855_000_000n + BigInt(i)),
        clientId: `client-${i}`,
        clientSecret: `secret-${i}`,
    }));
    const emulator = await startEmulator({ tenants: seeds });
    const named = Object.fromEntries(
        seeds.map(({ customerId, clientId, clientSecret }, i) => [
            `tenant-${i}`,
            { customerId, clientId, clientSecret, vanityDomain: `tenant-${i}`, baseUrl: emulator.url },
        ]),
    );
    const groups: Groups = Object.fromEntries(
        seeds.flatMap((_, i) =>
            Array.from({ length: sites }, (_site, j) => [
                `tenant-${i}-site-${j}`,
                { args: { tenant: `tenant-${i}`, name: `Site ${j}`, location: "x", latitude: j, longitude: i } },
            ]),
        ),
    );
    const stack = new Stack(undefined, { config: { "zpa:tenants": named } }).program(groups);
    const rows: TenantsRow[] = [];
    const measure = async (operation: string, run: () => Promise<Outcome>) => {
        emulator.clearRequests();
        const started = performance.now();
        const { code, output } = await run();
        if (code !== 0) throw new Error(output);
        const calls = callsIn(emulator.requests());
        const reads = calls.filter((call) => call.startsWith("GET")).length;
        rows.push({
            operation,
            signIns: signInsIn(emulator.requests()),
            reads,
            writes: calls.length - reads,
            refused429: calls.filter((call) => call.endsWith("429")).length,
            seconds: (performance.now() - started) / 1000,
        });
    };
    try {
        await measure("create", () => stack.up());
        await measure("preview, nothing to change", () => stack.preview("--expect-no-changes"));
        await measure("refresh", () => stack.refresh());
        await measure("destroy", () => stack.destroy());
    } finally {
        stack.remove();
        await emulator.close();
    }
    return rows;
}
