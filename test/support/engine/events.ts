/** What the engine planned or did for one resource. */
export interface Step {
    readonly op: string;
    /** Properties that differ, as the display shows them: `~location,upgradeTimeInSecs`. */
    readonly diff?: string;
}

interface EngineEvent {
    resourcePreEvent?: { metadata: StepMetadata };
    resOutputsEvent?: { metadata: StepMetadata };
}

interface StepMetadata {
    op: string;
    urn: string;
    type: string;
}

const OF_ITSELF = new Set(["same", "read"]);

/**
 * The steps of an event log by the resource's name, for other kinds than groups by `ProvisioningKey <name>`; resources
 * that stay the same are left out.
 */
export function stepsOf(log: string, output: string): Record<string, Step> {
    const steps: Record<string, Step> = {};
    for (const line of log.split("\n").filter(Boolean)) {
        const event = JSON.parse(line) as EngineEvent;
        const metadata = event.resourcePreEvent?.metadata ?? event.resOutputsEvent?.metadata;
        const kind = /^(?:pulumi-nodejs:dynamic\/zpa|zpa-connectors:index):(\w+)$/.exec(metadata?.type ?? "")?.[1];
        if (!metadata || !kind || OF_ITSELF.has(metadata.op)) continue;
        // A refresh first announces itself; what it found comes with the outputs.
        if (metadata.op === "refresh") continue;
        const resource = metadata.urn.split("::").at(-1)!;
        const name = kind === "AppConnectorGroup" ? resource : `${kind} ${resource}`;
        const { op } = metadata;
        const diff = new RegExp(`${kind} ${resource} .*\\[diff: ([^\\]]*)\\]`).exec(output)?.[1];
        const whole = steps[name]?.op === "replace" || /^(create|delete)-replaced?(ment)?$/.test(op) ? "replace" : op;
        steps[name] = { op: whole, ...(diff === undefined ? {} : { diff }) };
    }
    return steps;
}
