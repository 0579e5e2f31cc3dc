import { resolveRun, resolveTenant, tenantOfCustomer } from "../../src/tenants/resolve";

const source = (config: Record<string, unknown>, env: Record<string, string> = {}) => ({
    config: (key: string) => {
        const value = config[key];
        return value === undefined || typeof value === "string" ? (value as string | undefined) : JSON.stringify(value);
    },
    env,
});

const acme = { customerId: "216196257331281920", clientId: "a", clientSecret: "s3cret-acme" };
const globex = { customerId: "72057615512764416", clientId: "g", privateKey: "-----BEGIN", vanityDomain: "globex" };
const both = { "zpa:tenants": { acme, globex } };

describe("the settings of a tenant", () => {
    it("come from the configuration, then from the vendor's environment variables", () => {
        const tenant = resolveTenant(
            undefined,
            source(
                { "zpa:customerId": "1", "zpa:clientId": "from config" },
                { ZPA_CLIENT_ID: "from env", ZSCALER_CLIENT_SECRET: "s" },
            ),
        );
        expect(tenant).toMatchObject({ customerId: "1", clientId: "from config", clientSecret: "s", label: undefined });
    });

    it("are not needed if each resource names its tenant, so the error of the default tenant names the others", () => {
        const advice =
            /zpa:customerId \(or ZPA_CUSTOMER_ID\): is not set[\s\S]*\n {2}The named tenants are acme, globex, initech\. To use one of them, set tenant, for example tenant: "acme"\.$/;
        expect(() => resolveTenant(undefined, source(both, { ZPA_INITECH_CUSTOMER_ID: "3" }))).toThrow(advice);
        expect(() => resolveTenant(undefined, source({}))).toThrow(/is required$/);
        const started = { "zpa:customerId": "1", ...both };
        expect(() => resolveTenant(undefined, source(started))).not.toThrow(/named tenants/);
    });

    const bothKinds = {
        ZPA_CUSTOMER_ID: "1",
        ZPA_CLIENT_ID: "legacy id",
        ZPA_CLIENT_SECRET: "legacy secret",
        ZSCALER_CLIENT_ID: "OneAPI id",
        ZSCALER_CLIENT_SECRET: "OneAPI secret",
        ZSCALER_VANITY_DOMAIN: "acme",
        ZPA_CLOUD: "ZPATWO",
        ZSCALER_CLOUD: "beta",
    };

    it.each([
        [
            "OneAPI's where a vanity domain is set",
            bothKinds,
            { clientId: "OneAPI id", clientSecret: "OneAPI secret", cloud: "beta" },
        ],
        [
            "the legacy API's without one",
            { ...bothKinds, ZSCALER_VANITY_DOMAIN: "" },
            { clientId: "legacy id", clientSecret: "legacy secret", cloud: "ZPATWO" },
        ],
        [
            "the legacy API's where ZSCALER_USE_LEGACY_CLIENT says so",
            { ...bothKinds, ZSCALER_USE_LEGACY_CLIENT: "true", ZSCALER_PRIVATE_KEY: "a key" },
            { clientId: "legacy id", clientSecret: "legacy secret", vanityDomain: undefined, privateKey: undefined },
        ],
    ])("of the vendor's variables of both auth schemes, use %s", (_, env, expected) => {
        expect(resolveTenant(undefined, source({}, env))).toMatchObject(expected);
    });

    it("never take one auth scheme's cloud for the other's", () => {
        const { ZSCALER_CLOUD: _, ...env } = bothKinds;
        expect(resolveTenant(undefined, source({}, env)).cloud).toBeUndefined();
    });

    it("of the configuration are not combined with a contradicting variable", () => {
        const configured = source(
            { "zpa:clientId": "c", "zpa:clientSecret": "of the configuration", "zpa:vanityDomain": "acme" },
            { ZPA_CUSTOMER_ID: "1", ZSCALER_PRIVATE_KEY: "another client's", ZSCALER_USE_LEGACY_CLIENT: "true" },
        );
        expect(resolveTenant(undefined, configured)).toMatchObject({
            clientSecret: "of the configuration",
            privateKey: undefined,
            vanityDomain: "acme",
        });
    });

    it("that are misspelled are reported with the likely name", () => {
        const { clientSecret, ...withoutSecret } = acme;
        const misspelt = source({ "zpa:tenants": { acme: { ...withoutSecret, clientsecert: clientSecret } } });
        const message =
            "The settings of tenant acme are not usable:\n" +
            "  zpa:tenants acme.clientSecret (or ZPA_ACME_CLIENT_SECRET): is required\n" +
            "  zpa:tenants acme.clientsecert: is not a setting; did you mean clientSecret?";
        expect(() => resolveTenant("acme", misspelt)).toThrow(message);
    });

    it("of a named tenant can come from its own variables", () => {
        const { clientSecret: _, ...withoutSecret } = acme;
        const tenant = resolveTenant(
            "acme",
            source({ "zpa:tenants": { acme: withoutSecret } }, { ZPA_ACME_CLIENT_SECRET: "e" }),
        );
        expect(tenant.clientSecret).toBe("e");
    });

    it("are separate: variables of the default tenant do not apply to a named one", () => {
        const named = source(
            { "zpa:tenants": { acme: { customerId: "1", clientId: "a" } } },
            { ZPA_CLIENT_SECRET: "of the default" },
        );
        expect(() => resolveTenant("acme", named)).toThrow(
            /acme\.clientSecret \(or ZPA_ACME_CLIENT_SECRET\): is required/,
        );
    });

    it("are validated together, and the error lists all problems and no secret", () => {
        const bad = {
            customerId: "acme corp",
            clientId: "",
            clientSecret: "s3cret",
            baseUrl: "http://zpa.example.com",
            cloud: "a b",
        };
        let message = "";
        try {
            resolveTenant("acme", source({ "zpa:tenants": { acme: bad } }));
        } catch (error) {
            message = (error as Error).message;
        }
        for (const setting of ["customerId", "clientId", "baseUrl", "cloud"])
            expect(message).toContain(`acme.${setting}`);
        expect(message).not.toContain("s3cret");
    });

    it("keep the digits of ids without quotes, as `pulumi config set --path` stores them", () => {
        const unquoted = '{"acme":{"clientId":72058304855015425,"clientSecret":"s","customerId":216196257331282933}}';
        expect(resolveTenant("acme", source({ "zpa:tenants": unquoted }))).toMatchObject({
            customerId: "216196257331282933",
            clientId: "72058304855015425",
        });
    });

    it.each(["2.16196257331282933e17", "acme corp"])(
        "reject the customerId %s, and say how to set it",
        (customerId) => {
            expect(() => resolveTenant("acme", source({ "zpa:tenants": { acme: { ...acme, customerId } } }))).toThrow(
                /acme\.customerId.*: must be an id in decimal digits, stored as a string \(pulumi config set --type string/,
            );
        },
    );

    it("that are missing are reported with their variable", () => {
        expect(() => resolveTenant(undefined, source({}))).toThrow(
            "The settings of the default tenant are not usable:\n" +
                "  zpa:customerId (or ZPA_CUSTOMER_ID): is not set\n" +
                "  zpa:clientId (or ZPA_CLIENT_ID or ZSCALER_CLIENT_ID): is not set\n" +
                "  zpa:clientSecret (or ZPA_CLIENT_SECRET or ZSCALER_CLIENT_SECRET): is required",
        );
    });

    it("that require another setting name it", () => {
        const { clientSecret: _, ...withoutSecret } = acme;
        const config = Object.entries({ ...withoutSecret, privateKey: "a key" }).map(([name, value]) => [
            `zpa:${name}`,
            value,
        ]);
        expect(() => resolveTenant(undefined, source(Object.fromEntries(config)))).toThrow(
            "zpa:privateKey: is supported by OneAPI only, which also requires vanityDomain",
        );
    });

    it.each(["ZPATWO", "PREVIEW", "zpatwo"])(
        "reject the legacy cloud %s with a vanity domain, and say the way out",
        (cloud) => {
            const onOneApi = { ...acme, vanityDomain: "acme", cloud };
            const message =
                `zpa:tenants acme.cloud (or ZPA_ACME_CLOUD): is ${cloud}, a cloud of the legacy API only; ` +
                "for OneAPI, remove it, or set the tenant's OneAPI cloud (such as BETA, GOV, GOVUS); " +
                `for the legacy API at config.${cloud === "PREVIEW" ? "zpapreview" : "zpatwo"}.net, remove vanityDomain`;
            expect(() => resolveTenant("acme", source({ "zpa:tenants": { acme: onOneApi } }))).toThrow(message);
            const behindGateway = { ...onOneApi, baseUrl: "https://gateway.example.com" };
            expect(resolveTenant("acme", source({ "zpa:tenants": { acme: behindGateway } })).cloud).toBe(cloud);
        },
    );

    it.each([
        ["govus", "acme", true],
        ["GOVUS", undefined, true],
        ["anything", "acme", true],
        ["anything", undefined, false],
    ])("of the cloud %s with the vanity domain %s are accepted: %s", (cloud, vanityDomain, accepted) => {
        const settings = { ...acme, cloud, ...(vanityDomain ? { vanityDomain } : {}) };
        const resolved = () => resolveTenant("acme", source({ "zpa:tenants": { acme: settings } })).cloud;
        if (accepted) expect(resolved()).toBe(cloud);
        else expect(resolved).toThrow(/cloud .*must be one of PRODUCTION, .* if vanityDomain is not set/);
    });

    it.each(["baseUrl", "signInUrl"])("take and reject a %s by the same rules", (setting) => {
        const tenant = (url: string) =>
            resolveTenant("acme", source({ "zpa:tenants": { acme: { ...acme, [setting]: url } } }));
        expect(tenant("http://127.0.0.1:9000")).toMatchObject({ [setting]: "http://127.0.0.1:9000" });
        expect(() => tenant("http://zpa.example.com")).toThrow(
            new RegExp(`acme\\.${setting} .*must be an https URL without credentials`),
        );
    });

    it.each(["http://127.0.0.1:9000", "http://localhost:1", "http://[::1]:1", "https://gateway.example.com/zpa"])(
        "take the base URL %s",
        (baseUrl) => {
            expect(resolveTenant("acme", source({ "zpa:tenants": { acme: { ...acme, baseUrl } } })).baseUrl).toBe(
                baseUrl,
            );
        },
    );

    it.each([
        "http://10.0.0.1",
        "http://127.0.0.1.example.com",
        "https://u:p@example.com",
        "ftp://127.0.0.1",
        "nowhere",
    ])("reject the base URL %s", (baseUrl) => {
        expect(() => resolveTenant("acme", source({ "zpa:tenants": { acme: { ...acme, baseUrl } } }))).toThrow(
            /acme\.baseUrl/,
        );
    });
});

describe("the default base URL", () => {
    const emulator = "http://127.0.0.1:9000";
    const gateway = "https://gateway.example.com";
    const named = (baseUrl?: string) => ({ "zpa:tenants": { acme: { ...acme, ...(baseUrl ? { baseUrl } : {}) } } });

    it.each([
        ["zpa:baseUrl", { "zpa:baseUrl": emulator }, {}],
        ["ZPA_BASE_URL", {}, { ZPA_BASE_URL: emulator }],
        ["zpa:baseUrl before ZPA_BASE_URL", { "zpa:baseUrl": emulator }, { ZPA_BASE_URL: gateway }],
    ])("is that of every tenant, by %s", (_, config, env) => {
        expect(resolveTenant("acme", source({ ...named(), ...config }, env)).baseUrl).toBe(emulator);
    });

    it("is overridden by a tenant's own", () => {
        const own = { ...named("http://localhost:7000"), "zpa:baseUrl": emulator };
        expect(resolveTenant("acme", source(own)).baseUrl).toBe("http://localhost:7000");
        const variable = { ZPA_ACME_BASE_URL: "http://localhost:7001", ZPA_BASE_URL: emulator };
        expect(resolveTenant("acme", source(named(), variable)).baseUrl).toBe("http://localhost:7001");
        expect(resolveTenant("acme", source({ ...named(emulator), "zpa:baseUrl": gateway })).baseUrl).toBe(emulator);
    });

    it.each([
        ["zpa:baseUrl", { ...named(gateway), "zpa:baseUrl": emulator }, {}, "acme"],
        ["ZPA_BASE_URL", named(gateway), { ZPA_BASE_URL: emulator }, "acme"],
        ["ZPA_BASE_URL", named(), { ZPA_BASE_URL: emulator, ZPA_ACME_BASE_URL: gateway }, "acme"],
        ["ZPA_BASE_URL", { ...named(), "zpa:baseUrl": gateway }, { ZPA_BASE_URL: emulator }, "acme"],
    ])("that is an emulator by %s prevents tenants from reaching a real host", (name, config, env, label) => {
        expect(() => resolveTenant(label, source(config, env))).toThrow(
            `is https://gateway.example.com, while ${name} points at the emulator at ${emulator}, and a test must not reach a real service; ` +
                `remove this baseUrl to use the emulator, or remove ${name} to allow it`,
        );
    });

    it("for the sign-in is inherited, unless the tenant has its own base URL", () => {
        const signIn = { "zpa:signInUrl": "https://login.example.com" };
        expect(resolveTenant("acme", source({ ...named(), ...signIn })).signInUrl).toBe("https://login.example.com");
        expect(resolveTenant("acme", source({ ...named(gateway), ...signIn })).signInUrl).toBeUndefined();
        const variables = {
            ZPA_SIGN_IN_URL: "https://login.example.com",
            ZPA_ACME_SIGN_IN_URL: "https://own.example.com",
        };
        expect(resolveTenant("acme", source(named(), variables)).signInUrl).toBe("https://own.example.com");
    });

    it("that is an emulator prevents a sign-in at a real host", () => {
        const signIn = { "zpa:baseUrl": emulator, "zpa:signInUrl": "https://acme.zslogin.net" };
        expect(() => resolveTenant("acme", source({ ...named(), ...signIn }))).toThrow(
            "signInUrl (or ZPA_ACME_SIGN_IN_URL): is https://acme.zslogin.net, while zpa:baseUrl points at the emulator",
        );
    });

    it("of a gateway in the configuration is not replaced by an emulator in a variable", () => {
        const config = Object.fromEntries(Object.entries(acme).map(([name, value]) => [`zpa:${name}`, value]));
        const configured = source({ ...config, "zpa:baseUrl": gateway }, { ZPA_BASE_URL: emulator });
        expect(() => resolveTenant(undefined, configured)).toThrow(/ZPA_BASE_URL points at the emulator/);
    });
});

test("the error for an invalid zpa:tenants names the invalid part", () => {
    expect(() => resolveTenant("acme", source({ "zpa:tenants": { acme, globex: 5 } }))).toThrow(
        /zpa:tenants must be a map .*; the value of globex is not a map/,
    );
    expect(() => resolveTenant("acme", source({ "zpa:tenants": "acme" }))).toThrow(/zpa:tenants must be a map/);
});

describe("the settings for all tenants", () => {
    it("have defaults", () => {
        expect(resolveRun(source({}))).toEqual({ preflight: true, retrySecs: 120, adoptIdentical: false });
    });

    it("are parsed from the strings of Pulumi's configuration", () => {
        const given = { "zpa:preflight": "False", "zpa:retrySecs": "7.5", "zpa:adoptIdentical": "true" };
        expect(resolveRun(source(given))).toEqual({ preflight: false, retrySecs: 7.5, adoptIdentical: true });
    });

    it("are rejected together if they are invalid", () => {
        expect(() =>
            resolveRun(source({ "zpa:preflight": "flase", "zpa:retrySecs": "2m", "zpa:adoptIdentical": "1" })),
        ).toThrow(
            "The settings for all tenants are not usable:\n" +
                "  zpa:preflight: must be true or false\n" +
                "  zpa:adoptIdentical: must be true or false\n" +
                "  zpa:retrySecs: must be a number of seconds, 0 or more",
        );
    });
});

describe("a tenant's name", () => {
    it("that is unknown is an error with the configured ones", () => {
        expect(() => resolveTenant("amce", source(both))).toThrow(
            'No tenant is named "amce" in zpa:tenants; did you mean acme? The configured ones are acme, globex.',
        );
    });

    it("can change without affecting its groups, because they are tracked by customer", () => {
        const renamed = source({ "zpa:tenants": { "acme-inc": acme, globex } });
        expect(tenantOfCustomer(acme.customerId, "acme", "0", renamed).label).toBe("acme-inc");
    });

    it("of another customer does not move them", () => {
        const swapped = source({ "zpa:tenants": { acme: globex, globex: acme } });
        expect(tenantOfCustomer(acme.customerId, "acme", "0", swapped).label).toBe("globex");
    });

    it("that was removed is an error with the missing customer", () => {
        expect(() => tenantOfCustomer("999", "acme", "0", source(both))).toThrow(
            /No configured tenant has the customerId 999/,
        );
    });
});
