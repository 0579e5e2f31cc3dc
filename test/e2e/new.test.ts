import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { engineEnvironment } from "../../scripts/pulumi-cli/environment";
import { DEFAULT_TENANT, startEmulator } from "../../src/emulator";
import { WITHOUT_TYPE_CHECK } from "../support/engine/stack";
import { pack } from "../support/packed";
import { startRegistry } from "../support/registry";

const { customerId, clientId, clientSecret, vanityDomain } = DEFAULT_TENANT;
const run = promisify(execFile);

let folder: string;
let template: string;
let registry: Awaited<ReturnType<typeof startRegistry>>;

beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "zpa-new-"));
    const { tarball } = pack(folder);
    await run("tar", ["-xzf", tarball, "-C", folder]);
    template = join(folder, "package/templates/typescript");
    registry = await startRegistry(tarball);
});
afterAll(() => {
    registry.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

test("the template asks for what a tenant needs, and hides the secret", () => {
    const { config } = parse(readFileSync(join(template, "Pulumi.yaml"), "utf8")).template;
    expect(Object.keys(config)).toEqual([
        "zpa:customerId",
        "zpa:vanityDomain",
        "zpa:clientId",
        "zpa:clientSecret",
        "zpa:cloud",
    ]);
    expect(config["zpa:clientSecret"].secret).toBe(true);
});

test.each([
    ["the legacy API", {}, "POST /signin"],
    ["OneAPI", { vanityDomain }, "POST /oauth2/v1/token"],
])(
    "`pulumi new` with the packed template makes a project for %s that previews, deploys and is destroyed",
    async (api, more, signIn) => {
        const home = join(folder, api);
        const project = join(home, "my-sites");
        mkdirSync(project, { recursive: true });
        const emulator = await startEmulator({ limits: "off" });
        const env: NodeJS.ProcessEnv = {
            ...process.env,
            ...engineEnvironment(process.env.PULUMI_TEST_BIN!, home),
            npm_config_call: "",
            npm_config_registry: registry.url,
            npm_config_audit: "false",
            npm_config_fund: "false",
            ZPA_BASE_URL: emulator.url,
        };
        const pulumi = async (...args: string[]) =>
            (await run("pulumi", [...args, "--non-interactive"], { cwd: project, env })).stdout;
        try {
            const answers = { customerId, clientId, ...more };
            const config = Object.entries(answers).flatMap(([key, value]) => ["--config", `zpa:${key}=${value}`]);
            await pulumi("new", template, "--yes", "--name", "my-sites", "--stack", "dev", ...config);
            // npm packs no .gitignore, so that only the repository's template has one.
            expect(readdirSync(project).sort()).toEqual([
                "Pulumi.dev.yaml",
                "Pulumi.yaml",
                "index.ts",
                "node_modules",
                "package-lock.json",
                "package.json",
                "tsconfig.json",
            ]);
            expect(readFileSync(join(project, "Pulumi.yaml"), "utf8")).toMatch(/^name: my-sites\n/);
            // An answer that is given as an option is stored in plain text; only the prompt hides it.
            await pulumi("config", "set", "--secret", "zpa:clientSecret", clientSecret);
            const settings = readFileSync(join(project, "Pulumi.dev.yaml"), "utf8");
            expect(settings).toContain("zpa:cloud: PRODUCTION");
            expect(settings).not.toContain(clientSecret);

            expect(await pulumi("preview")).toContain("+ 2 to create");
            const requests = emulator.requests().map(({ method, path }) => `${method} ${path}`);
            expect(new Set(requests.filter((request) => !request.startsWith("GET ")))).toEqual(new Set([signIn]));
            Object.assign(env, WITHOUT_TYPE_CHECK);
            await pulumi("up", "--yes", "--skip-preview");
            expect(emulator.tenant().groups()).toEqual([expect.objectContaining({ location: "San Jose, CA, USA" })]);
            await pulumi("destroy", "--yes", "--skip-preview");
            expect(emulator.tenant().groups()).toEqual([]);
        } finally {
            await emulator.close();
        }
    },
);
