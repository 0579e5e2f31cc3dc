import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { engineEnvironment } from "../../scripts/pulumi-cli/environment";
import { DEFAULT_TENANT, startEmulator } from "../../src/emulator";

const ROOT = resolve(__dirname, "../..");
const UNTRACKED = /^(node_modules|dist|\.git)$/;

test("`pulumi new` makes a project of this repository that previews, deploys and is destroyed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "zpa-new-"));
    const template = join(folder, "pulumi-zpa-connectors");
    cpSync(ROOT, template, { recursive: true, filter: (from) => !UNTRACKED.test(relative(ROOT, from)) });
    const project = join(folder, "my-sites");
    mkdirSync(project);
    const emulator = await startEmulator({ limits: "off" });
    const { customerId, clientId, clientSecret } = DEFAULT_TENANT;
    const settings = { baseUrl: emulator.url, customerId, clientId };
    const config = Object.entries(settings).flatMap(([key, value]) => ["--config", `zpa:${key}=${value}`]);
    const engine = engineEnvironment(process.env.PULUMI_TEST_BIN!, folder);
    const env = { ...process.env, ...engine, ZPA_CLIENT_SECRET: clientSecret };
    const pulumi = async (...args: string[]) => {
        const { stdout } = await promisify(execFile)("pulumi", [...args, "--non-interactive"], { cwd: project, env });
        return stdout;
    };
    try {
        await pulumi("new", template, "--yes", "--name", "my-sites", "--stack", "dev", ...config);
        expect(readFileSync(join(project, "Pulumi.yaml"), "utf8")).toMatch(/^name: my-sites\n/);
        expect(await pulumi("preview")).toContain("+ 2 to create");
        await pulumi("up", "--yes", "--skip-preview");
        expect(emulator.tenant().groups()).toEqual([expect.objectContaining({ location: "San Jose, CA, USA" })]);
        await pulumi("destroy", "--yes", "--skip-preview");
        expect(emulator.tenant().groups()).toEqual([]);
    } finally {
        await emulator.close();
        rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    }
});
