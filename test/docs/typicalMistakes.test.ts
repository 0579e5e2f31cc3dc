import { compileErrors } from "./compile";

const SITE = 'name: "n", location: "l", latitude: 1, longitude: 2';
const group = (more: string) => `new zpa.AppConnectorGroup("g", { ${SITE}, ${more} });`;

/** A program with one mistake, and the words with which the compiler answers. */
const MISTAKES: readonly (readonly [string, string, string])[] = [
    [
        "a required argument is missing",
        'new zpa.AppConnectorGroup("g", { name: "n", location: "l", longitude: 2 });',
        "Argument of type '{ name: string; location: string; longitude: number; }' is not assignable to parameter of type 'AppConnectorGroupArgs'. Property 'latitude' is missing in type '{ name: string; location: string; longitude: number; }' but required in type 'AppConnectorGroupArgs'.",
    ],
    [
        "several required arguments are missing",
        'new zpa.ProvisioningKey("k", { name: "n" });',
        "Argument of type '{ name: string; }' is not assignable to parameter of type 'ProvisioningKeyArgs'. Type '{ name: string; }' is missing the following properties from type 'ProvisioningKeyArgs': appConnectorGroupId, maxUsage",
    ],
    [
        "a day that does not exist",
        group('upgradeDay: "sun"'),
        `Type '"sun"' is not assignable to type 'Input<"SUNDAY" | "MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY"> | undefined'.`,
    ],
    [
        "a DNS query type that does not exist",
        group('dnsQueryType: "IPV5"'),
        `Type '"IPV5"' is not assignable to type 'Input<"IPV4_IPV6" | "IPV4" | "IPV6"> | undefined'.`,
    ],
    [
        "a word as a flag",
        group('enabled: "yes"'),
        `Type '"yes"' is not assignable to type 'Input<boolean | "true" | "false"> | undefined'.`,
    ],
    [
        "a flag as an id",
        group("versionProfileId: true"),
        "Type 'true' is not assignable to type 'Input<string> | undefined'.",
    ],
    [
        "a misspelt argument",
        group('upgradeDya: "SUNDAY"'),
        "Object literal may only specify known properties, but 'upgradeDya' does not exist in type 'AppConnectorGroupArgs'. Did you mean to write 'upgradeDay'?",
    ],
    ["a lookup without arguments", "zpa.getVersionProfile();", "Expected 1 arguments, but got 0."],
    ["an output lookup without arguments", "zpa.getVersionProfileOutput();", "Expected 1 arguments, but got 0."],
    [
        "a lookup by nothing",
        "zpa.getMicrotenantOutput({});",
        "Argument of type '{}' is not assignable to parameter of type 'Inputs<GetMicrotenantArgs>'.",
    ],
    [
        "a lookup by id and name",
        'zpa.getVersionProfile({ id: "1", name: "Default" });',
        "Argument of type '{ id: string; name: string; }' is not assignable to parameter of type 'GetVersionProfileArgs'. Types of property 'name' are incompatible. Type 'string' is not assignable to type 'undefined'.",
    ],
    [
        "a search operator that does not exist",
        'zpa.getAppConnectors({ search: { field: "name", operator: "IS", value: "x" } });',
        `Type '"IS"' is not assignable to type '"EQ" | "NE" | "LIKE" | "CONTAINS" | "STARTSWITH" | "ENDSWITH" | "GT" | "LT" | "GE" | "LE"'.`,
    ],
    [
        "a microtenant of `get` that is a number",
        'zpa.AppConnectorGroup.get("g", "1", { microtenantId: 2 });',
        "Type 'number' is not assignable to type 'Input<string> | undefined'.",
    ],
];

test("the compiler answers a typical mistake in these words", () => {
    const errors = compileErrors(MISTAKES.map(([name, code]) => ({ name, code })));
    expect(errors.map((error) => error.replace(/\s+/g, " "))).toEqual(
        MISTAKES.map(([name, , words]) => `${name}: ${words}`),
    );
});

test("arguments can be extended, spread, completed and passed on", () => {
    const code = `
        interface SiteArgs extends zpa.AppConnectorGroupArgs { connectors: number }
        interface KeyArgs extends Omit<zpa.ProvisioningKeyArgs, "appConnectorGroupId"> { rotate?: boolean }
        interface Filter extends zpa.GetAppConnectorGroupsArgs { region: string }
        const defaults: Partial<zpa.AppConnectorGroupArgs> = { upgradeDay: "SUNDAY", enabled: true };
        const site = ({ connectors, ...args }: SiteArgs) =>
            new zpa.AppConnectorGroup("g", { ...defaults, ...args, description: \`\${connectors} connectors\` });
        const key = ({ rotate, ...args }: KeyArgs) =>
            new zpa.ProvisioningKey("k", { ...args, appConnectorGroupId: sanJose.id, enabled: !rotate });
        const of = (args: zpa.GetAppConnectorGroupArgs) => zpa.getAppConnectorGroupOutput({ ...args, tenant: "acme" });
        const all = ({ region, ...filter }: Filter) => zpa.getAppConnectorGroups({ ...filter, search: region });
        class Site extends pulumi.ComponentResource {
            constructor(name: string, args: SiteArgs, options?: pulumi.ComponentResourceOptions) {
                super("example:Site", name, {}, options);
                const { connectors, ...group } = args;
                new zpa.AppConnectorGroup(name, group, { parent: this });
            }
        }
        const profileName: string | undefined = undefined;
        new zpa.AppConnectorGroup("h", { ${SITE}, versionProfileName: profileName, versionProfileId: "0" });
        void [site, key, of, all, Site];`;
    expect(compileErrors([{ name: "wrappers", code }])).toEqual([]);
});
