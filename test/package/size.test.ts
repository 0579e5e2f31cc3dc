import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { install, pack } from "../support/packed";

const MAX_PACKAGES = 40;
const MAX_MEGABYTES = 20;

/** The packages of an installation, by place. */
const PACKAGES = {
    npm: (folder: string) =>
        Object.keys(JSON.parse(readFileSync(join(folder, "node_modules/.package-lock.json"), "utf8")).packages),
    pnpm: (folder: string) =>
        readdirSync(join(folder, "node_modules/.pnpm"), { withFileTypes: true })
            .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
            .map(({ name }) => name),
};

/** The bytes of all files. Links, by which pnpm places packages, are not followed. */
const bytesIn = (folder: string): number =>
    readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
        const path = join(folder, entry.name);
        return sum + (entry.isDirectory() ? bytesIn(path) : entry.isFile() ? lstatSync(path).size : 0);
    }, 0);

test.each(["npm", "pnpm"] as const)(
    `by %s, this package and its own dependencies are at most ${MAX_PACKAGES} packages and ${MAX_MEGABYTES} MB`,
    (client) => {
        const folder = mkdtempSync(join(tmpdir(), "zpa-size-"));
        try {
            const { tarball } = pack(folder);
            writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true }));
            const measure = () => ({
                packages: PACKAGES[client](folder),
                bytes: bytesIn(join(folder, "node_modules")),
            });
            install(client, folder, ["@pulumi/pulumi@3"]);
            const before = measure();
            install(client, folder, [tarball]);
            const after = measure();
            const added = after.packages.filter((place) => !before.packages.includes(place));
            expect(added.filter((place) => place.includes("pulumi-zpa-connectors"))).toHaveLength(1);
            expect(added.filter((place) => /fastify|world-atlas|topojson/.test(place))).toEqual([]);
            expect(added.length).toBeLessThanOrEqual(MAX_PACKAGES);
            expect((after.bytes - before.bytes) / 1_000_000).toBeLessThanOrEqual(MAX_MEGABYTES);
        } finally {
            rmSync(folder, { recursive: true, force: true });
        }
    },
);
