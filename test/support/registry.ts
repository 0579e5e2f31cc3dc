import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join, resolve } from "node:path";

const manifest = JSON.parse(readFileSync(resolve(__dirname, "../../package.json"), "utf8"));

/** An npm registry on a loopback address: it has the tarball of this package, and refers to the usual one for all others. */
export async function startRegistry(tarball: string): Promise<{ url: string; close: () => void }> {
    const others = execFileSync("npm", ["config", "get", "registry"], {
        encoding: "utf8",
        env: { ...process.env, npm_config_call: "" },
    }).trim();
    const server = createServer(({ url: path = "/" }, answer) => {
        if (path === `/${manifest.name}`) answer.end(JSON.stringify(packument));
        else if (path === `/${basename(tarball)}`) answer.end(readFileSync(tarball));
        else answer.writeHead(302, { location: new URL(join(".", path), others).href }).end();
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { name, version } = manifest;
    const packument = {
        name,
        "dist-tags": { latest: version },
        versions: { [version]: { ...manifest, dist: { tarball: `${url}/${basename(tarball)}` } } },
    };
    return { url, close: () => server.close() };
}
