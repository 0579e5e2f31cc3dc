import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";

const ROOT = resolve(__dirname, "../..");

/** The reviewed file. */
export const API_FILE = join(ROOT, "docs/api.md");

/** Each entry of the package that programs import. */
const ENTRIES = {
    "pulumi-zpa-connectors": "dist/index.d.ts",
    "pulumi-zpa-connectors/emulator": "dist/emulator/index.d.ts",
    "pulumi-zpa-connectors/review": "dist/review/index.d.ts",
};

/** The exported names with their types, from the declarations of the build. */
export function apiReport(): string {
    const reports = Object.entries(ENTRIES).map(([name, entry]) => `## ${name}\n\n${reportOf(entry)}`);
    return `# Public API

Every exported name with its type. A change of this page is a change of the public API.

<!-- Generated from the build by \`npm run api\`. Do not edit; a test compares the two. -->

${reports.join("\n\n")}
`;
}

function reportOf(entry: string): string {
    const folder = mkdtempSync(join(tmpdir(), "zpa-api-"));
    try {
        Extractor.invoke(configOf(entry, folder), {
            localBuild: true,
            messageCallback: (message) => {
                message.handled = true;
            },
        });
        const report = readFileSync(join(folder, "api.api.md"), "utf8").replaceAll("\r\n", "\n");
        return /```ts[\s\S]*```/.exec(report)![0];
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

function configOf(entry: string, folder: string): ExtractorConfig {
    return ExtractorConfig.prepare({
        configObject: {
            projectFolder: ROOT,
            mainEntryPointFilePath: join(ROOT, entry),
            compiler: {
                overrideTsconfig: {
                    compilerOptions: {
                        module: "node20",
                        target: "es2022",
                        strict: true,
                        types: ["node"],
                        skipLibCheck: true,
                    },
                },
            },
            apiReport: {
                enabled: true,
                reportFileName: "api",
                reportFolder: folder,
                reportTempFolder: join(folder, "temp"),
            },
            docModel: { enabled: false },
            dtsRollup: { enabled: false },
            tsdocMetadata: { enabled: false },
            messages: {
                extractorMessageReporting: {
                    default: { logLevel: ExtractorLogLevel.None },
                    "ae-forgotten-export": { logLevel: ExtractorLogLevel.Warning, addToApiReportFile: true },
                },
                tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
                compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
            },
        },
        configObjectFullPath: undefined,
        packageJsonFullPath: join(ROOT, "package.json"),
    });
}
