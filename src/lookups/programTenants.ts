import * as pulumi from "@pulumi/pulumi";
import { type Connection, Connections } from "../tenants/connection";
import { resolveTenant, type SettingSource } from "../tenants/resolve";

/** The settings as the program's own process sees them. */
const source: SettingSource = {
    config: (key) => pulumi.runtime.allConfig()[key],
    env: process.env,
};

const connections = new Connections({ onWait: (message) => void pulumi.log.info(message, undefined, undefined, true) });

export function connectionTo(tenant: string | undefined): Connection {
    return connections.to(resolveTenant(tenant, source));
}
