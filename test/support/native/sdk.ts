import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { versionsFolder } from "../../../scripts/pulumi-cli/ensure";
import { Kept } from "../../../scripts/pulumi-cli/kept";
import { run } from "../../../scripts/pulumi-cli/run";
import { PULUMI_VERSION } from "../../../scripts/pulumi-cli/versions";

const ROOT = resolve(__dirname, "../../..");
const { version } = require("../../../package.json") as { version: string };
const PYTHON_SDK_VERSION = "3.272.0";

export const GO_ENVIRONMENT = { ...process.env, GOFLAGS: "-mod=mod", GOWORK: "off" };

/**
 * Makes the SDK of a language from the schema, by Pulumi's own generator. The language hosts that Go module proxies have are
 * too old to do it for `pulumi package add`.
 */
export async function makeSdk(language: "python" | "go", folder: string): Promise<void> {
    const generator = mkdtempSync(join(tmpdir(), "zpa-sdk-"));
    try {
        copyFileSync(join(ROOT, "test/support/sdk/main.go"), join(generator, "main.go"));
        const module = `module sdk\n\ngo 1.25\n\nrequire github.com/pulumi/pulumi/pkg/v3 v${PULUMI_VERSION}\n`;
        writeFileSync(join(generator, "go.mod"), module);
        mkdirSync(folder, { recursive: true });
        // With `-trimpath`, as the Pulumi CLI was built, most packages are compiled already.
        await run("go", ["run", "-trimpath", ".", join(ROOT, "schema.json"), language, folder], {
            cwd: generator,
            env: GO_ENVIRONMENT,
        });
        if (language === "python") pretendInstalled(folder);
    } finally {
        rmSync(generator, { recursive: true, force: true });
    }
}

/** An SDK asks for the version by which it is installed. */
function pretendInstalled(folder: string): void {
    const info = join(folder, `pulumi_zpa_connectors-${version}.dist-info`);
    mkdirSync(info);
    writeFileSync(join(info, "METADATA"), `Metadata-Version: 2.1\nName: pulumi_zpa_connectors\nVersion: ${version}\n`);
}

/** The folder of Pulumi's Python SDK, which is downloaded once. */
export async function pythonSdk(): Promise<string> {
    const problemOf = async (bin: string) =>
        run("python3", ["-c", "import pulumi, parver"], { env: { ...process.env, PYTHONPATH: bin } }).then(
            () => undefined,
            (error: Error) => error.message,
        );
    const versions = versionsFolder(process.env, homedir());
    const kept = new Kept(versions, `python-sdk-${PYTHON_SDK_VERSION}-parver`, problemOf, console.error);
    await kept.othersAtWork();
    if (await problemOf(kept.bin)) {
        const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        await kept.make(async (root) => {
            // A generated SDK needs the second one.
            const packages = [`pulumi==${PYTHON_SDK_VERSION}`, "parver"];
            await run("python3", [...install, "--target", join(root, "bin"), ...packages]);
        });
    }
    return kept.bin;
}
