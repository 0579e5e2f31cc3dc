import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { deploy, type Held, pluginProviders, preview } from "../support/pluginProcess";
import { SITE } from "../support/site";

const BRANCH = "216196257331282000";
const LATER = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

let emulator: Emulator;
let notices: string[];
let group: string;
beforeEach(async () => {
    notices = [];
    const microtenants = [{ id: BRANCH, name: "Branch offices" }];
    emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, microtenants }] });
    group = addGroup("Site");
});
afterEach(() => emulator.close());

const say = (_: string, message: string) => void notices.push(message);
const run = (config: Record<string, string> = {}) =>
    pluginProviders(emulator, config, { reporter: { notice: say, wait: say } });
const addGroup = (name: string, microtenantId = "0") =>
    emulator.tenant().add("groups", { ...SITE, name, enabled: true, microtenantId }).id;
const show = (...codes: string[]) => codes.map((code) => emulator.tenant().showUserCode({ code }));
const args = (userCodes: unknown, more: Record<string, unknown> = {}) => ({
    appConnectorGroupId: group,
    userCodes,
    ...more,
});
const up = (held: Held | undefined, codes: unknown, more: Record<string, unknown> = {}) =>
    deploy(run().enrollments, held, args(codes, more), "site");
const plan = (held: Held | undefined, codes: unknown, more: Record<string, unknown> = {}) =>
    preview(run().enrollments, held, args(codes, more), "site");
const confirmed = () =>
    emulator
        .requests()
        .filter(({ path, status }) => path.includes("usercodes") && status === 200)
        .map(({ body }) => body);
/** The error of a failed create or update for the engine. */
const failureOf = (done: Promise<unknown>) =>
    done.then(
        () => Promise.reject(new Error("it did not fail")),
        (error: Error & { id?: string; properties?: Record<string, unknown> }) => error,
    );

test("without a code nothing is confirmed; a code that is added later is", async () => {
    const made = await up(undefined, []);
    expect(confirmed()).toEqual([]);
    show("AAAAA-11111");
    await up(made, ["AAAAA-11111"]);
    expect(confirmed()).toEqual([{ componentGroupId: group, user_codes: ["AAAAA-11111"] }]);
});

test("each code is confirmed once, and its connector joins the group", async () => {
    show("AAAAA-11111", "BBBBB-22222");
    const made = await up(undefined, ["aaaaa-11111", "BBBBB-22222", "BBBBB-22222"]);
    expect(confirmed()).toEqual([
        { componentGroupId: group, user_codes: ["AAAAA-11111"] },
        { componentGroupId: group, user_codes: ["BBBBB-22222"] },
    ]);
    expect(emulator.tenant().connectors()).toMatchObject([
        { appConnectorGroupId: group },
        { appConnectorGroupId: group },
    ]);
    expect(made.outs).toEqual({
        __resource: expect.any(String),
        customerId: DEFAULT_TENANT.customerId,
        microtenantId: "0",
        managedFields: ["microtenantId"],
        appConnectorGroupId: group,
        userCodes: ["AAAAA-11111", "BBBBB-22222"],
    });
});

test("if the Terraform provider's path does not exist, the Python client's path is used", async () => {
    emulator.setUserCodePaths("associationType");
    show("AAAAA-11111", "BBBBB-22222");
    await up(undefined, ["AAAAA-11111", "BBBBB-22222"]);
    expect(emulator.requests().filter(({ path }) => path.includes("usercodes"))).toMatchObject([
        { path: expect.stringMatching(/\d\/CONNECTOR_GRP\/usercodes/), status: 404 },
        { path: expect.stringMatching(/associationType\/CONNECTOR_GRP\/usercodes/), status: 200 },
        { path: expect.stringMatching(/associationType\/CONNECTOR_GRP\/usercodes/), status: 200 },
    ]);
});

test("order and case are no change, and a refresh sends no request", async () => {
    show("AAAAA-11111", "BBBBB-22222");
    const made = await up(undefined, ["AAAAA-11111", "BBBBB-22222"]);
    emulator.clearRequests();
    expect((await plan(made, ["bbbbb-22222", "AAAAA-11111"])).diff).toEqual({ changes: false });
    const { props, inputs } = await run().enrollments.read(made.id, made.outs as Record<string, unknown>);
    expect([props, inputs]).toEqual([made.outs, expect.objectContaining({ userCodes: made.outs.userCodes })]);
    expect(emulator.requests()).toEqual([]);
});

test("only an added code is confirmed; a removed one leaves only the state, and the preview says so", async () => {
    show("AAAAA-11111", "BBBBB-22222");
    const made = await up(undefined, ["AAAAA-11111"]);
    emulator.clearRequests();
    expect((await plan(made, ["BBBBB-22222"])).diff).toEqual({ replaces: [], deleteBeforeReplace: false });
    expect(notices).toEqual([
        "Connector enrollment: The user code …11 is only forgotten. Confirming a user code cannot be undone: connectors " +
            "that have joined stay in their App Connector group, also when this resource is deleted or replaced.",
    ]);
    expect(emulator.requests()).toEqual([]);
    const changed = await up(made, ["BBBBB-22222"]);
    expect(confirmed()).toEqual([{ componentGroupId: group, user_codes: ["BBBBB-22222"] }]);
    expect([changed.id, changed.outs.userCodes]).toEqual([made.id, ["BBBBB-22222"]]);
    expect(emulator.tenant().connectors()).toHaveLength(2);
});

test.each([
    ["all codes are", LATER],
    ["a code is", ["AAAAA-11111", LATER]],
])("while %s unknown, the preview does not say that a confirmed code is forgotten", async (_, codes) => {
    const made = await up(undefined, show("AAAAA-11111", "BBBBB-22222"));
    notices = [];
    expect((await plan(made, codes)).diff).toEqual({ replaces: [], deleteBeforeReplace: false });
    expect(notices).toEqual([]);
});

test("a delete changes nothing in ZPA, and says so", async () => {
    const made = await up(undefined, show("AAAAA-11111"));
    emulator.clearRequests();
    await run().enrollments.delete(made.id, made.outs as Record<string, unknown>);
    expect(notices).toEqual([expect.stringMatching(/cannot be undone: connectors that have joined stay/)]);
    expect([emulator.requests(), emulator.tenant().connectors().length]).toEqual([[], 1]);
});

test("the preview of a new enrollment says that it cannot be undone, and confirms nothing", async () => {
    expect((await plan(undefined, show("AAAAA-11111"))).failures).toEqual([]);
    expect(notices).toEqual([expect.stringMatching(/^Connector enrollment: Confirming a user code cannot be undone/)]);
    expect(callsIn(emulator.requests())).toEqual(["GET appConnectorGroup 200"]);
});

describe("a rejected code", () => {
    test("fails the resource with the service's message and only the last characters of the code", async () => {
        const error = await failureOf(up(undefined, ["ABCDE-12345"]));
        expect(error.message).toMatch(
            new RegExp(
                `^The user code …45 was not confirmed for the App Connector group with the id ${group}: .*` +
                    "user\\.code\\.unknown The user code …45 is not known \\(…45\\) A code is valid once and for a short time\\.",
            ),
        );
        expect(JSON.stringify(error)).not.toContain("ABCDE-12345");
        expect([error.id, emulator.tenant().connectors()]).toEqual([undefined, []]);
    });

    test("because it is expired", async () => {
        emulator.tenant().showUserCode({ code: "OLDDD-11111", lifeSecs: 0 });
        expect((await failureOf(up(undefined, ["OLDDD-11111"]))).message).toContain("user.code.expired");
    });

    test("because its connector has joined another group", async () => {
        await up(undefined, show("USEDD-11111"));
        group = addGroup("Two");
        expect((await failureOf(up(undefined, ["USEDD-11111"]))).message).toContain("user.code.used");
    });

    test("after other codes: the confirmed ones are in the state and never sent again", async () => {
        show("AAAAA-11111");
        const { enrollments } = run();
        const inputs = (await preview(enrollments, undefined, args(["AAAAA-11111", "ABCDE-12345"]), "site")).inputs;
        const error = await failureOf(enrollments.create({ ...inputs, __provider: "handle" }));
        expect(error.properties).toMatchObject({ userCodes: ["AAAAA-11111"], __provider: "handle" });
        emulator.clearRequests();
        show("CCCCC-33333");
        const held = { id: error.id!, outs: error.properties as Held["outs"], inputs };
        const fixed = await up(held, ["AAAAA-11111", "CCCCC-33333"]);
        expect(confirmed()).toEqual([{ componentGroupId: group, user_codes: ["CCCCC-33333"] }]);
        expect(fixed.outs.userCodes).toEqual(["AAAAA-11111", "CCCCC-33333"]);
    });

    test("in an update: the confirmed codes are in the state", async () => {
        show("AAAAA-11111", "BBBBB-22222");
        const made = await up(undefined, ["AAAAA-11111"]);
        const error = await failureOf(up(made, ["AAAAA-11111", "BBBBB-22222", "ABCDE-12345"]));
        expect([error.id, error.properties?.userCodes]).toEqual([made.id, ["AAAAA-11111", "BBBBB-22222"]]);
    });

    test("is detected by its status in a successful response", async () => {
        const status = { userCodes: [{ userCode: "AAAAA-11111", status: "EXPIRED" }] };
        emulator.fault({ kind: "status", method: "POST", path: "usercodes", status: 200, body: status });
        const error = await failureOf(up(undefined, show("AAAAA-11111")));
        expect(error.message).toMatch(/…11 was not confirmed .*: The service said: EXPIRED\./);
    });
});

describe("a code whose confirmation was lost", () => {
    const LOST = { kind: "resetAfter", method: "POST", path: "usercodes" } as const;
    const NO_STATUS = { kind: "status", status: 404, path: "usercodes/status", times: 99 } as const;
    const made = () => up(undefined, show("AAAAA-11111"));

    test("is confirmed if the service says so for the group", async () => {
        emulator.fault(LOST);
        expect((await made()).outs.userCodes).toEqual(["AAAAA-11111"]);
        expect(emulator.tenant().connectors()).toHaveLength(1);
    });

    test("with the run that confirmed it, is confirmed in the next run", async () => {
        await made();
        expect((await up(undefined, ["AAAAA-11111"])).outs.userCodes).toEqual(["AAAAA-11111"]);
        expect(emulator.tenant().connectors()).toHaveLength(1);
    });

    test("is in doubt without a status: the message names the connectors of the group", async () => {
        await up(undefined, show("OLDER-11111"));
        emulator.advanceClock(60_000);
        emulator.fault({ ...LOST, path: /usercodes\?/ });
        emulator.fault(NO_STATUS);
        const { message } = await failureOf(made());
        expect(message).toContain(
            'The code may have been confirmed. The newest connectors of the group are "Site-2", "Site-1".',
        );
        expect((await failureOf(up(undefined, ["AAAAA-11111"]))).message).toMatch(
            /user\.code\.used .* If an earlier run has confirmed it, its connector is among those of the group \("Site-2", "Site-1"\)/,
        );
    });

    test("is not confirmed by a status that names another group, or none", async () => {
        for (const groupId of [undefined, "7"]) {
            emulator.fault({ ...LOST, path: /usercodes\?/ });
            const body = { userCodes: ["AAAAA-11111"], ...(groupId ? { componentGroupId: groupId } : {}) };
            emulator.fault({ kind: "status", status: 200, body, path: "usercodes/status" });
            expect((await failureOf(made())).message).toContain("The code may have been confirmed.");
        }
    });
});

describe("the preview fails", () => {
    test.each([
        ["for a malformed code", ["AAAAA-11111", "ABCDE12345"], /^: userCodes must be a list .*XXXXX-XXXXX; not …45$/],
        [
            "for a code that is not in a list",
            "AAAAA-11111",
            /^: userCodes must be a list of user codes of the form XXXXX-XXXXX$/,
        ],
    ])("%s", async (_, codes, message) => {
        const { failures } = await plan(undefined, codes);
        expect(failures).toEqual([expect.stringMatching(message)]);
    });

    test("for a group of another microtenant, or none", async () => {
        const branch = addGroup("Other", BRANCH);
        const codes = show("AAAAA-11111");
        const wrong = await plan(undefined, codes, { appConnectorGroupId: branch, microtenantId: "0" });
        expect(wrong.failures).toEqual([expect.stringMatching(/^appConnectorGroupId: No App Connector group/)]);
        const followed = await plan(undefined, codes, { appConnectorGroupId: branch });
        expect([followed.failures, followed.inputs.microtenantId]).toEqual([[], BRANCH]);
        const none = await plan(undefined, codes, { appConnectorGroupId: "1" });
        expect(none.failures).toEqual([expect.stringMatching(/^appConnectorGroupId: No App Connector group/)]);
    });

    test("for one code in two resources", async () => {
        const { enrollments } = run();
        const codes = show("AAAAA-11111");
        expect((await preview(enrollments, undefined, args(codes), "a")).failures).toEqual([]);
        expect((await preview(enrollments, undefined, args(codes), "b")).failures).toEqual([
            ': userCodes: the code …11 is also in the resource "a"; a code is valid once',
        ]);
    });

    test("for an import", async () => {
        const { failures } = await plan(undefined, show("AAAAA-11111"), { import: "42" });
        expect(failures).toEqual(["import: cannot be imported: the service keeps no list of confirmed user codes"]);
    });

    test("for another group with confirmed codes; with new codes the resource is replaced", async () => {
        const made = await up(undefined, show("AAAAA-11111"));
        await expect(plan(made, ["AAAAA-11111"], { appConnectorGroupId: LATER })).rejects.toThrow(
            `The user code …11 cannot be confirmed again: a code is valid once, and was confirmed for the App Connector group with the id ${group}.`,
        );
        const { diff } = await plan(made, ["BBBBB-22222"], { appConnectorGroupId: addGroup("Two") });
        expect(diff).toEqual({ replaces: ["appConnectorGroupId"], deleteBeforeReplace: false });
    });
});
