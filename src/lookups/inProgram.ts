import * as pulumi from "@pulumi/pulumi";
import { Runtime } from "../lifecycle/runtime";
import type { Connection } from "../tenants/connection";
import { source } from "../tenants/program";
import { resolveTenant } from "../tenants/resolve";

let runtime: Runtime | undefined;

export function programRuntime(): Runtime {
    const say = (_: string, message: string) => void pulumi.log.info(message, undefined, undefined, true);
    runtime ??= new Runtime({ source, reporter: { notice: say, wait: say } });
    return runtime;
}

export const connectionTo = (tenant: string | undefined): Connection =>
    programRuntime().connectTo(resolveTenant(tenant, source), "");
