import type * as pulumi from "@pulumi/pulumi";
import { Runtime } from "../lifecycle/runtime";
import { printable } from "../model/outsideText";
import type { SettingSource } from "../tenants/resolve";

type Config = pulumi.dynamic.ConfigureRequest["config"];

/**
 * The runtime of this plugin process, which all kinds of resources share. The process serves one operation of the
 * engine.
 */
let shared: Runtime | undefined;

export function sharedRuntime(config: Config): Runtime {
    shared ??= runtimeFor({ config: (key) => config.get(key), env: process.env });
    return shared;
}

const say = (_: string, message: string) => console.error(printable(message));

/** Pulumi shows the standard error of the plugin process as messages of the stack. */
export const runtimeFor = (source: SettingSource): Runtime =>
    new Runtime({
        source,
        reporter: { notice: say, wait: say },
    });
