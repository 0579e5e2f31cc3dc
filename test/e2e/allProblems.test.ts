import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { callsIn, signInsIn } from "../support/calls";
import { Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

const ACME = { customerId: "216196257331270009", clientId: "acme", clientSecret: "acme-secret" };
const site = (name: string, change: Record<string, unknown> = {}) => ({ args: { ...SITE, name, ...change } });
const UNCHANGED = {
    paris: site("Paris DC1"),
    london: site("London DC1"),
    tokyo: site("Tokyo DC1"),
    lima: site("Lima DC1"),
};
/** Two changes of locked groups, a rename to a taken name, a tenant that refuses the credentials, and a valid change. */
const PROBLEMS = {
    paris: site("Paris DC1", { description: "changed" }),
    london: site("London DC1", { enabled: false }),
    tokyo: site("Oslo DC1"),
    rome: site("Rome DC1", { tenant: "acme" }),
    milan: site("Milan DC1", { tenant: "acme" }),
    lima: site("Lima DC1", { description: "changed" }),
};
const REPORTED = [
    /App Connector group "Paris DC1" \(id \d+\) cannot be changed: it is locked/,
    /App Connector group "London DC1" \(id \d+\) cannot be changed: it is locked/,
    /App Connector group "Tokyo DC1" \(id \d+\) cannot be renamed: .*"Oslo DC1" already exists/,
    /error: Tenant acme \(customer \d+\): the credentials were rejected/,
];

let emulator: Emulator;
let stack: Stack;
beforeAll(async () => {
    emulator = await startEmulator({ limits: "off", tenants: [DEFAULT_TENANT, ACME] });
    stack = new Stack(emulator, {
        config: { "zpa:tenants": { acme: { customerId: ACME.customerId, clientId: "acme", clientSecret: "wrong" } } },
    });
    expect((await stack.program(UNCHANGED).up()).code).toBe(0);
    emulator.tenant().add("groups", { ...SITE, name: "Oslo DC1" });
    for (const name of ["Paris DC1", "London DC1"]) {
        emulator.tenant().changeGroup(emulator.tenant().group(name).id, { readOnly: true });
    }
});
beforeEach(() => emulator.clearRequests());
afterAll(async () => {
    stack.remove();
    await emulator.close();
});
const writes = () => callsIn(emulator.requests()).filter((call) => !call.startsWith("GET"));

test("one preview reports every problem of every resource, once, and shows the changes of the others", async () => {
    const { code, output, steps } = await stack.program(PROBLEMS).preview();
    expect(code).not.toBe(0);
    const diagnostics = output.slice(output.indexOf("Diagnostics:"));
    for (const reported of REPORTED) expect(diagnostics.match(new RegExp(reported, "g"))).toHaveLength(1);
    expect(steps.lima).toEqual({ op: "update", diff: "~description" });
    // The refused credentials are tried twice, for all resources of the tenant.
    expect(signInsIn(emulator.requests())).toBe(3);
    expect(writes()).toEqual([]);
});

test("a deployment without a preview makes the changes that are possible, and writes no locked group", async () => {
    const { code, output } = await stack.program(PROBLEMS).up("--continue-on-error");
    expect(code).not.toBe(0);
    for (const reported of REPORTED) expect(output).toMatch(reported);
    expect(writes()).toEqual(["PUT :id 204"]);
    expect(emulator.tenant().group("Lima DC1")).toMatchObject({ description: "changed" });
});

test("the preview of an inline program reports them all, too", async () => {
    const script = `
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const zpa = require("pulumi-zpa-connectors");
const program = async () => {
    const groups = require("./groups.json");
    for (const [name, { args }] of Object.entries(groups)) new zpa.AppConnectorGroup(name, args);
};
(async () => {
    const stack = await LocalWorkspace.selectStack(
        { projectName: "stack-under-test", stackName: "test", program },
        { workDir: __dirname, envVars: process.env },
    );
    await stack.preview({ onOutput: (text) => process.stdout.write(text) }).then(
        () => console.log("PASSED"),
        (error) => console.log("FAILED", process.exitCode),
    );
})();
`;
    stack.program(PROBLEMS);
    writeFileSync(join(stack.folder, "inline.js"), script);
    const output = await stack.node("inline.js");
    for (const reported of REPORTED) expect(output).toMatch(reported);
    expect(output).toContain("FAILED undefined");
});
