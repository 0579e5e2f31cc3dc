import { join, resolve } from "node:path";
import * as ts from "typescript";

const ROOT = resolve(__dirname, "../..");

/** The exported names of a built entry: those that exist when it runs, and its types. */
function namesOf(entry: string): string[] {
    const file = join(ROOT, "dist", `${entry}.d.ts`);
    const program = ts.createProgram([file], { module: ts.ModuleKind.Node20, types: ["node"] });
    const checker = program.getTypeChecker();
    const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)!)!);
    const running = Object.keys(require(join(ROOT, "dist", entry)));
    const types = exported.map(({ name }) => name).filter((name) => !running.includes(name));
    return [...running, ...types.map((name) => `type ${name}`)].sort();
}

test("the package exports these names", () => {
    expect(namesOf("index")).toEqual([
        "AppConnectorAutoDelete",
        "AppConnectorGroup",
        "ConnectorEnrollment",
        "ProvisioningKey",
        "ZpaError",
        "getAppConnectorGroup",
        "getAppConnectorGroupOutput",
        "getAppConnectorGroups",
        "getAppConnectorGroupsOutput",
        "getAppConnectors",
        "getAppConnectorsOutput",
        "getDefaultVersionProfile",
        "getDefaultVersionProfileOutput",
        "getEnrollmentCertificate",
        "getEnrollmentCertificateOutput",
        "getMicrotenant",
        "getMicrotenantOutput",
        "getMicrotenants",
        "getMicrotenantsOutput",
        "getProvisioningKey",
        "getProvisioningKeyOutput",
        "getProvisioningKeys",
        "getProvisioningKeysOutput",
        "getVersionProfile",
        "getVersionProfileOutput",
        "getVersionProfiles",
        "getVersionProfilesOutput",
        "type AppConnector",
        "type AppConnectorAutoDeleteArgs",
        "type AppConnectorGroupArgs",
        "type ConnectorEnrollmentArgs",
        "type DnsQueryType",
        "type EnrollmentCertificate",
        "type FoundAppConnector",
        "type FoundAppConnectorGroup",
        "type FoundProvisioningKey",
        "type GetAppConnectorGroupArgs",
        "type GetAppConnectorGroupsArgs",
        "type GetAppConnectorsArgs",
        "type GetDefaultVersionProfileArgs",
        "type GetEnrollmentCertificateArgs",
        "type GetMicrotenantArgs",
        "type GetMicrotenantsArgs",
        "type GetProvisioningKeyArgs",
        "type GetProvisioningKeysArgs",
        "type GetVersionProfileArgs",
        "type GetVersionProfilesArgs",
        "type Microtenant",
        "type ProvisioningKeyArgs",
        "type SearchCondition",
        "type SearchOperator",
        "type UpgradeDay",
        "type VersionProfile",
        "type ZpaErrorCode",
    ]);
});

test("the emulator exports these names", () => {
    expect(namesOf("emulator/index")).toEqual([
        "DEFAULT_TENANT",
        "readTenants",
        "startEmulator",
        "type Collection",
        "type EmulationOptions",
        "type Emulator",
        "type EmulatorOptions",
        "type EnvironmentOptions",
        "type Fault",
        "type Guess",
        "type KeepRequests",
        "type Latency",
        "type LimitMode",
        "type LimitPaths",
        "type Machine",
        "type NameTaken",
        "type NewConnector",
        "type RequestRecord",
        "type RequestWithBody",
        "type Stored",
        "type TenantHandle",
        "type TenantSeed",
        "type UserCodePaths",
        "type WindowMode",
    ]);
});

test("the review for pipelines exports these names", () => {
    expect(namesOf("review/index")).toEqual([
        "changeOf",
        "messageOf",
        "reviewMarkdown",
        "reviewText",
        "type PropertyChange",
        "type ResourceChange",
        "type StackEvent",
        "type StackMessage",
        "type TenantReview",
    ]);
});
