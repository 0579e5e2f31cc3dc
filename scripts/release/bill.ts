import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Manifest {
    devDependencies?: unknown;
    peerDependencies?: unknown;
}
interface Lock {
    packages: Record<string, Manifest & { dev?: boolean }>;
}

/**
 * The bill of materials of what users install, in the format of CycloneDX. The development dependencies are removed
 * from the lock first: with `npm sbom --omit=dev`, a package that one of them needs too is missing.
 */
export function billOfMaterials(root: string): string {
    const folder = mkdtempSync(join(tmpdir(), "zpa-bill-"));
    const read = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8"));
    const write = (file: string, value: object) => writeFileSync(join(folder, file), JSON.stringify(value));
    const withoutOthers = ({ devDependencies: _, peerDependencies: __, ...rest }: Manifest) => rest;
    try {
        write("package.json", withoutOthers(read("package.json")));
        const lock: Lock = read("package-lock.json");
        const kept = Object.entries(lock.packages).filter(([, { dev }]) => !dev);
        const packages = Object.fromEntries(kept.map(([path, one]) => [path, path === "" ? withoutOthers(one) : one]));
        write("package-lock.json", { ...lock, packages });
        return execFileSync("npm", ["sbom", "--sbom-format=cyclonedx", "--package-lock-only"], {
            cwd: folder,
            encoding: "utf8",
            env: { ...process.env, npm_config_call: "" },
        });
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
