import { mkdirSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { DEFAULT_TENANT } from "../../src/emulator";

const ROOT = resolve(__dirname, "../..");

/** Environment variables with which `pulumi` uses only one folder, never prompts, and runs the project's Node.js. */
export function engineEnvironment(bin: string, folder: string): Record<string, string> {
    for (const part of ["backend", "pulumi-home"]) mkdirSync(join(folder, part), { recursive: true });
    return {
        PATH: [join(ROOT, "node_modules/.bin"), bin, process.env.PATH].join(delimiter),
        PULUMI_HOME: join(folder, "pulumi-home"),
        PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
        PULUMI_CONFIG_PASSPHRASE: "for-the-emulator-only",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        NODE_COMPILE_CACHE: join(folder, "compile-cache"),
        ZPA_PACING_DIR: join(folder, "pacing"),
    };
}

/** The settings of the emulator's default tenant as environment variables. */
export const emulatorSettings = (url: string) => ({
    ZPA_BASE_URL: url,
    ZPA_CUSTOMER_ID: DEFAULT_TENANT.customerId,
    ZPA_CLIENT_ID: DEFAULT_TENANT.clientId,
    ZPA_CLIENT_SECRET: DEFAULT_TENANT.clientSecret,
});
