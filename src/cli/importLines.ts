import { readFileSync } from "node:fs";
import { Command } from "commander";
import { observe } from "../model/canonical";
import { GROUP_MODEL } from "../resources/appConnectorGroup/model";

interface ExportedResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly outputs?: Record<string, unknown>;
}

export const importLinesCommand = () =>
    new Command("import-lines")
        .description("Write the program that takes over the groups of another provider's stack")
        .argument("<file>", "what `pulumi stack export` wrote of that stack")
        .action((file: string) => console.log(importLines(readFileSync(file, "utf8"))));

/** A program with one `AppConnectorGroup` and its `import` option for each group of an exported stack. */
export function importLines(exported: string): string {
    const parsed = JSON.parse(exported) as { deployment?: { resources?: ExportedResource[] } };
    const groups = (parsed.deployment?.resources ?? []).filter(({ type, id }) => /ConnectorGroup$/.test(type) && id);
    if (groups.length === 0)
        throw new Error("The export holds no App Connector group. Is it what `pulumi stack export` wrote?");
    return ['import * as zpa from "pulumi-zpa-connectors";', ...groups.map(lineOf)].join("\n\n");
}

function lineOf({ urn, id, outputs = {} }: ExportedResource): string {
    const name = urn.split("::").at(-1)!;
    const fields = observe(GROUP_MODEL, outputs);
    const said = Object.keys(GROUP_MODEL.fields).filter(
        (field) => fields[field] !== undefined && !isImplied(field, fields[field]),
    );
    const args = said.map((field) => `    ${field}: ${JSON.stringify(fields[field])},`);
    return `new zpa.AppConnectorGroup(${JSON.stringify(name)}, {\n${args.join("\n")}\n}, { import: ${JSON.stringify(id)} });`;
}

/** What need not be said: a default, what the service decides, and the override that a profile implies. */
function isImplied(field: string, value: unknown): boolean {
    const { whenOmitted } = GROUP_MODEL.fields[field]!;
    if (field === "overrideVersionProfile" || whenOmitted.omitted === "service") return true;
    return whenOmitted.omitted === "default" && whenOmitted.value === value;
}
