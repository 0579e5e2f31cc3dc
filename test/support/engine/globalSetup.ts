import { ensurePulumi } from "../../../scripts/pulumi-cli/ensure";
import { ensureHosts } from "../../../scripts/pulumi-cli/hosts";
import { fillCompileCache } from "./compileCache";

/** The engine is ready before the first test; building it takes minutes, once a machine. */
export default async function globalSetup(): Promise<void> {
    const { bin } = await ensurePulumi();
    process.env.PULUMI_TEST_BIN = bin;
    process.env.PULUMI_TEST_HOSTS = await ensureHosts();
    fillCompileCache();
}
