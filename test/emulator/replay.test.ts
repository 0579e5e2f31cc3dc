import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Exchange, shapeOf } from "../../scripts/parity/record";
import { type Emulator, startEmulator } from "../../src/emulator";
import { replay } from "./replayed";
import { type Api, signIn } from "./support";

const strings = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, "string"]));
const booleans = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, "boolean"]));
const listOf = (item: unknown) => ({ ...strings("totalPages", "totalCount"), list: [item] });
const STAMPS = strings("id", "modifiedTime", "creationTime", "modifiedBy", "name");
const MANAGED = booleans("readOnly", "zscalerManaged");

const UNPLACED = {
    ...STAMPS,
    ...MANAGED,
    ...strings("description", "versionProfileId", "versionProfileName", "upgradeTimeInSecs", "upgradeDay"),
    ...strings("location", "dnsQueryType", "connectorGroupType"),
    ...booleans("enabled", "overrideVersionProfile", "praEnabled", "useInDrMode", "wafDisabled"),
    ...booleans("tcpQuickAckApp", "tcpQuickAckAssistant", "tcpQuickAckReadAssistant", "lssAppConnectorGroup"),
};
const PLACE = strings("latitude", "longitude", "cityCountry", "countryCode");
const READ_ONLY = {
    ...strings("upgradePriority", "versionProfileVisibilityScope", "microtenantName"),
    version: strings("version_profile_gid", "versionProfileName", "sargeVersion", "childVersion", "latestPlatform"),
};
const MADE_KEY = {
    ...STAMPS,
    ...MANAGED,
    ...strings("usageCount", "maxUsage", "zcomponentId", "enrollmentCertId", "provisioningKey"),
    ...booleans("enabled", "exportable"),
};
const KEY = { ...MADE_KEY, ...strings("zcomponentName", "enrollmentCertName") };
const ROOT_CERTIFICATE = {
    ...STAMPS,
    ...MANAGED,
    ...strings("cName", "validFromInEpochSec", "validToInEpochSec", "certificate", "issuedTo", "issuedBy"),
    ...strings("serialNo", "clientCertType", "csr"),
    ...booleans("allowSigning", "privateKeyPresent", "storeInHsm"),
};
const CERTIFICATE = { ...ROOT_CERTIFICATE, ...strings("parentCertId", "parentCertName") };
const DEFAULT_MICROTENANT = {
    ...strings("id", "name", "description", "operator", "scopeOrder"),
    ...booleans("enabled", "privilegedApprovalsEnabled"),
};
const MADE_MICROTENANT = {
    ...STAMPS,
    ...strings("description", "operator", "criteriaAttribute"),
    ...booleans("enabled", "privilegedApprovalsEnabled"),
};
const MICROTENANT = { ...MADE_MICROTENANT, scopeOrder: "string" };
const POLICY_SET = { ...STAMPS, ...strings("description", "policyType"), ...booleans("enabled", "sorted") };

const NEW_GROUP = {
    name: "recorded",
    description: "recorded",
    enabled: true,
    latitude: "37.33874",
    longitude: "-121.8852525",
    location: "San Jose, CA, USA",
    upgradeDay: "SUNDAY",
    upgradeTimeInSecs: "66600",
    overrideVersionProfile: true,
    versionProfileName: "Default",
    versionProfileId: "0",
    dnsQueryType: "IPV4_IPV6",
    praEnabled: true,
    tcpQuickAckApp: true,
    tcpQuickAckAssistant: true,
    tcpQuickAckReadAssistant: true,
};
const NEW_MICROTENANT = {
    name: "recorded",
    description: "recorded",
    enabled: true,
    privilegedApprovalsEnabled: true,
    criteriaAttribute: "AuthDomain",
};
const KEYS = "/associationType/CONNECTOR_GRP/provisioningKey";
const createGroup: Exchange = {
    asked: "POST /appConnectorGroup",
    body: NEW_GROUP,
    status: 201,
    shape: { ...UNPLACED, ...PLACE },
    keep: "group",
};
const certificate = (search: string, shape: unknown): Exchange => ({
    asked: `GET /enrollmentCert?search=${search}`,
    status: 200,
    shape: listOf(shape),
});

/**
 * Requests to a real tenant and the shape of the responses: statuses, keys and types, without values. Taken from the
 * recordings of zscaler/zscaler-sdk-python (MIT), tests/integration/zpa/cassettes, as recorded in March 2026 (commits
 * ec58074, ad8c9b9, 72f368d; the access policy: December 2025, commit 7f06918).
 */
const RECORDED: Readonly<Record<string, readonly Exchange[]>> = {
    TestAppConnectorGroup: [
        createGroup,
        { asked: "GET /appConnectorGroup/{group}", status: 200, shape: { ...UNPLACED, ...PLACE, ...READ_ONLY } },
        { asked: "PUT /appConnectorGroup/{group}", body: { name: "recorded Updated" }, status: 204 },
        { asked: "GET /appConnectorGroup/{group}", status: 200, shape: { ...UNPLACED, ...READ_ONLY } },
        { asked: "GET /appConnectorGroup", status: 200, shape: listOf({ ...UNPLACED, ...READ_ONLY }) },
        { asked: "DELETE /appConnectorGroup/{group}", status: 204 },
    ],
    TestAppConnectorGroupProvisioningKey: [
        createGroup,
        certificate("name%2BEQ%2BConnector", CERTIFICATE),
        {
            asked: `POST ${KEYS}`,
            body: {
                enrollmentCertId: "6573",
                componentId: "{group}",
                name: "recorded",
                maxUsage: 2,
                zcomponentId: "{group}",
            },
            status: 200,
            shape: MADE_KEY,
            keep: "key",
        },
        { asked: `GET ${KEYS}`, status: 200, shape: listOf(KEY) },
        { asked: `GET ${KEYS}/{key}`, status: 200, shape: KEY },
        { asked: `PUT ${KEYS}/{key}`, body: { name: "recorded Updated" }, status: 204 },
        { asked: `DELETE ${KEYS}/{key}`, status: 204 },
        { asked: "DELETE /appConnectorGroup/{group}", status: 204 },
    ],
    TestEnrolmentCertificate: [
        certificate("name%2BEQ%2BRoot", ROOT_CERTIFICATE),
        certificate("name%2BEQ%2BClient", CERTIFICATE),
        certificate("name%2BEQ%2BConnector", CERTIFICATE),
        certificate("name%2BEQ%2BService+Edge", CERTIFICATE),
    ],
    TestMicrotenants: [
        {
            asked: "POST /microtenants",
            body: NEW_MICROTENANT,
            status: 201,
            shape: MADE_MICROTENANT,
            keep: "microtenant",
        },
        { asked: "GET /microtenants/{microtenant}", status: 200, shape: MICROTENANT },
        {
            asked: "PUT /microtenants/{microtenant}",
            body: { ...NEW_MICROTENANT, description: "changed" },
            status: 204,
        },
        {
            asked: "GET /microtenants",
            status: 200,
            shape: { ...listOf(undefined), list: [MICROTENANT, DEFAULT_MICROTENANT] },
        },
        {
            asked: "GET /microtenants/summary",
            status: 200,
            shape: [{ ...strings("id", "name"), ...booleans("enabled") }],
        },
        { asked: "DELETE /microtenants/{microtenant}", status: 204 },
    ],
    TestAccessPolicyRule: [{ asked: "GET /policySet/policyType/ACCESS_POLICY", status: 200, shape: POLICY_SET }],
};

let emulator: Emulator;
let api: Api;
beforeAll(async () => {
    emulator = await startEmulator();
});
afterAll(() => emulator.close());
beforeEach(async () => {
    emulator.reset();
    api = await signIn(emulator, "oneapi");
});

test.each(Object.keys(RECORDED))("%s: replayed, it gets the same statuses, keys and types", async (recording) => {
    const replies = await replay(api, recording, RECORDED[recording]!);
    for (const [i, reply] of replies.entries()) {
        const { shape } = RECORDED[recording]![i]!;
        expect(reply.headers.get("content-type")).toEqual(shape ? expect.stringMatching(/^application\/json/) : null);
        expect(reply.headers.get("x-ratelimit-limit")).toBe("5000, 5000;w=60");
        for (const header of ["x-ratelimit-remaining", "x-ratelimit-reset"])
            expect(reply.headers.get(header)).toMatch(/^\d+$/);
    }
});

/** What `npm run parity -- --record` wrote on a real tenant. */
const FOLDER = join(__dirname, "recordings");
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith(".json"));
const recordingIn = (file: string): { recorded: string; exchanges: Exchange[] } =>
    JSON.parse(readFileSync(join(FOLDER, file), "utf8"));

test("each recorded run gets the same statuses, errors, keys and types", async () => {
    const unlimited = await startEmulator({ limits: "off" });
    try {
        for (const file of FILES) {
            unlimited.reset();
            await replay(await signIn(unlimited, "oneapi"), file, recordingIn(file).exchanges);
        }
    } finally {
        await unlimited.close();
    }
});

describe("a recording that contradicts the emulator fails with what to change", () => {
    const { shape: _, ...create } = createGroup;

    test("a guess that was wrong: the error, its facts and where they are declared", async () => {
        const taken = { ...create, keep: "other", status: 409, errorId: "entity.name.in.use" };
        const error = await replay(api, "2026-12-01.json", [createGroup, taken]).catch((thrown: Error) => thrown);
        expect(String(error)).toContain(
            "2026-12-01.json contradicts the emulator in its answer to POST /appConnectorGroup",
        );
        expect(String(error)).toContain("the status is 409, the emulator's is 400");
        expect(String(error)).toContain("the error is entity.name.in.use, the emulator's is duplicate.entity.name");
        expect(String(error)).toContain("object.name (guessed, zpa-api.md#errors)");
        expect(String(error)).toContain("src/emulator/evidence.ts");
    });

    test("a field that is missing, one too many, and one of another type", async () => {
        const { latitude: _latitude, ...place } = PLACE;
        const shape = { ...UNPLACED, ...place, enabled: "string", siteId: "string" };
        const error = await replay(api, "x", [{ ...createGroup, shape }]).catch((thrown: Error) => thrown);
        expect(String(error)).toContain("the response has no latitude, the emulator's has it (a string)");
        expect(String(error)).toContain("enabled of the response is a string, the emulator's is a boolean");
        expect(String(error)).toContain("the response has siteId (a string), the emulator's has not");
    });
});

test("groups and keys are sorted by name, as in the recordings", async () => {
    for (const name of ["tests-pra", "RHEL9 - 2", "tests-acg", "RHEL9 - 1"])
        await api("POST", "/appConnectorGroup", { ...NEW_GROUP, name });
    const { json } = await api("GET", "/appConnectorGroup");
    const listed = json.list.map(({ name }: { name: string }) => name);
    expect(listed).toEqual(["RHEL9 - 1", "RHEL9 - 2", "tests-acg", "tests-pra"]);
});

test("the gateway's refusal of a stale token, and the sign-in that follows, as recorded", async () => {
    emulator.tenant().expireTokens();
    const refused = await api("POST", "/appConnectorGroup", NEW_GROUP);
    expect([refused.status, shapeOf(refused.json)]).toEqual([401, strings("detail", "type", "title", "status")]);
    const fields = { grant_type: "client_credentials", client_id: "emulator", client_secret: "emulator-secret" };
    const response = await fetch(`${emulator.url}/oauth2/v1/token`, {
        method: "POST",
        body: new URLSearchParams({ ...fields, audience: "https://api.zscaler.com" }),
    });
    expect(shapeOf(await response.json())).toEqual({
        ...strings("access_token", "token_type"),
        expires_in: "number",
    });
});
