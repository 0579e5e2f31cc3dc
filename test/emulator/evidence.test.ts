import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator";
import type { Answer } from "../../src/emulator/answers";
import { ENDPOINTS } from "../../src/emulator/endpoints";
import { FACTS, type FactName } from "../../src/emulator/evidence";
import type { Field } from "../../src/emulator/fields";
import { REJECTION_NAMES, REJECTIONS } from "../../src/emulator/rejections";
import { type Api, apiWith, customerId, form, GROUP, JSON_TYPE, type Reply, send, signIn } from "./support";

const ROOT = join(__dirname, "../..");
const KEYS = "/associationType/CONNECTOR_GRP/provisioningKey";
const SCHEDULE = { frequency: "days", frequencyInterval: "5", enabled: true };

let emulator: Emulator;
let api: Api;
beforeAll(async () => {
    emulator = await startEmulator({ limits: "off" });
});
afterAll(() => emulator.close());
beforeEach(async () => {
    emulator.reset();
    api = await signIn(emulator);
});

const evidenceOf = (reply: Reply) => reply.headers.get("x-emulator-evidence") ?? "none";
const factsOf = (reply: Reply) =>
    evidenceOf(reply)
        .split("; ")
        .slice(1)
        .map((fact) => fact.split(" ")[0]);
const createGroup = async (fields: object = {}) =>
    (await api("POST", "/appConnectorGroup", { ...GROUP, ...fields })).json.id;
const createKey = (zcomponentId: string, fields: object = {}) =>
    api("POST", KEYS, { name: "key", maxUsage: "5", enrollmentCertId: "6573", zcomponentId, ...fields });

describe("the facts", () => {
    test("have a place in the API contract", () => {
        const headings = [...readFileSync(join(ROOT, "docs/zpa-api.md"), "utf8").matchAll(/^#+ (.*)$/gm)];
        const anchors = headings.map(([, text]) =>
            text!
                .toLowerCase()
                .replace(/[^\w -]/g, "")
                .replaceAll(" ", "-"),
        );
        const lost = Object.entries(FACTS).filter(([, { section }]) => !anchors.includes(section));
        expect(lost.map(([name]) => name)).toEqual([]);
    });

    test("are all used: none is in the table without an answer that rests on it", () => {
        const folder = join(ROOT, "src/emulator");
        const code = readdirSync(folder, { recursive: true, encoding: "utf8" })
            .filter((file) => file.endsWith(".ts") && file !== "evidence.ts")
            .map((file) => readFileSync(join(folder, file), "utf8"))
            .join("\n");
        const unused = Object.keys(FACTS).filter((name) => !code.includes(`"${name}"`));
        expect(unused).toEqual([]);
    });

    test("cannot be left out of an answer, a field or an error by name: the compiler rejects it", () => {
        // @ts-expect-error: an answer without what it rests on
        const answer: Answer = { status: 200 };
        // @ts-expect-error: an answer that rests on nothing
        const empty: Answer = { known: [], status: 200 };
        // @ts-expect-error: an answer that rests on a fact that nobody has declared
        const undeclared: Answer = { known: ["group.elephants"], status: 200 };
        // @ts-expect-error: a field without what its rule rests on
        const field: Field = { kind: "text" };
        expect([answer, empty, undeclared, field]).toHaveLength(4);
        for (const name of REJECTION_NAMES) expect(REJECTIONS[name].known.length).toBeGreaterThan(0);
    });
});

test("every response has its facts, in a header and in the request log", async () => {
    const groupId = await createGroup();
    const keyId = (await createKey(groupId)).json.id;
    for (const { method, path, version, answerAtCustomer } of ENDPOINTS) {
        for (const id of [path.includes("provisioningKey/") ? keyId : groupId, "1"]) {
            const below = path.replace(":associationType", "CONNECTOR_GRP").replace(":id", id);
            for (const base of ["admin/customers", ...(answerAtCustomer ? ["customer"] : [])]) {
                const url = `${emulator.url}/mgmtconfig/${version ?? "v1"}/${base}/${customerId}${below}`;
                const headers = { authorization: `Bearer ${api.token}`, ...JSON_TYPE };
                const body = method === "POST" || method === "PUT" ? { body: "{}" } : {};
                const reply = await send(url, { method, headers, ...body });
                const facts = factsOf(reply);
                expect([url, facts.length > 0 && facts.every((name) => name! in FACTS)]).toEqual([url, true]);
                const { evidence, facts: logged } = emulator.requests().at(-1)!;
                expect([evidence, ...logged]).toEqual([evidenceOf(reply).split("; ")[0], ...facts]);
            }
        }
    }
});

type Case = [says: string, how: string, facts: FactName[], ask: () => Promise<Reply>];
const row = (...each: Case): Case => each;
test.each<Case>([
    row("a group", "reported", ["group.create", "group.enabled", "group.place"], () =>
        api("POST", "/appConnectorGroup", GROUP),
    ),
    row("a group with each default sent", "documented", ["group.create", "group.fields"], () =>
        api("POST", "/appConnectorGroup", { ...GROUP, enabled: true }),
    ),
    row("a name that is in use", "guessed", ["object.name"], async () => {
        await createGroup();
        return api("POST", "/appConnectorGroup", GROUP);
    }),
    row("a name that is in use and accepted", "guessed", ["object.name", "group.create"], async () => {
        emulator.setNameTaken("allow");
        await createGroup();
        return api("POST", "/appConnectorGroup", GROUP);
    }),
    row("an update", "recorded", ["group.update"], async () =>
        api("PUT", `/appConnectorGroup/${await createGroup()}`, { ...GROUP, cityCountry: "x", countryCode: "US" }),
    ),
    row("an update without coordinates", "recorded", ["group.update", "group.unplaced"], async () =>
        api("PUT", `/appConnectorGroup/${await createGroup()}`, { name: "x" }),
    ),
    row("a name with escapes", "documented", ["group.read", "object.escapes"], async () =>
        api("GET", `/appConnectorGroup/${await createGroup({ name: "R&D" })}`),
    ),
    row("a wrong flag", "reported", ["group.read", "group.lss"], async () =>
        api("GET", `/appConnectorGroup/${await createGroup({ lssAppConnectorGroup: true })}`),
    ),
    row("an invalid value", "documented", ["object.invalid", "group.fields"], () =>
        api("POST", "/appConnectorGroup", { ...GROUP, latitude: "97" }),
    ),
    row("an empty allow list", "guessed", ["allowList.empty"], () =>
        api("POST", "/appConnectorGroup", { ...GROUP, ipAcl: [] }),
    ),
    row("a list", "recorded", ["group.list", "list.pages"], () => api("GET", "/appConnectorGroup")),
    row("a list that lags", "reported", ["list.lag"], () => {
        emulator.setListLag(1_000);
        return api("GET", "/appConnectorGroup");
    }),
    row("a search", "documented", ["search.operators"], async () => {
        await createGroup();
        return api("GET", `/appConnectorGroup?search=${encodeURIComponent(`name EQ ${GROUP.name}`)}`);
    }),
    row("a search that case could change", "guessed", ["search.case"], async () => {
        await createGroup();
        return api("GET", `/appConnectorGroup?search=${encodeURIComponent(`name EQ ${GROUP.name.toUpperCase()}`)}`);
    }),
    row("all microtenants", "documented", ["microtenant.scope"], () =>
        api("GET", "/appConnectorGroup?microtenantId=null"),
    ),
    row("a microtenant that is unknown", "guessed", ["microtenant.refused"], () =>
        api("GET", "/appConnectorGroup?microtenantId=1"),
    ),
    row("a locked group", "guessed", ["object.locked"], async () => {
        const id = await createGroup();
        emulator.tenant().enforceLock(id);
        return api("DELETE", `/appConnectorGroup/${id}`);
    }),
    row("a group that has a key", "guessed", ["group.keys"], async () => {
        const id = await createGroup();
        await createKey(id);
        return api("DELETE", `/appConnectorGroup/${id}`);
    }),
    row("a key without its secret", "documented", ["key.read", "key.hidden"], async () =>
        api("GET", `${KEYS}/${(await createKey(await createGroup(), { exportable: false })).json.id}`),
    ),
    row("a connector with its durations", "documented", ["connector.read", "connector.durations"], async () => {
        await createKey(await createGroup());
        return api("GET", `/connector/${emulator.tenant().enroll("key").id}`);
    }),
    row("no schedule", "guessed", ["schedule.none"], () => api("GET", "/connectorSchedule")),
    row("a schedule", "documented", ["schedule.write"], () => api("POST", "/connectorSchedule", SCHEDULE)),
    row("another customer", "guessed", ["token.customer"], () =>
        apiWith(emulator, api.token, "legacy", "1")("GET", "/appConnectorGroup"),
    ),
    row("an unknown path", "guessed", ["request.path"], () => api("GET", "/elephants")),
    row("another method", "guessed", ["request.method"], () => api("PATCH", "/appConnectorGroup", {})),
    row("a body that is no JSON", "guessed", ["request.json"], () => api("POST", "/appConnectorGroup", "{")),
    row("a sign-in", "documented", ["signIn.legacy"], () =>
        send(`${emulator.url}/signin`, form({ client_id: "emulator", client_secret: "emulator-secret" })),
    ),
    row("a contention by a fault", "reported", ["transient.contention"], () => {
        emulator.fault({ kind: "error", id: "db.simultaneous.request" });
        return api("GET", "/appConnectorGroup");
    }),
    row("a status by a fault", "own", [], () => {
        emulator.fault({ kind: "status", status: 500 });
        return api("GET", "/appConnectorGroup");
    }),
    row("the control API", "own", [], () => send(`${emulator.url}/_emulator/requests`)),
])("%s is %s", async (_says, how, facts, ask) => {
    const reply = await ask();
    expect([evidenceOf(reply).split(";")[0], factsOf(reply)]).toEqual([how, expect.arrayContaining(facts)]);
});

test("a rejection by a rate limit says whether ids count together, which is a guess", async () => {
    const limited = await startEmulator();
    const limitedApi = await signIn(limited, "oneapi");
    const last = async (path: string) => {
        let reply = await limitedApi("GET", path);
        for (let i = 0; i < 20; i++) reply = await limitedApi("GET", path);
        return [reply.status, evidenceOf(reply).split(";")[0]];
    };
    expect(await last("/appConnectorGroup")).toEqual([429, "recorded"]);
    expect(await last("/appConnectorGroup/1")).toEqual([429, "guessed"]);
    await limited.close();
});

describe("guesses", () => {
    const failing = async (work: (api: Api, emulator: Emulator) => Promise<void>) => {
        const strict = await startEmulator({ limits: "off", guesses: "fail" });
        try {
            await work(await signIn(strict), strict);
        } finally {
            await strict.close();
        }
    };

    test("are listed with their place, how often they were met, and the first request", async () => {
        expect(emulator.guesses()).toEqual([]);
        const id = await createGroup();
        await createGroup();
        await api("POST", "/appConnectorGroup", GROUP);
        await createKey(id);
        await api("DELETE", `/appConnectorGroup/${id}`);
        const path = `/mgmtconfig/v1/admin/customers/${customerId}/appConnectorGroup`;
        expect(emulator.guesses()).toEqual([
            {
                fact: "object.name",
                says: FACTS["object.name"].says,
                place: "docs/zpa-api.md#errors",
                answers: 2,
                first: `POST ${path}`,
            },
            {
                fact: "group.keys",
                says: FACTS["group.keys"].says,
                place: "docs/zpa-api.md#provisioning-keys",
                answers: 1,
                first: `DELETE ${path}/${id}`,
            },
        ]);
        expect((await send(`${emulator.url}/_emulator/guesses`)).json).toEqual(emulator.guesses());
        emulator.reset();
        expect(emulator.guesses()).toEqual([]);
    });

    test("fail with what is guessed, and what is no guess works", () =>
        failing(async (strict, { guesses }) => {
            const made = await strict("POST", "/appConnectorGroup", GROUP);
            expect(made.status).toBe(201);
            const { status, json, headers } = await strict("POST", "/appConnectorGroup", GROUP);
            expect([status, json.id, json.params]).toEqual([400, "emulator.guess", ["object.name"]]);
            expect(json.reason).toContain(`${FACTS["object.name"].says} (object.name, docs/zpa-api.md#errors)`);
            expect(headers.get("x-emulator-evidence")).toBe("own");
            expect(guesses().map(({ fact }) => fact)).toEqual(["object.name"]);
            expect((await strict("GET", `/appConnectorGroup/${made.json.id}`)).status).toBe(200);
            expect((await strict("GET", "/elephants")).json.id).toBe("emulator.guess");
        }));

    test("that fail have no effect", () =>
        failing(async (strict, running) => {
            const { json } = await strict("POST", "/appConnectorGroup", GROUP);
            const path = `/appConnectorGroup/${json.id}`;
            const before = running.tenant().groups();
            const refused = [
                await strict("PUT", path, { ...GROUP, description: "changed", ipAcl: [] }),
                await strict("POST", "/appConnectorGroup", { ...GROUP, name: "other", ipAcl: [] }),
            ];
            running.tenant().add("connectors", {
                name: "gone",
                appConnectorGroupId: json.id,
                controlChannelStatus: "ZPN_STATUS_DISCONNECTED",
                lastBrokerDisconnectTime: "1",
            });
            refused.push(await strict("POST", "/connectorSchedule", SCHEDULE));
            const code = running.tenant().showUserCode();
            refused.push(
                await strict("POST", "/CONNECTOR_GRP/usercodes", { componentGroupId: json.id, user_codes: [code] }),
            );
            expect(refused.map(({ json: { params } }) => params)).toEqual([
                ["allowList.empty"],
                ["allowList.empty"],
                ["schedule.applied"],
                ["code.status"],
            ]);
            expect(running.tenant().groups()).toMatchObject(before);
            expect(running.tenant().connectors()).toMatchObject([{ name: "gone" }]);
            expect((await strict("GET", "/connectorSchedule")).json.params).toEqual(["schedule.none"]);
        }));

    test("fail also where a request is not valid HTTP", () =>
        failing(async (_strict, { url }) => {
            const reply = await new Promise<string>((done) => {
                let text = "";
                const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.end("\0\r\n\r\n"));
                socket.on("data", (chunk) => {
                    text += chunk.toString();
                });
                socket.on("close", () => done(text));
            });
            expect(reply).toContain("emulator.guess");
            expect(reply).toContain("x-emulator-evidence: own");
        }));

    test("can be made to fail by the control API, until a reset", async () => {
        const put = (how: string) =>
            send(`${emulator.url}/_emulator/guesses`, { method: "PUT", headers: JSON_TYPE, body: JSON.stringify(how) });
        expect((await put("fail")).status).toBe(204);
        expect((await api("GET", "/elephants")).status).toBe(400);
        expect((await put("elephants")).status).toBe(400);
        emulator.reset();
        expect((await (await signIn(emulator))("GET", "/elephants")).status).toBe(404);
    });
});
