import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { run } from "./run";
import { LANGUAGE_HOST_MODULE_VERSION, PULUMI_VERSION, PYTHON_HOST, YAML_HOST, YAML_HOST_VERSION } from "./versions";

interface Part {
    readonly program: string;
    readonly module: string;
    readonly package: string;
    readonly flags: string;
}

const PARTS: readonly Part[] = [
    {
        program: "pulumi",
        module: `github.com/pulumi/pulumi/pkg/v3@v${PULUMI_VERSION}`,
        package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
        flags: `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${PULUMI_VERSION}`,
    },
    {
        program: "pulumi-language-nodejs",
        module: `github.com/pulumi/pulumi/sdk/v3@v${LANGUAGE_HOST_MODULE_VERSION}`,
        package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
        flags: `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${PULUMI_VERSION}`,
    },
];
/** The language hosts of the programs that use the native provider. */
const HOSTS: readonly Part[] = [
    {
        program: YAML_HOST,
        module: `github.com/pulumi/pulumi-yaml@v${YAML_HOST_VERSION}`,
        package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
        flags: `-s -w -X github.com/pulumi/pulumi-yaml/pkg/version.Version=${YAML_HOST_VERSION}`,
    },
    {
        program: PYTHON_HOST,
        module: `github.com/pulumi/pulumi/sdk/v3@v${LANGUAGE_HOST_MODULE_VERSION}`,
        package: "github.com/pulumi/pulumi/sdk/v3/python/cmd/pulumi-language-python",
        flags: `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${PULUMI_VERSION}`,
    },
];
const HEARTBEAT_MS = 15_000;

/** Builds the CLI and its language host from Go modules into `root`/bin. It needs only a Go module proxy. */
export async function buildFromModules(root: string, say: (line: string) => void): Promise<void> {
    const version = (await run("go", ["version"], { timeoutMs: 60_000 })).trim();
    say(`building the Pulumi CLI ${PULUMI_VERSION} from Go modules with ${version}; this takes minutes, once`);
    const bin = await buildAll(PARTS, root, say);
    const plugin = "pulumi-resource-pulumi-nodejs";
    const sdk = dirname(createRequire(__filename).resolve("@pulumi/pulumi/package.json"));
    copyFileSync(join(sdk, plugin), join(bin, plugin));
    chmodSync(join(bin, plugin), 0o755);
}

/** Builds the language hosts for YAML and Python into `root`/bin. */
export async function buildHosts(root: string, say: (line: string) => void): Promise<void> {
    say("building the language hosts for YAML and Python from Go modules; this takes minutes, once");
    const bin = await buildAll(HOSTS, root, say);
    // The Python host starts this script, which its module has beside the host.
    const folder = (
        await run("go", ["list", "-f", "{{.Dir}}", HOSTS[1]!.package], {
            cwd: join(root, `build-${PYTHON_HOST}`),
            env: goEnvironment(),
        })
    ).trim();
    const script = "pulumi-language-python-exec";
    copyFileSync(join(dirname(folder), script), join(bin, script));
    chmodSync(join(bin, script), 0o755);
}

async function buildAll(parts: readonly Part[], root: string, say: (line: string) => void): Promise<string> {
    const bin = join(root, "bin");
    mkdirSync(bin, { recursive: true });
    for (const [i, part] of parts.entries()) await build(part, root, bin, `${i + 1} of ${parts.length}`, say);
    return bin;
}

const goEnvironment = () => ({ ...process.env, GOFLAGS: "-mod=mod", GOWORK: "off" });

async function build(part: Part, root: string, bin: string, which: string, say: (line: string) => void) {
    const cwd = join(root, `build-${part.program}`);
    mkdirSync(cwd, { recursive: true });
    // `go install` rejects modules with replace directives, so a temporary module requires the package.
    writeFileSync(join(cwd, "go.mod"), "module throwaway\n\ngo 1.25\n");
    writeFileSync(join(cwd, "tools.go"), `//go:build tools\n\npackage tools\n\nimport _ "${part.package}"\n`);
    const env = goEnvironment();
    say(`${which}, ${part.program}: fetching modules`);
    await run("go", ["get", part.module], { cwd, env });
    await run("go", ["mod", "tidy", "-e"], { cwd, env });
    const total = (await run("go", ["list", "-deps", part.package], { cwd, env })).trim().split("\n").length;
    const started = Date.now();
    let compiled = 0;
    const beat = setInterval(() => {
        const seconds = Math.round((Date.now() - started) / 1000);
        say(`${which}, ${part.program}: ${compiled} of at most ${total} packages compiled, ${seconds} s`);
    }, HEARTBEAT_MS);
    try {
        const output = join(bin, part.program);
        await run("go", ["build", "-v", "-trimpath", "-ldflags", part.flags, "-o", output, part.package], {
            cwd,
            env,
            onLine: () => {
                compiled += 1;
            },
        });
    } finally {
        clearInterval(beat);
    }
    say(`${which}, ${part.program}: built`);
}
