import { type Emulator, startEmulator } from "../../src/emulator";
import { Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

describe("bad input ends at the preview, with words that help, and changes nothing", () => {
    let emulator: Emulator;
    let stack: Stack;

    beforeAll(async () => {
        emulator = await startEmulator({ limits: "off" });
    });
    afterAll(() => emulator.close());
    beforeEach(() => {
        emulator.reset();
        stack = new Stack(emulator, { config: { "zpa:retrySecs": "1" } }).program({ site: { args: SITE } });
    });
    afterEach(() => {
        expect(emulator.tenant().groups()).toEqual([]);
        expect(stack.state("site")).toBeUndefined();
        stack.remove();
    });

    test("every wrong property is named at once, each with its value and its rule, before any call", async () => {
        const wrong = {
            name: "",
            location: "x",
            latitude: 97,
            longitude: "abc",
            upgradeDay: "FUNDAY",
            upgradeTimeInSecs: 12_345,
            lattitude: 3,
            tcpQuickAckApp: true,
        };
        const { code, output } = await stack.program({ site: { args: wrong } }).preview();
        expect(code).not.toBe(0);
        for (const property of [
            "name",
            "latitude",
            "longitude",
            "upgradeDay",
            "upgradeTimeInSecs",
            "lattitude",
            "tcpQuickAckApp",
        ])
            expect(output).toMatch(new RegExp(`property ${property} has a problem`));
        expect(output).toContain("did you mean latitude");
        expect(emulator.requests()).toEqual([]);
    });

    test("missing fields are refused by name", async () => {
        const { code, output } = await stack.program({ site: { args: { name: "x" } } }).preview();
        expect(code).not.toBe(0);
        for (const property of ["location", "latitude", "longitude"])
            expect(output).toMatch(new RegExp(`property ${property} `));
    });

    test("a wrong secret", async () => {
        const { code, output } = await stack.setEnv({ ZPA_CLIENT_SECRET: "wrong-secret" }).preview();
        expect(code).not.toBe(0);
        expect(output).toMatch(/credentials/i);
        expect(output).toContain("ZPA_CLIENT_SECRET");
        expect(output).not.toContain("wrong-secret");
        expect(output).not.toMatch(/\n\s+at .*\.js:\d+/);
    });

    test("settings that are missing are all named", async () => {
        const { code, output } = await stack.setEnv({ ZPA_CLIENT_ID: "", ZPA_CUSTOMER_ID: "" }).preview();
        expect(code).not.toBe(0);
        expect(output).toContain("ZPA_CLIENT_ID");
        expect(output).toContain("ZPA_CUSTOMER_ID");
    });

    test("nobody listens", async () => {
        const { code, output } = await stack.setEnv({ ZPA_BASE_URL: "http://127.0.0.1:9" }).preview();
        expect(code).not.toBe(0);
        expect(output).toContain("ECONNREFUSED");
        expect(output).toMatch(/zpa:baseUrl/);
    });

    test("plain http to another machine is refused before anything is sent", async () => {
        const { code, output } = await stack.setEnv({ ZPA_BASE_URL: "http://zpa.example" }).preview();
        expect(code).not.toBe(0);
        expect(output).toMatch(/https/);
    });

    test("another customer's id", async () => {
        const { code, output } = await stack.setEnv({ ZPA_CUSTOMER_ID: "72058304855015424" }).preview();
        expect(code).not.toBe(0);
        expect(output).toMatch(/403/);
        expect(output).toMatch(/customerId/);
    });
});
