import { spawn } from "node:child_process";
import {
    cpSync,
    existsSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { emulatorSettings, engineEnvironment } from "../../../scripts/pulumi-cli/environment";
import type { Emulator } from "../../../src/emulator";
import { COMPILE_CACHE } from "./compileCache";
import { type Step, stepsOf } from "./events";

const ROOT = resolve(__dirname, "../../..");

/** Groups of a program by their Pulumi names, as plain data. */
export type Groups = Record<string, { args: Record<string, unknown>; options?: Record<string, unknown> }>;

export interface Outcome {
    readonly code: number | null;
    /** All that the user sees. */
    readonly output: string;
    readonly steps: Record<string, Step>;
}

/** A resource in the stored state. */
export interface Stored {
    readonly urn: string;
    readonly id?: string;
    readonly protect?: boolean;
    readonly inputs: Record<string, unknown>;
    readonly outputs: Record<string, unknown>;
}

export interface StackOptions {
    readonly config?: Record<string, unknown>;
    readonly env?: Record<string, string>;
    /** JavaScript of a program in place of the one that makes the groups. */
    readonly program?: string;
    /** Default: this repository's own, with the build in it. */
    readonly nodeModules?: string;
    /** An example to run, by the name of its folder: a copy of it. */
    readonly example?: string;
    /** Whether the program is `index.ts`, which is for the caller to write. */
    readonly typescript?: boolean;
    /** The project, in place of one of a Node.js program. */
    readonly project?: object;
}

/** OneAPI without rate limits: the provider makes ten writes in ten seconds otherwise, and these tests do not wait. */
export const ON_ONEAPI = { config: { "zpa:vanityDomain": "emulator" }, env: { ZPA_PACING: "off" } };

/** Pulumi checks the types of a TypeScript program in each run unless it is told not to. */
export const WITHOUT_TYPE_CHECK = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };

const PROGRAM = `
const zpa = require("pulumi-zpa-connectors");
const groups = require("./groups.json");
for (const [name, { args, options }] of Object.entries(groups)) {
    exports[name] = new zpa.AppConnectorGroup(name, args, options).id;
}
`;

/** A stack of the real engine: its own project folder and backend, settings for an emulator. */
export class Stack {
    /** Where the project is, and everything that `pulumi` keeps. */
    readonly folder = mkdtempSync(join(tmpdir(), "zpa-stack-"));
    readonly env: Record<string, string>;
    private runs = 0;
    private initialised = false;
    private configuration: Record<string, unknown> = {};

    constructor(
        emulator: Pick<Emulator, "url"> | undefined,
        {
            config = {},
            env = {},
            program = PROGRAM,
            nodeModules = join(ROOT, "node_modules"),
            typescript = false,
            example,
            project,
        }: StackOptions = {},
    ) {
        symlinkSync(nodeModules, join(this.folder, "node_modules"));
        if (project) this.write("Pulumi.yaml", project);
        else if (example) cpSync(join(ROOT, "examples", example), this.folder, { recursive: true });
        else this.writeProject(program, typescript);
        this.config(config);
        this.env = {
            ...engineEnvironment(process.env.PULUMI_TEST_BIN!, this.folder),
            HOME: this.folder,
            NODE_COMPILE_CACHE: COMPILE_CACHE,
            PULUMI_DEBUG_COMMANDS: "true",
            // consumers.test.ts compiles each example, so that no run of one has to do it again.
            ...(example ? WITHOUT_TYPE_CHECK : {}),
            ...(emulator ? emulatorSettings(emulator.url) : {}),
            ...env,
        };
    }

    private writeProject(program: string, typescript: boolean): void {
        this.write("Pulumi.yaml", { name: "stack-under-test", runtime: { name: "nodejs", options: { typescript } } });
        this.write("package.json", { name: "stack-under-test", private: true, main: "index.js" });
        if (!typescript) writeFileSync(join(this.folder, "index.js"), program);
        this.program({});
    }

    /** What the program says from now on. */
    program(groups: Groups): this {
        this.write("groups.json", groups);
        return this;
    }

    /** The stack's configuration from now on; keys with their namespace. */
    config(config: Record<string, unknown>): this {
        this.configuration = config;
        if (this.initialised) this.write("Pulumi.test.yaml", { config });
        return this;
    }

    setEnv(changes: Record<string, string>): this {
        Object.assign(this.env, changes);
        return this;
    }

    preview = (...flags: string[]) => this.operation("preview", ...flags);
    up = (...flags: string[]) => this.operation("up", "--yes", "--skip-preview", ...flags);
    refresh = (...flags: string[]) => this.operation("refresh", "--yes", "--skip-preview", ...flags);
    destroy = (...flags: string[]) => this.operation("destroy", "--yes", "--skip-preview", ...flags);

    /** The stored resource of this name, or `undefined`. */
    state(name: string, type = "AppConnectorGroup"): Stored | undefined {
        return this.states().find(({ urn }) => urn.endsWith(`:${type}::${name}`));
    }

    /** The whole stored state as text. */
    stateText(): string {
        const stacks = join(this.folder, "backend/.pulumi/stacks");
        const [project] = existsSync(stacks) ? readdirSync(stacks) : [];
        const file = join(stacks, project ?? "", "test.json");
        return existsSync(file) ? readFileSync(file, "utf8") : "";
    }

    private states(): Stored[] {
        const text = this.stateText();
        return text ? (JSON.parse(text).checkpoint.latest?.resources ?? []) : [];
    }

    /** Starts `pulumi` and leaves it running; for tests that interrupt it. */
    start(...args: string[]) {
        return spawn("pulumi", [...args, "--non-interactive", "--stack", "test"], {
            cwd: this.folder,
            env: this.env,
            detached: true,
        });
    }

    async pulumi(...args: string[]): Promise<{ code: number | null; output: string }> {
        await this.initialise();
        return this.run(args);
    }

    remove(): void {
        rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
    }

    private async operation(...args: string[]): Promise<Outcome> {
        await this.initialise();
        const log = join(this.folder, `events-${++this.runs}.jsonl`);
        const { code, output } = await this.run([...args, "--non-interactive", "--color", "never", "--event-log", log]);
        return { code, output, steps: existsSync(log) ? stepsOf(readFileSync(log, "utf8"), output) : {} };
    }

    private async initialise(): Promise<void> {
        if (this.initialised) return;
        this.initialised = true;
        const { code, output } = await this.run(["stack", "init", "test"]);
        if (code !== 0) throw new Error(`The stack was not made:\n${output}`);
        this.config(this.configuration);
    }

    /** Runs a script of the project's folder with the stack's environment. Returns what it prints. */
    async node(script: string): Promise<string> {
        await this.initialise();
        return (await this.run([script], process.execPath)).output;
    }

    private run(args: readonly string[], command = "pulumi"): Promise<{ code: number | null; output: string }> {
        return new Promise((done, reject) => {
            const child = spawn(command, args, { cwd: this.folder, env: this.env, stdio: ["ignore", "pipe", "pipe"] });
            let output = "";
            const take = (chunk: Buffer) => {
                output += chunk.toString();
            };
            child.stdout.on("data", take);
            child.stderr.on("data", take);
            child.on("error", reject);
            child.on("close", (code) => done({ code, output }));
        });
    }

    write(file: string, content: unknown): void {
        writeFileSync(join(this.folder, file), JSON.stringify(content));
    }
}
