import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { satisfies } from "semver";
import { LANGUAGE_HOST_MODULE_VERSION, OLDEST_PULUMI, PULUMI_VERSION } from "../../scripts/pulumi-cli/versions";

const ROOT = resolve(__dirname, "../..");

interface Locked {
    readonly version: string;
    readonly dev?: boolean;
    readonly license?: string;
    readonly optional?: boolean;
    readonly engines?: { readonly node?: string };
}

/** The installed dependencies by path, without the Pulumi SDK, which is a peer dependency. */
const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
    packages: Record<string, Locked>;
};
const installed = Object.entries(packages).filter(([place, { dev }]) => place !== "" && !dev);

test("no package that a user installs needs a newer Node.js than this one, and all pages name the same version", () => {
    const oldest = /^>=(\d+\.\d+)$/.exec(packages[""]!.engines!.node!)![1]!;
    const newer = Object.entries(packages).filter(
        ([, { engines, optional, dev }]) =>
            !dev && engines?.node && !optional && !satisfies(`${oldest}.0`, engines.node),
    );
    expect(newer.map(([place, { engines }]) => `${place}: ${engines!.node}`)).toEqual([]);
    for (const page of [
        "README.md",
        "CONTRIBUTING.md",
        "docs/getting-started.md",
        "docs/installation-configuration.md",
    ]) {
        const named = [...readFileSync(join(ROOT, page), "utf8").matchAll(/Node\.js (\d+\.\d+)/g)].map(([, v]) => v);
        expect([page, ...new Set(named)]).toEqual([page, oldest]);
    }
});

test("docs/evaluation.md names the versions that the tests use", () => {
    const page = readFileSync(join(ROOT, "docs/evaluation.md"), "utf8");
    const rowOf = (what: string) => page.split("\n").find((line) => line.startsWith(`| ${what} |`));
    const { peerDependencies, devDependencies, engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(rowOf("Pulumi CLI")).toContain(`| ${PULUMI_VERSION}, `);
    expect(rowOf("Pulumi CLI")).toContain(`module ${LANGUAGE_HOST_MODULE_VERSION} `);
    expect(rowOf("Pulumi CLI")).toContain(`accept ${OLDEST_PULUMI} `);
    expect(rowOf("`@pulumi/pulumi`")).toContain(`| ${peerDependencies["@pulumi/pulumi"].replace("^", "")}, `);
    expect(rowOf("TypeScript")).toMatch(/\| 5 and 6, /);
    expect(devDependencies.typescript).toMatch(/^\^6\./);
    expect(rowOf("Node.js")).toContain(engines.node.replace(">=", "before "));
});

test("every installed dependency has a permissive licence", () => {
    const permissive = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD", "(MIT OR CC0-1.0)"];
    const others = installed.filter(([, { license }]) => !permissive.includes(license ?? "none"));
    expect(others.map(([place, { license }]) => `${place}: ${license}`)).toEqual([]);
    expect(installed.length).toBeGreaterThan(0);
});

test("docs/architecture.md gives the reason for each dependency", () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const page = readFileSync(join(ROOT, "docs/architecture.md"), "utf8").split("## Dependencies")[1]!;
    expect(Object.keys(dependencies).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test("no package is installed twice, except one that others need in two versions", () => {
    const names = installed.map(([place]) => place.split("node_modules/").at(-1)!);
    const twice = new Set(names.filter((name, i) => names.indexOf(name) !== i));
    expect([...twice].sort()).toEqual(["lowercase-keys"]);
});

test("a program with resources loads neither the client nor its schemas nor the emulator", () => {
    const script = `
        const pulumi = require("@pulumi/pulumi");
        pulumi.runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: () => ({}) });
        const zpa = require("pulumi-zpa-connectors");
        const group = new zpa.AppConnectorGroup("a", { name: "a", location: "b", latitude: 1, longitude: 2 });
        const key = new zpa.ProvisioningKey("k", { name: "k", appConnectorGroupId: group.id, maxUsage: 1 });
        key.id.apply(() => console.log(JSON.stringify(Object.keys(require.cache))));`;
    const loaded: string[] = JSON.parse(
        execFileSync(process.execPath, ["-e", script], { cwd: ROOT, encoding: "utf8" }),
    );
    const packagesLoaded = new Set(loaded.map((file) => file.split("/node_modules/").at(-1)!.split("/")[0]));
    expect(packagesLoaded).toContain("@pulumi");
    for (const heavy of ["zod", "got", "jose", "d3-geo", "commander", "entities"]) {
        expect(packagesLoaded).not.toContain(heavy);
    }
});
