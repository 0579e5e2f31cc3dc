import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { bundle } from "../../../scripts/plugin/bundle";
import type { Emulator } from "../../../src/emulator";
import { Stack, type StackOptions } from "../engine/stack";

/** The plugin as the archives have it, in a folder that is for the caller to remove. */
export async function bundled(): Promise<{ folder: string; remove: () => void }> {
    const folder = mkdtempSync(join(tmpdir(), "zpa-plugin-"));
    await bundle(folder);
    return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A resource of a YAML program. Kinds of this package need no package name. */
export interface YamlResource {
    readonly type?: string;
    readonly properties?: Readonly<Record<string, unknown>>;
    readonly options?: Readonly<Record<string, unknown>>;
}

export interface YamlProgram {
    readonly resources?: Readonly<Record<string, YamlResource>>;
    readonly variables?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
}

/** An output of another resource, or of a variable, in a YAML program. */
export const ref = (path: string): string => `$\{${path}}`;

/** A stack whose program is YAML, with the native provider from a folder. */
export class YamlStack extends Stack {
    constructor(
        emulator: Pick<Emulator, "url"> | undefined,
        private readonly plugin: string,
        options: StackOptions = {},
    ) {
        super(emulator, { ...options, project: projectOf({}, plugin) });
        this.env.PATH = [process.env.PULUMI_TEST_HOSTS, this.env.PATH].join(delimiter);
    }

    yaml(program: YamlProgram): this {
        this.write("Pulumi.yaml", projectOf(program, this.plugin));
        return this;
    }
}

/** A YAML file may be written as JSON. */
const projectOf = ({ resources = {}, ...others }: YamlProgram, plugin: string) => ({
    name: "stack-under-test",
    runtime: "yaml",
    plugins: { providers: [{ name: "zpa-connectors", path: plugin }] },
    resources: Object.fromEntries(
        Object.entries(resources).map(([name, { type = "AppConnectorGroup", ...resource }]) => [
            name,
            { type: type.includes(":") ? type : `zpa-connectors:${type}`, ...resource },
        ]),
    ),
    ...others,
});
