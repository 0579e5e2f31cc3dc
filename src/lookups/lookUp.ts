import * as pulumi from "@pulumi/pulumi";
import { ZpaError } from "../api/errors";
import type { TenantArgs } from "./args";
import type { Implementations } from "./implementations";
import type { inProgram, tenantOfProgram } from "./inProgram";

type Args<K extends keyof Implementations> = Parameters<Implementations[K]>[1];
type Result<K extends keyof Implementations> = Awaited<ReturnType<Implementations[K]>>;

/**
 * Runs a lookup in the program's tenant. The first lookup loads the client, because most programs have no lookup. In a
 * unit test the lookup calls Pulumi's mocks, so that no test reaches a service.
 *
 * @internal Keeps the client's types, and with them zod's, out of the declarations that users compile.
 */
export async function lookUp<K extends keyof Implementations>(
    name: K,
    args: Args<K> = {} as Args<K>,
): Promise<Result<K>> {
    const mocks = mocksOfTest();
    if (mocks) return (await mocks.call({ token: `zpa:index:${name}`, inputs: args })) as Result<K>;
    const loaded: { inProgram: typeof inProgram } = require("./inProgram");
    return loaded.inProgram(name, args);
}

/** The mocks of `pulumi.runtime.setMocks`, if it was called; the SDK's mock monitor has them. */
function mocksOfTest(): pulumi.runtime.Mocks | undefined {
    const { mocks } = (pulumi.runtime.getMonitor() ?? {}) as { mocks?: pulumi.runtime.Mocks };
    if (mocks && typeof mocks.call !== "function") {
        throw new ZpaError(
            "SETTINGS",
            "A lookup in a unit test needs the mock `call`: pass it to pulumi.runtime.setMocks.",
        );
    }
    return mocks;
}

/** The arguments of a lookup, each of which may be an output. */
export type Inputs<T> = { [K in keyof T]: pulumi.Input<T[K]> };

/** Runs a lookup when its arguments, which may be outputs, are known. */
export function outputForm<A extends object, R>(
    lookUpOf: (args: A) => Promise<R>,
    args: Inputs<A> = {} as Inputs<A>,
): pulumi.Output<R> {
    const { tenant } = args as Inputs<TenantArgs>;
    if (tenant === undefined || typeof tenant === "string") checkSettings(tenant);
    return pulumi.output(args).apply((known) => lookUpOf(known as A)) as pulumi.Output<R>;
}

/** {@link outputForm} for a lookup that returns secrets: its whole result is a secret. */
export const secretOutputForm = <A extends object, R>(lookUpOf: (args: A) => Promise<R>, args: Inputs<A>) =>
    pulumi.secret(outputForm(lookUpOf, args)) as pulumi.Output<R>;

/**
 * Throws at once if the tenant's settings are incomplete. As a rejection that nobody can have handled yet, the error
 * would come with Node's warnings of promises that were handled late.
 */
function checkSettings(tenant: string | undefined): void {
    if (mocksOfTest()) return;
    const loaded: { tenantOfProgram: typeof tenantOfProgram } = require("./inProgram");
    loaded.tenantOfProgram(tenant);
}
