import * as pulumi from "@pulumi/pulumi";
import { type Connection, Connections } from "./connection";
import { namedTenants, resolveRun, resolveTenant, type SettingSource } from "./resolve";

/** The settings as the program's own process sees them. */
const source: SettingSource = {
    config: (key) => pulumi.runtime.allConfig()[key],
    env: process.env,
};

let connections: Connections | undefined;

export function connectionTo(tenant: string | undefined): Connection {
    connections ??= new Connections({
        retrySecs: resolveRun(source).retrySecs,
        onWait: (message) => void pulumi.log.info(message, undefined, undefined, true),
    });
    return connections.to(resolveTenant(tenant, source));
}

let warned = false;

/** Two labels for one customer are allowed, while one is renamed say, but more often a slip. Said once a run. */
export function warnOfTwins(): void {
    if (warned) return;
    warned = true;
    for (const twins of twinLabels(source)) {
        void pulumi.log.warn(
            `zpa:tenants has more than one label for the same customer and microtenant: ${twins.join(", ")}. ` +
                "If that is meant, nothing is wrong; otherwise check their customerId.",
        );
    }
}

function twinLabels(from: SettingSource): string[][] {
    const byPlace = new Map<string, string[]>();
    let named: ReturnType<typeof namedTenants>;
    try {
        named = namedTenants(from);
    } catch {
        // Whoever uses a tenant is told.
        return [];
    }
    for (const [label, { customerId, microtenantId, microtenantName }] of Object.entries(named)) {
        if (customerId === undefined) continue;
        const place = JSON.stringify([String(customerId), String(microtenantId ?? "0"), microtenantName]);
        byPlace.set(place, [...(byPlace.get(place) ?? []), label]);
    }
    return [...byPlace.values()].filter((labels) => labels.length > 1);
}
