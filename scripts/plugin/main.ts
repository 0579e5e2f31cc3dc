import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { archives } from "./archives";
import { bundle } from "./bundle";

/** Makes the archives of the plugin in `plugin-archives`, or in the folder that is given. */
async function main(folder = resolve(__dirname, "../../plugin-archives")): Promise<void> {
    const bundled = mkdtempSync(join(tmpdir(), "zpa-plugin-"));
    try {
        await bundle(bundled);
        for (const { name, bytes } of archives(bundled, folder)) {
            console.log(`${join(folder, name)}  ${Math.round(bytes / 1024)} KB`);
        }
    } finally {
        rmSync(bundled, { recursive: true, force: true });
    }
}

main(process.argv[2]).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
