import { execFileSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { PLUGIN } from "./bundle";

const { version } = require("../../package.json") as { version: string };

/** The platforms for which Pulumi's registry asks an archive, as Go names them. */
export const PLATFORMS = ["linux", "darwin", "windows"].flatMap((os) =>
    ["amd64", "arm64"].map((arch) => `${os}-${arch}` as const),
);

export const archiveName = (platform: string): string => `${PLUGIN}-v${version}-${platform}.tar.gz`;

/** Makes the archives of all platforms from a bundle. Only their launchers differ. */
export function archives(bundled: string, folder: string): { name: string; bytes: number }[] {
    mkdirSync(folder, { recursive: true });
    return PLATFORMS.map((platform) => {
        const name = archiveName(platform);
        const other = platform.startsWith("windows") ? `./${PLUGIN}` : `./${PLUGIN}.cmd`;
        execFileSync("tar", ["-czf", join(folder, name), `--exclude=${other}`, "-C", bundled, "."]);
        return { name, bytes: statSync(join(folder, name)).size };
    });
}
