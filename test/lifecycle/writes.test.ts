import { DEFAULT_TENANT, type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator";
import { KEY } from "../support/pluginProcess";
import { type Program, SmallEngine } from "../support/smallEngine";

const SITE = { name: "San Jose DC1", location: "San Jose, CA, USA", latitude: 37.3382082, longitude: -121.8863286 };
const PUT = { method: "PUT" } as const;

let emulator: Emulator;
let stack: SmallEngine;
const start = async (options: EmulatorOptions = {}) => {
    emulator = await startEmulator({ limits: "off", ...options });
    stack = new SmallEngine(emulator);
};
beforeEach(() => start());
afterEach(() => emulator.close());

const site = (change: Record<string, unknown> = {}): Program => ({ site: { args: { ...SITE, ...change } } });
const group = () => emulator.tenant().group(SITE.name);
const outs = () => stack.state.get("site")!.outs;
const sentBy = (method: string) =>
    emulator
        .requests()
        .filter((request) => request.method === method && request.path.includes("appConnectorGroup"))
        .map(({ body }) => body as Record<string, unknown>);
async function up(program: Program) {
    const outcome = await stack.up(program);
    expect(outcome.failures).toEqual([]);
    return outcome;
}

describe("a value that cannot be read", () => {
    it.each([
        ["upgradeTimeInSecs", "1000", 66_600],
        ["dnsQueryType", "IPV7", "IPV4_IPV6"],
        ["upgradeDay", "FUNDAY", "SUNDAY"],
        ["latitude", "north", 37.3382082],
        ["enabled", "perhaps", true],
    ])(
        "of %s is a difference that shows %j, and no refresh records the default in its place",
        async (field, raw, ours) => {
            await up(site());
            emulator.fault({
                kind: "values",
                values: { [field]: raw },
                method: "GET",
                path: "appConnectorGroup",
                times: 9,
            });
            expect((await stack.refresh()).steps).toEqual({ site: "update" });
            expect(outs()[field]).toBe(raw);
            const planned = await stack.preview(site());
            expect(planned.steps).toEqual({ site: "update" });
            emulator.clearFaults();
            await up(site());
            expect(outs()[field]).toBe(ours);
        },
    );

    it("is not overwritten by another update without a notice in the preview", async () => {
        await up(site());
        emulator.tenant().changeGroup(group().id, { upgradeTimeInSecs: "1000" });
        const planned = await stack.preview(site({ description: "changed" }));
        expect(planned.messages.join("\n")).toMatch(/changed outside of Pulumi.*\n.*upgradeTimeInSecs: "1000" → 66600/);
    });
});

describe("an update of the description alone", () => {
    const change = { description: "changed" };

    it("sends only managed fields, and fields that the service would remove", async () => {
        await up(site());
        emulator.tenant().changeGroup(group().id, {
            ...{ praEnabled: true, lssAppConnectorGroup: true, dcHostingInfo: "rack 7", enrollmentCertId: "9" },
        });
        await up(site(change));
        const [sent] = sentBy("PUT");
        for (const field of ["praEnabled", "lssAppConnectorGroup", "dcHostingInfo", "enrollmentCertId"]) {
            expect(sent).not.toHaveProperty(field);
        }
        expect(sent).toMatchObject({ cityCountry: "San Jose, US", countryCode: "US" });
    });

    it("keeps changes that were made outside of Pulumi after the list was read", async () => {
        await up(site());
        const { id } = group();
        emulator.setListLag(3_600_000);
        emulator.tenant().changeGroup(id, { praEnabled: true, dcHostingInfo: "rack 7" });
        await up(site(change));
        expect(group()).toMatchObject({ ...change, praEnabled: true, dcHostingInfo: "rack 7" });
    });

    it("keeps city and country, which a write without them removes", async () => {
        await up(site());
        emulator.tenant().changeGroup(group().id, { cityCountry: "Alviso, US", countryCode: "US" });
        await stack.refresh();
        await up(site(change));
        expect(group()).toMatchObject({ cityCountry: "Alviso, US", countryCode: "US" });
        expect(outs()).toMatchObject({ cityCountry: "Alviso, US", countryCode: "US" });
    });

    it("with new coordinates lets the service derive them again", async () => {
        await up(site());
        await up(site({ latitude: 51.5, longitude: 0 }));
        expect(sentBy("PUT")[0]).not.toHaveProperty("cityCountry");
        expect(outs()).toMatchObject({ cityCountry: "London, GB", countryCode: "GB" });
    });
});

describe("the payload", () => {
    it("has text unchanged, which is no difference afterwards", async () => {
        const description = "  Racks:\n\t- 7\n\t- 8\n";
        await up(site({ description }));
        expect(sentBy("POST")[0]).toMatchObject({ description });
        expect(group()).toMatchObject({ description });
        await stack.refresh();
        expect(await stack.preview(site({ description }))).toMatchObject({ steps: { site: "same" } });
    });

    it.each([
        [1e-7, "0.0000001"],
        [-2.5e-9, "-0.0000000025"],
        ["37.50", "37.5"],
        [0, "0"],
    ])("is latitude %p in plain decimal notation", async (latitude, plain) => {
        await up(site({ latitude }));
        expect(sentBy("POST")[0]).toMatchObject({ latitude: plain });
        await stack.refresh();
        expect(await stack.preview(site({ latitude }))).toMatchObject({ steps: { site: "same" } });
    });
});

describe("an enrollment certificate that the tenant requires", () => {
    beforeEach(async () => {
        await emulator.close();
        await start({ tenants: [{ ...DEFAULT_TENANT, requireEnrollmentCert: true }] });
    });

    it.each([
        ["answered", []],
        ["whose answer is lost", ["resetAfter"]],
    ] as const)("is among the outputs of a create %s", async (_, [kind]) => {
        if (kind) emulator.fault({ kind, method: "POST", path: "appConnectorGroup", after: 1 });
        await up(site());
        const certificate = emulator
            .tenant()
            .all("enrollmentCerts")
            .find(({ name }) => name === "Connector")!;
        expect(sentBy("POST").map((sent) => sent.enrollmentCertId)).toEqual([undefined, certificate.id]);
        expect(outs()).toMatchObject({ enrollmentCertId: certificate.id });
    });

    it("is sent with an update too, and is then no difference", async () => {
        await up(site());
        emulator.clearRequests();
        await up(site({ description: "changed" }));
        expect(sentBy("PUT").at(-1)).toMatchObject({ enrollmentCertId: outs().enrollmentCertId });
        await stack.refresh();
        expect(await stack.preview(site({ description: "changed" }))).toMatchObject({ steps: { site: "same" } });
    });
});

it("an HTML page with status 200 is an error of an update", async () => {
    await up(site());
    emulator.fault({ kind: "html", work: false, status: 200, ...PUT, times: 99 });
    const short = new SmallEngine(emulator, { config: { "zpa:retrySecs": "0" } });
    short.state.set("site", stack.state.get("site")!);
    const { failures } = await short.up(site({ description: "changed" }));
    expect(failures).toEqual([expect.stringMatching(/"San Jose DC1" \(id \d+\) was not updated: PUT .* with HTML/)]);
    expect(short.state.get("site")!.outs.description).toBe("");
});

it("an HTML page with status 200 is an error of a delete", async () => {
    await up(site());
    emulator.fault({ kind: "html", work: false, status: 200, method: "DELETE", times: 99 });
    const short = new SmallEngine(emulator, { config: { "zpa:retrySecs": "0" } });
    short.state.set("site", stack.state.get("site")!);
    const { failures } = await short.destroy();
    expect(failures).toEqual([expect.stringMatching(/was not deleted: DELETE .* with HTML/)]);
    expect(short.state.has("site")).toBe(true);
    expect(group().id).toBe(short.state.get("site")!.id);
});

describe("coordinates that the service rounds", () => {
    const PRECISE = { latitude: "37.33820821", longitude: "-121.88632863" };
    const ROUNDED = { latitude: "37.338208", longitude: "-121.886329" };
    const GET = { kind: "values", values: ROUNDED, method: "GET", path: "appConnectorGroup", times: 999 } as const;

    it("are no difference, and an update of something else keeps the city", async () => {
        await up(site(PRECISE));
        emulator.fault(GET);
        await stack.refresh();
        expect((await stack.preview(site(PRECISE))).steps).toEqual({ site: "same" });
        await up(site({ ...PRECISE, description: "changed" }));
        expect(sentBy("PUT")).toHaveLength(1);
        expect(group()).toMatchObject({ cityCountry: "San Jose, US", countryCode: "US", description: "changed" });
        expect(outs()).toMatchObject({ cityCountry: "San Jose, US" });
    });

    it("do not make a group twice when the answer to its create is lost", async () => {
        emulator.close();
        await start({ nameTaken: "allow" });
        emulator.fault(GET);
        emulator.fault({ kind: "resetAfter", method: "POST", path: "appConnectorGroup" });
        await up(site(PRECISE));
        expect(sentBy("POST")).toHaveLength(1);
        expect(emulator.tenant().groups()).toHaveLength(1);
    });

    it("that differ in the sixth decimal are a difference", async () => {
        await up(site(PRECISE));
        expect((await stack.preview(site({ ...PRECISE, latitude: "37.338209" }))).steps).toEqual({ site: "update" });
    });
});

describe("names that the service escapes", () => {
    const LAB = "216196257331299001";
    const PROFILE = "216196257331299002";
    const CERTIFICATE = "9001";
    it("are found as a program writes them: of microtenants, profiles and certificates", async () => {
        emulator.close();
        const tenant = {
            ...DEFAULT_TENANT,
            microtenants: [{ id: LAB, name: "R&amp;D", enabled: true }],
            versionProfiles: [{ id: PROFILE, name: "Ops &amp; QA ", visibilityScope: "NONE" }],
            enrollmentCerts: [{ id: CERTIFICATE, name: "Connector &#39;EU&#39;", privateKeyPresent: true }],
        };
        await start({ tenants: [tenant] });
        const program: Program = {
            ...site({ microtenantName: "R&D", versionProfileName: "Ops & QA" }),
            key: {
                kind: KEY,
                group: "site",
                args: { name: "key", maxUsage: 2, enrollmentCertName: "Connector 'EU'" },
            },
        };
        await up(program);
        expect(outs()).toMatchObject({ microtenantId: LAB, versionProfileId: PROFILE });
        expect(stack.state.get("key")!.outs).toMatchObject({ microtenantId: LAB, enrollmentCertId: CERTIFICATE });
        await stack.refresh();
        expect((await stack.preview(program)).steps).toEqual({ site: "same", key: "same" });
    });
});
