import type { CollectionOptions } from "./customKinds";
import { Emulation } from "./emulation";
import type { Emulator, EmulatorOptions } from "./emulator";
import { environmentOf } from "./environment";
import { serveHttp } from "./http";
import { answering, answeringUnread } from "./server";
import { TenantHandle } from "./tenantHandle";
import { DEFAULT_TENANT } from "./tenants";

/** Serves an emulation. */
export async function run(emulation: Emulation, options: EmulatorOptions): Promise<Emulator> {
    const listening = { port: options.port ?? 0, tls: options.tls };
    const server = await serveHttp(answering(emulation), answeringUnread(emulation), listening);
    const first = [...emulation.tenants.keys()][0] ?? DEFAULT_TENANT.customerId;
    const url = `${options.tls ? "https" : "http"}://127.0.0.1:${server.port}`;
    return {
        url,
        environment: (wanted = {}) => {
            const { seed, clientSecret } = emulation.tenant(wanted.tenant ?? first);
            const settings = environmentOf(url, { ...seed, clientSecret }, wanted);
            return options.limits === "off" ? { ...settings, ZPA_PACING: "off" } : settings;
        },
        guesses: () => emulation.guesses.all(),
        requests: () => emulation.log.all(),
        clearRequests: () => emulation.log.clear(),
        tenant: (customerId = first) => new TenantHandle(emulation, customerId),
        fault: (fault) => emulation.faults.add(fault),
        clearFaults: () => emulation.faults.clear(),
        setLatency: (latency) => emulation.latencies.set(latency),
        setListLag: (ms) => emulation.listLag.set(ms),
        advanceClock: (ms) => emulation.clock.advance(ms),
        setNameTaken: (nameTaken) => {
            emulation.nameTaken = nameTaken;
        },
        setUserCodePaths: (paths) => {
            emulation.userCodePaths = paths;
        },
        reset: () => emulation.reset(),
        close: () => server.close(),
    };
}

/** An emulator that also serves invented kinds of objects, for this package's own tests. */
export const startEmulatorWith = (collections: readonly CollectionOptions[], options: EmulatorOptions = {}) =>
    run(new Emulation(options, collections), options);
