import { credentials, type Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { DEFAULT_TENANT, type Emulator, startEmulator, type TenantSeed } from "../../src/emulator";
import { UNKNOWN } from "../../src/model/rules";
import { serverOf } from "../../src/native/server";
import { SITE } from "../support/site";

const OTHER: TenantSeed = { customerId: "72058304855015424", clientId: "globex", clientSecret: "globex-secret" };
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const URN = "urn:pulumi:test::project::zpa-connectors:index:AppConnectorGroup::site";
const KEY_URN = "urn:pulumi:test::project::zpa-connectors:index:ProvisioningKey::key";
const PROVIDER_URN = "urn:pulumi:test::project::pulumi:providers:zpa-connectors::globex";

/** One of the engine's connections to the provider. */
class Connection {
    private readonly client: ResourceProviderClient;

    constructor(port: number) {
        // Each connection has a channel of its own.
        const options = { "grpc.use_local_subchannel_pool": 1 };
        this.client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), options);
    }

    call<Q, R>(method: keyof ResourceProviderClient, request: Q): Promise<R> {
        const run = this.client[method] as unknown as (
            request: Q,
            callback: (error: ServiceError | null, response: R) => void,
        ) => void;
        return new Promise((resolve, reject) => {
            run.call(this.client, request, (error, response) => (error ? reject(error) : resolve(response)));
        });
    }

    configure(args: object, name = "default"): Promise<pb.ConfigureResponse> {
        return this.call("configure", new pb.ConfigureRequest().setArgs(message(args)).setName(name));
    }

    async check(args: object, olds: object = {}, urn = URN) {
        const request = new pb.CheckRequest().setUrn(urn).setOlds(message(olds)).setNews(message(args));
        const response = await this.call<pb.CheckRequest, pb.CheckResponse>("check", request);
        const failures = response.getFailuresList().map((one) => `${one.getProperty()}: ${one.getReason()}`);
        return { inputs: plain(response.getInputs()), failures };
    }

    async create(inputs: object, { urn = URN, preview = false, timeout = 0 } = {}) {
        const request = new pb.CreateRequest().setUrn(urn).setProperties(message(inputs));
        request.setPreview(preview).setTimeout(timeout);
        const response = await this.call<pb.CreateRequest, pb.CreateResponse>("create", request);
        return { id: response.getId(), outputs: plain(response.getProperties()) };
    }

    close(): void {
        this.client.close();
    }
}

const message = (properties: object) => Struct.fromJavaScript(properties as Record<string, never>);
const plain = (struct: Struct | undefined) => (struct?.toJavaScript() ?? {}) as Record<string, unknown>;

let emulator: Emulator;
let server: Server;
let port: number;
let waits: unknown[];
let connections: Connection[];
beforeEach(async () => {
    emulator = await startEmulator({ limits: "off", tenants: [DEFAULT_TENANT, OTHER] });
    waits = [];
    const reporter = { notice: () => undefined, wait: (urn: string, message: string) => waits.push([urn, message]) };
    server = serverOf({ version: "1.2.3", schema: () => "{}" }, undefined, { reporter });
    port = await new Promise((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
            error ? reject(error) : resolve(bound),
        );
    });
    connections = [];
});
afterEach(async () => {
    for (const connection of connections) connection.close();
    server.forceShutdown();
    await emulator.close();
});

function connect(): Connection {
    const connection = new Connection(port);
    connections.push(connection);
    return connection;
}

const settings = ({ customerId, clientId, clientSecret }: TenantSeed = DEFAULT_TENANT) => ({
    baseUrl: emulator.url,
    customerId,
    clientId,
    clientSecret,
    vanityDomain: "emulator",
});

async function configured(more: object = {}, seed: TenantSeed = DEFAULT_TENANT): Promise<Connection> {
    const connection = connect();
    await connection.configure({ ...settings(seed), ...more });
    return connection;
}

test("the version and the schema are those of the package", async () => {
    const connection = connect();
    const info = await connection.call<Empty, { getVersion(): string }>("getPluginInfo", new Empty());
    expect(info.getVersion()).toBe("1.2.3");
    const found = await connection.call<pb.GetSchemaRequest, pb.GetSchemaResponse>(
        "getSchema",
        new pb.GetSchemaRequest(),
    );
    expect(found.getSchema()).toBe("{}");
});

describe("several providers in one process", () => {
    test("each have their own tenant, and names that another has claimed are free", async () => {
        const [one, other] = [await configured(), await configured({}, OTHER)];
        for (const connection of [one, other]) {
            const { inputs, failures } = await connection.check(SITE);
            expect(failures).toEqual([]);
            expect((await connection.create(inputs)).id).not.toBe("");
        }
        expect(emulator.tenant().groups()).toHaveLength(1);
        expect(emulator.tenant(OTHER.customerId).groups()).toHaveLength(1);
    });
});

describe("settings", () => {
    afterEach(() => {
        delete process.env.ZPA_CLIENT_SECRET;
    });

    test("may be secrets, and tenants a map or its JSON", async () => {
        const secret = (value: unknown) => ({ [SIGNATURE]: SECRET, value });
        const { clientSecret, ...others } = settings(OTHER);
        for (const tenants of [{ globex: { ...others, clientSecret } }, JSON.stringify({ globex: settings(OTHER) })]) {
            const connection = connect();
            await connection.configure({
                ...settings(),
                clientSecret: secret("emulator-secret"),
                tenants: secret(tenants),
            });
            const { inputs } = await connection.check({ ...SITE, tenant: "globex" });
            expect(inputs.customerId).toBe(OTHER.customerId);
        }
    });

    test("of an explicit provider with a tenant of its own are not completed with another tenant's from the environment", async () => {
        process.env.ZPA_CLIENT_SECRET = "emulator-secret";
        const { clientSecret: _, vanityDomain: __, ...incomplete } = settings(OTHER);
        const explicit = connect();
        await explicit.configure(incomplete, "globex");
        const { failures } = await explicit.check(SITE);
        expect(failures.join()).toMatch(/zpa-connectors:clientSecret: is required/);
        expect(failures.join()).not.toContain("ZPA_CLIENT_SECRET");
        const ofStack = connect();
        await ofStack.configure(incomplete, "default_1_2_3");
        expect((await ofStack.check(SITE)).failures).toEqual([]);
    });

    test.each([
        ["a misspelt one", { clientSecrt: "x" }, "clientSecrt: is not a setting; did you mean clientSecret?"],
        ["one for all tenants", { retrySecs: "soon" }, "zpa-connectors:retrySecs: must be a number of seconds"],
        ["a missing one", { clientSecret: undefined }, "zpa-connectors:clientSecret: is required"],
    ])("%s of an explicit provider is a failure of its check", async (_, change, reason) => {
        const news = Object.fromEntries(
            Object.entries({ ...settings(OTHER), ...change }).filter(([, value]) => value !== undefined),
        );
        const request = new pb.CheckRequest().setUrn(PROVIDER_URN).setNews(message(news));
        const response = await connect().call<pb.CheckRequest, pb.CheckResponse>("checkConfig", request);
        const failures = response.getFailuresList().map((one) => `${one.getProperty()}: ${one.getReason()}`);
        expect(failures.join("\n")).toContain(reason);
    });

    test("are encrypted where they are secrets, and a change of one is a change of the provider in place", async () => {
        const connection = connect();
        const news = settings(OTHER);
        const checked = await connection.call<pb.CheckRequest, pb.CheckResponse>(
            "checkConfig",
            new pb.CheckRequest().setUrn(PROVIDER_URN).setNews(message(news)),
        );
        expect(checked.getFailuresList()).toEqual([]);
        expect(plain(checked.getInputs())).toMatchObject({ clientSecret: { [SIGNATURE]: SECRET } });
        const diff = await connection.call<pb.DiffRequest, pb.DiffResponse>(
            "diffConfig",
            new pb.DiffRequest().setOlds(message(news)).setNews(message({ ...news, clientSecret: "rotated" })),
        );
        expect(diff.getDiffsList()).toEqual(["clientSecret"]);
        expect(diff.getReplacesList()).toEqual([]);
    });
});

describe("a preview of a create", () => {
    test("has a placeholder for what is not known, and the value of a key as a secret", async () => {
        const connection = await configured();
        const args = { name: "key", maxUsage: 2, appConnectorGroupId: UNKNOWN };
        const { inputs, failures } = await connection.check(args, {}, KEY_URN);
        expect(failures).toEqual([]);
        const { id, outputs } = await connection.create(inputs, { urn: KEY_URN, preview: true });
        expect(id).toBe("");
        expect(outputs).toMatchObject({
            appConnectorGroupId: UNKNOWN,
            creationTime: UNKNOWN,
            enabled: true,
            provisioningKey: { [SIGNATURE]: SECRET, value: UNKNOWN },
        });
        expect(emulator.requests().filter(({ method }) => method !== "GET" && method !== "POST")).toEqual([]);
        expect(emulator.tenant().keys()).toEqual([]);
    });
});

describe("the changes of a policy between check and the requests that follow", () => {
    test("count like arguments", async () => {
        const connection = await configured();
        const { inputs } = await connection.check({ ...SITE, versionProfileName: "New Release" });
        const { outputs } = await connection.create({ ...inputs, upgradeDay: "friday" });
        expect(outputs).toMatchObject({ upgradeDay: "FRIDAY", versionProfileName: "New Release" });
        const { inputs: next } = await connection.check({ ...SITE, name: "Other" });
        await expect(connection.create({ ...next, upgradeDay: "FUNDAY" })).rejects.toThrow(
            /property upgradeDay has a problem: must be one of SUNDAY/,
        );
    });
});

describe("an update that is done in part", () => {
    test("records the part that is done, so that the next run does the rest", async () => {
        const connection = await configured();
        const urn = "urn:pulumi:test::project::zpa-connectors:index:ConnectorEnrollment::codes";
        const group = emulator.tenant().add("groups", { ...SITE, name: "Site" });
        const userCodes = [emulator.tenant().showUserCode({ code: "AAAAA-11111" }), "ZZZZZ-99999"];
        const { inputs, failures } = await connection.check({ appConnectorGroupId: group.id, userCodes }, {}, urn);
        expect(failures).toEqual([]);
        const error = (await connection.create(inputs, { urn }).catch((e: unknown) => e)) as ServiceError;
        const [details] = error.metadata.get("grpc-status-details-bin");
        const [any] = Status.deserializeBinary(details as Buffer).getDetailsList();
        const failed = pb.ErrorResourceInitFailed.deserializeBinary(any!.getValue_asU8());
        expect(failed.getId()).not.toBe("");
        expect(failed.getReasonsList()).toEqual([expect.stringContaining("…99 was not confirmed")]);
        expect(plain(failed.getProperties())).toMatchObject({ userCodes: { [SIGNATURE]: SECRET } });
    });
});

describe("customTimeouts and cancel", () => {
    const unavailable = { kind: "status", status: 503, path: "appConnectorGroup", times: 999 } as const;

    test("the timeout of a resource is the deadline of its request", async () => {
        const connection = await configured({ retrySecs: "600" });
        const { inputs } = await connection.check(SITE);
        emulator.fault({ ...unavailable, method: "POST" });
        await expect(connection.create(inputs, { timeout: 1 })).rejects.toThrow(/503/);
    });

    test("cancel ends a wait at once, in words that say so", async () => {
        const connection = await configured({ retrySecs: "600" });
        const { inputs } = await connection.check(SITE);
        emulator.fault({ ...unavailable, headers: { "retry-after": "60" }, method: "GET" });
        const waiting = connection.create(inputs).catch((error: ServiceError) => error.details);
        while (waits.length === 0) await new Promise((done) => setTimeout(done, 10));
        await connection.call("cancel", new Empty());
        expect(await waiting).toMatch(/cancel/i);
        expect(emulator.tenant().groups()).toEqual([]);
        expect(waits).toEqual([[URN, expect.stringContaining("60 s")]]);
    });
});

describe("functions", () => {
    const invoke = async (connection: Connection, name: string, args: object) => {
        const request = new pb.InvokeRequest().setTok(`zpa-connectors:index:${name}`).setArgs(message(args));
        return plain((await connection.call<pb.InvokeRequest, pb.InvokeResponse>("invoke", request)).getReturn());
    };

    test("return an object, or a list by its name, and values of keys as secrets", async () => {
        const connection = await configured();
        const { outputs, id } = await connection.create((await connection.check(SITE)).inputs);
        expect(await invoke(connection, "getAppConnectorGroup", { id })).toMatchObject({ name: outputs.name });
        expect(await invoke(connection, "getMicrotenants", {})).toEqual({ microtenants: [expect.anything()] });
        const keyArgs = { name: "key", maxUsage: 2, appConnectorGroupId: id };
        await connection.create((await connection.check(keyArgs, {}, KEY_URN)).inputs, { urn: KEY_URN });
        expect(await invoke(connection, "getProvisioningKey", { name: "key" })).toMatchObject({
            provisioningKey: { [SIGNATURE]: SECRET },
        });
    });

    test("fail with what exists, and one that does not exist says so", async () => {
        const connection = await configured();
        await expect(invoke(connection, "getVersionProfile", { name: "New Relase" })).rejects.toThrow("New Release");
        await expect(invoke(connection, "toString", {})).rejects.toThrow(/no function zpa-connectors:index:toString/);
    });
});
