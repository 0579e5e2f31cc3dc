import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { run } from "../../scripts/pulumi-cli/run";

const FILE = resolve(__dirname, "../../examples/stack-per-tenant/.github/workflows/zpa.yml");
/** The linter of GitHub Actions workflows, from Go modules. */
const ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12";
// Without the checkers of other languages, which a machine may have or not.
const lint = (file: string) => run("go", ["run", ACTIONLINT, "-shellcheck=", "-pyflakes=", file]);

test("actionlint finds nothing in the hosted pipeline", async () => {
    expect(await lint(FILE)).toBe("");
});

test("actionlint would find a matrix that reads an output that no job has", async () => {
    const folder = mkdtempSync(join(tmpdir(), "zpa-workflow-"));
    try {
        const wrong = join(folder, "zpa.yml");
        writeFileSync(
            wrong,
            readFileSync(FILE, "utf8").replace("needs.tenants.outputs.list", "needs.tenants.outputs.lst"),
        );
        await expect(lint(wrong)).rejects.toThrow(/property "lst" is not defined/);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
});
