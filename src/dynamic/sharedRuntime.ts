import type * as pulumi from "@pulumi/pulumi";
import { engineListens } from "../lifecycle/engine";
import { Runtime, type RuntimeOptions } from "../lifecycle/runtime";
import { printable } from "../model/outsideText";
import type { SettingSource } from "../tenants/resolve";

type Config = pulumi.dynamic.ConfigureRequest["config"];

/**
 * The runtime of this plugin process, which all kinds of resources share. The process serves one operation of the
 * engine.
 */
let shared: Runtime | undefined;

export function sharedRuntime(config: Config): Runtime {
    shared ??= runtimeFor({ config: (key) => config.get(key), env: process.env }, { isWanted: engineListens() });
    return shared;
}

const say = (_: string, message: string) => console.error(printable(message));

/** Pulumi shows the standard error of the plugin process as messages of the stack. */
export function runtimeFor(source: SettingSource, options: Pick<RuntimeOptions, "isWanted"> = {}): Runtime {
    let lastWait: string | undefined;
    // Several resources can wait for one request, and each hears of it.
    const wait = (urn: string, message: string) => {
        if (message !== lastWait) say(urn, message);
        lastWait = message;
    };
    return new Runtime({ source, reporter: { notice: say, wait }, ...options });
}
