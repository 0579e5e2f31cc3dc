import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Tests count their calls apart from whatever else runs on this machine. */
const folder = mkdtempSync(join(tmpdir(), "zpa-pacing-"));
process.env.ZPA_PACING_DIR = folder;
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

/** Nothing is paced here, except in the tests that are about it, which delete this. Other processes are paced. */
process.env.ZPA_PACING = "off";
