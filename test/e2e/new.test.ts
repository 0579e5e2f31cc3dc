import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { engineEnvironment } from "../../scripts/pulumi-cli/environment";
import { DEFAULT_TENANT, startEmulator } from "../../src/emulator";
import { WITHOUT_TYPE_CHECK } from "../support/engine/stack";
import { pack } from "../support/packed";

const ROOT = resolve(__dirname, "../..");
test("`pulumi new` makes a project of the template that previews, deploys and is destroyed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "zpa-new-"));
    const project = join(folder, "my-sites");
    mkdirSync(project);
    const emulator = await startEmulator({ limits: "off" });
    const { customerId, clientId, clientSecret } = DEFAULT_TENANT;
    const settings = { baseUrl: emulator.url, customerId, clientId };
    const engine = engineEnvironment(process.env.PULUMI_TEST_BIN!, folder);
    const env = { ...process.env, ...engine, ZPA_CLIENT_SECRET: clientSecret };
    const pulumi = async (...args: string[]) => {
        const { stdout } = await promisify(execFile)("pulumi", [...args, "--non-interactive"], { cwd: project, env });
        return stdout;
    };
    try {
        const template = join(ROOT, "templates/typescript");
        await pulumi("new", template, "--generate-only", "--yes", "--name", "my-sites");
        expect(readdirSync(project).sort()).toEqual([
            ".gitignore",
            "Pulumi.yaml",
            "index.ts",
            "package.json",
            "tsconfig.json",
        ]);
        // The package is not on npm yet, so that its tarball is installed instead.
        const { tarball } = pack(folder);
        const install = ["install", "--no-audit", "--no-fund", "--prefer-offline", tarball];
        await promisify(execFile)("npm", install, { cwd: project });
        await pulumi("stack", "init", "dev");
        for (const [key, value] of Object.entries(settings)) await pulumi("config", "set", `zpa:${key}`, value);
        expect(readFileSync(join(project, "Pulumi.yaml"), "utf8")).toMatch(/^name: my-sites\n/);
        expect(await pulumi("preview")).toContain("+ 2 to create");
        Object.assign(env, WITHOUT_TYPE_CHECK);
        await pulumi("up", "--yes", "--skip-preview");
        expect(emulator.tenant().groups()).toEqual([expect.objectContaining({ location: "San Jose, CA, USA" })]);
        await pulumi("destroy", "--yes", "--skip-preview");
        expect(emulator.tenant().groups()).toEqual([]);
    } finally {
        await emulator.close();
        rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    }
});
