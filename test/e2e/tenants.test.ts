import { generateKeyPairSync } from "node:crypto";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { type Groups, Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

const ACME = "216196257331281920";
const GLOBEX = "72058304855015424";
const INITECH = "144115188075855872";
const BRANCH = "216196257331282000";
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const privateKey = keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const publicKey = keys.publicKey.export({ type: "spki", format: "pem" }).toString();

/** A gateway before an emulator that takes down everything that it is sent. */
async function recorder(target: string): Promise<{ url: string; seen: () => string; server: Server }> {
    let seen = "";
    const server = createServer((incoming, outgoing) => {
        seen += `${incoming.method} ${incoming.url} ${JSON.stringify(incoming.headers)}\n`;
        const onward = request(
            target + incoming.url,
            { method: incoming.method, headers: incoming.headers },
            (answer) => {
                outgoing.writeHead(answer.statusCode!, answer.headers);
                answer.pipe(outgoing);
            },
        );
        incoming.on("data", (chunk: Buffer) => {
            seen += chunk.toString();
        });
        incoming.pipe(onward);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        seen: () => decodeURIComponent(seen.replaceAll("+", " ")),
        server,
    };
}

describe("many tenants in one program, on the legacy API and OneAPI", () => {
    let emulators: Record<"acme" | "globex" | "initech", Emulator>;
    let gateways: Record<"acme" | "globex" | "initech", Awaited<ReturnType<typeof recorder>>>;
    let stack: Stack;
    let tenants: Record<string, Record<string, string>>;
    const SECRETS = { acme: "acme-secret", globex: "globex-secret", initech: privateKey.split("\n")[3]! };
    const program: Groups = {
        "acme-site": { args: { ...SITE, tenant: "acme" } },
        "acme-branch": { args: { ...SITE, tenant: "acme", microtenantName: "Branch offices" } },
        "globex-site": { args: { ...SITE, tenant: "globex" } },
        "initech-site": { args: { ...SITE, tenant: "initech" } },
    };

    beforeAll(async () => {
        const tenant = (customerId: string, clientId: string, more = {}) =>
            startEmulator({
                limits: "off",
                tenants: [{ customerId, clientId, clientSecret: `${clientId}-secret`, ...more }],
            });
        emulators = {
            acme: await tenant(ACME, "acme", { microtenants: [{ id: BRANCH, name: "Branch offices" }] }),
            globex: await tenant(GLOBEX, "globex"),
            initech: await tenant(INITECH, "initech", { publicKey }),
        };
        gateways = {
            acme: await recorder(emulators.acme.url),
            globex: await recorder(emulators.globex.url),
            initech: await recorder(emulators.initech.url),
        };
        tenants = {
            acme: { customerId: ACME, clientId: "acme", clientSecret: SECRETS.acme, baseUrl: gateways.acme.url },
            globex: {
                customerId: GLOBEX,
                clientId: "globex",
                clientSecret: SECRETS.globex,
                vanityDomain: "globex",
                baseUrl: gateways.globex.url,
            },
            initech: {
                customerId: INITECH,
                clientId: "initech",
                privateKey,
                vanityDomain: "initech",
                baseUrl: gateways.initech.url,
            },
        };
        stack = new Stack(undefined, { config: { "zpa:tenants": tenants, "zpa:retrySecs": "2" } }).program(program);
    });
    afterAll(async () => {
        stack.remove();
        for (const emulator of Object.values(emulators)) await emulator.close();
        for (const { server } of Object.values(gateways)) server.close();
    });

    const requests = () => Object.values(emulators).flatMap((emulator) => emulator.requests());
    const clearRequests = () => {
        for (const emulator of Object.values(emulators)) emulator.clearRequests();
    };

    test("each group is made in its own tenant, and in its microtenant by name", async () => {
        const { code, output } = await stack.up();
        expect({ code, output }).toMatchObject({ code: 0 });
        expect(
            emulators.acme
                .tenant()
                .groups()
                .map((group) => group.microtenantId)
                .sort(),
        ).toEqual(["0", BRANCH]);
        expect(emulators.globex.tenant().groups()).toHaveLength(1);
        expect(emulators.initech.tenant().groups()).toHaveLength(1);
    });

    test("nothing to change: no call, and no secret and no token is in the state or the output", async () => {
        clearRequests();
        const { code, output } = await stack.preview("--expect-no-changes", "--diff");
        expect(code).toBe(0);
        expect(requests()).toEqual([]);
        // Pulumi's own record of the provider's configuration is encrypted only where the user says `secure`.
        for (const secret of [...Object.values(SECRETS), "emulated."]) {
            expect(output).not.toContain(secret);
            for (const name of Object.keys(program)) expect(JSON.stringify(stack.state(name))).not.toContain(secret);
        }
    });

    test("a refresh costs one list a tenant and microtenant, and finds nothing", async () => {
        clearRequests();
        expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
        expect(callsIn(emulators.acme.requests())).toHaveLength(2);
        expect(callsIn(emulators.globex.requests())).toHaveLength(1);
        expect(callsIn(emulators.initech.requests())).toHaveLength(1);
    });

    test("the credentials of one tenant never reach another", () => {
        for (const [name, { seen }] of Object.entries(gateways)) {
            expect(seen()).toContain(name === "initech" ? "client_assertion" : SECRETS[name as "acme"]);
            for (const [other, secret] of Object.entries(SECRETS)) {
                if (other !== name) expect(seen()).not.toContain(secret);
            }
        }
    });

    test("a label is renamed without touching its groups", async () => {
        const { acme, ...rest } = tenants;
        const renamed = Object.fromEntries(
            Object.entries(program).map(([name, { args }]) => [
                name,
                { args: args.tenant === "acme" ? { ...args, tenant: "acme-emea" } : args },
            ]),
        );
        stack.config({ "zpa:tenants": { ...rest, "acme-emea": acme } }).program(renamed);
        clearRequests();
        expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0, steps: {} });
        expect(requests()).toEqual([]);
        expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
    });

    test("two labels for one customer and a misspelt setting are noticed, another package's setting is not; a label that is renamed back changes nothing", async () => {
        stack
            .config({
                "zpa:tenants": { ...tenants, twin: tenants.globex },
                "zpa:vanityDomian": "acme",
                "zpa:zpaCloud": "BETA",
            })
            .program(program);
        const { code, output } = await stack.preview("--expect-no-changes");
        expect(code).toBe(0);
        expect(output).toMatch(/more than one label for the same customer and microtenant: globex, twin/);
        expect(output).toContain("zpa:vanityDomian is not a setting of this package; did you mean zpa:vanityDomain?");
        expect(output).not.toContain("zpaCloud");
    });

    test("an unknown tenant lists the known ones, and all invalid settings are reported, without a secret", async () => {
        const wrong = { customerId: "x", clientSecret: "hidden-secret", baseUrl: "http://example.com" };
        const { code, output } = await stack
            .config({ "zpa:tenants": { ...tenants, wrong } })
            .program({ x: { args: { ...SITE, tenant: "acmee" } }, y: { args: { ...SITE, tenant: "wrong" } } })
            .preview();
        expect(code).not.toBe(0);
        expect(output).toMatch(/No tenant is named "acmee".*acme, globex, initech/);
        for (const setting of ["wrong.customerId", "wrong.clientId", "wrong.baseUrl"])
            expect(output).toContain(setting);
        expect(output).not.toContain("hidden-secret");
    });

    test("a tenant that fails does not stop the others; another customer replaces a group", async () => {
        emulators.globex.tenant().rotateSecret("rotated");
        emulators.globex.tenant().expireTokens();
        const more = Object.fromEntries(
            ["acme", "globex", "initech"].map((tenant) => [
                `${tenant}-two`,
                { args: { ...SITE, name: "Second", tenant } },
            ]),
        );
        stack.config({ "zpa:tenants": tenants, "zpa:retrySecs": "2" }).program({ ...program, ...more });
        const { code, output } = await stack.up("--continue-on-error");
        expect(code).not.toBe(0);
        expect(output).toMatch(/Tenant globex .*credentials were rejected/);
        expect(output).toContain("zpa:tenants globex.clientSecret (or ZPA_GLOBEX_CLIENT_SECRET)");
        expect(emulators.acme.tenant().group("Second")).toBeDefined();
        expect(emulators.initech.tenant().group("Second")).toBeDefined();
        expect(emulators.globex.tenant().groups()).toHaveLength(1);
        const settled = { ...tenants, globex: { ...tenants.globex!, clientSecret: "rotated" } };
        const moved = { "acme-site": { args: { ...SITE, tenant: "globex", name: "Moved" } } };
        stack.config({ "zpa:tenants": settled }).program({ ...program, ...more, ...moved });
        const resumed = await stack.up();
        expect(resumed.code).toBe(0);
        expect(resumed.steps).toEqual({
            "globex-two": { op: "create" },
            "acme-site": expect.objectContaining({ op: "replace" }),
        });
        expect(
            emulators.acme
                .tenant()
                .groups()
                .filter(({ name }) => name === SITE.name),
        ).toMatchObject([{ microtenantId: BRANCH }]);
        expect(emulators.globex.tenant().group("Moved")).toBeDefined();
    });
});
