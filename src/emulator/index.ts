import { Emulation } from "./emulation";
import type { Emulator, EmulatorOptions } from "./emulator";
import { run } from "./run";

export type { Emulator, EmulatorOptions } from "./emulator";
export type { EnvironmentOptions } from "./environment";
export type { FaultInput as Fault, FaultKind, FaultOptions, Matches, NoOptions } from "./faultOptions";
export type { Guess } from "./guesses";
export type { LimitMode, LimitPaths, WindowMode } from "./limits";
export type {
    EmulationOptions,
    KeepRequests,
    LatencyInput as Latency,
    NameTaken,
    SeedObject,
    TenantSeed,
    UserCodePaths,
} from "./options";
export type { RejectionName } from "./rejections";
export type { RequestRecord, RequestWithBody } from "./requestLog";
export type { Collection, Stored } from "./store";
export type { NewConnector, TenantHandle } from "./tenantHandle";
export { DEFAULT_TENANT, readTenants } from "./tenants";
export type { Machine } from "./userCodes";

/**
 * Starts an emulated ZPA service on a loopback address, for tests. Its responses follow recordings and the
 * documentation of the real service.
 *
 * @param options the tenants, the limits and the port. Default: one tenant with the legacy limits, on a free port
 *
 * @throws Error if an option is invalid or the port is in use
 *
 * @example
 * ```ts
 * const emulator = await startEmulator({ limits: "off" });
 * Object.assign(process.env, emulator.environment());
 * ```
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
    return run(new Emulation(options), options);
}
