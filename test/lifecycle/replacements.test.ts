import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { KEY } from "../support/pluginProcess";
import { SITE } from "../support/site";
import { type Declared, type Program, SmallEngine } from "../support/smallEngine";
import { isDynamic } from "../support/surfaces";

const BRANCH = "216196257331282000";

let emulator: Emulator;
let stack: SmallEngine;
beforeEach(async () => {
    emulator = await startEmulator({
        limits: "off",
        tenants: [{ ...DEFAULT_TENANT, microtenants: [{ id: BRANCH, name: "Branch offices" }] }],
    });
    stack = new SmallEngine(emulator);
});
afterEach(() => emulator.close());

const site = (args: Record<string, unknown> = {}, options: Partial<Declared> = {}): Program => ({
    site: { args: { ...SITE, ...args }, ...options },
});
const key = (args: Record<string, unknown> = {}, options: Partial<Declared> = {}): Program => ({
    key: { kind: KEY, group: "site", args: { name: "site", maxUsage: 2, ...args }, ...options },
});

/** A preview without failures, and an `up` that does what it says. */
async function up(program: Program, config: Record<string, string> = {}) {
    const planned = await stack.preview(program, config);
    expect(planned.failures).toEqual([]);
    const { failures, steps } = await stack.up(program, config);
    expect(failures).toEqual([]);
    expect(steps).toEqual(planned.steps);
    return steps;
}

describe("deleteBeforeReplace: false", () => {
    test.each([
        ["an updated property", { maxUsage: 3 }, { replaceOnChanges: ["maxUsage"] }],
        ["exportable", { exportable: true }, {}],
    ])(
        "with the same name, for %s: fails, at the preview if the provider is told of the option",
        async (_, change, options) => {
            await up({ ...site(), ...key({ exportable: false }) });
            const program = {
                ...site(),
                ...key({ exportable: false, ...change }, { ...options, deleteBeforeReplace: false }),
            };
            const { failures } = await (isDynamic() ? stack.preview(program) : stack.up(program));
            expect(failures).toEqual([expect.stringContaining("both cannot have the name: set the resource option")]);
        },
    );
});

describe("a group that is deleted before it is replaced", () => {
    test("takes its key with it, which keeps its name", async () => {
        await up({ ...site(), ...key() });
        const before = stack.state.get("key")!;
        const options = { replaceOnChanges: ["location"] };
        const steps = await up({ ...site({ location: "Elsewhere" }, options), ...key() });
        expect(steps).toEqual({ site: "replace", key: "replace" });
        expect(stack.state.get("key")!.id).not.toBe(before.id);
        expect(emulator.tenant().keys()).toMatchObject([{ name: "site", zcomponentId: stack.state.get("site")!.id }]);
    });

    test("leaves another key's name taken", async () => {
        await up({ ...site(), ...key() });
        emulator.tenant().add("provisioningKeys", { name: "other", microtenantId: "0" });
        const { failures } = await stack.preview({
            ...site({ location: "Elsewhere" }, { replaceOnChanges: ["location"] }),
            ...key({ name: "other" }),
        });
        expect(failures).toEqual([
            expect.stringMatching(/^key: name: A provisioning key named "other" already exists/),
        ]);
    });
});

test("a group that moves to another microtenant takes its key with it", async () => {
    await up({ ...site(), ...key() });
    const steps = await up({ ...site({ microtenantId: BRANCH }), ...key() });
    expect(steps).toEqual({ site: "replace", key: "replace" });
    expect(emulator.tenant().keys()).toMatchObject([{ microtenantId: BRANCH }]);
    expect(emulator.tenant().groups()).toMatchObject([{ microtenantId: BRANCH }]);
});

test("a replacement by its trigger that was killed after its create is taken up", async () => {
    const triggered = (replacementTrigger: string) => site({}, { replacementTrigger, deleteBeforeReplace: true });
    await up(triggered("first"));
    await stack.up(triggered("second"), {}, 1);
    const [made] = emulator.tenant().groups();
    await up(triggered("second"), { "zpa:adoptIdentical": "true" });
    expect(emulator.tenant().groups()).toEqual([made]);
    expect(stack.state.get("site")!.id).toBe(made!.id);
});

describe("an import that is still in the program is not done again", () => {
    async function imported(options: Partial<Declared> = {}) {
        await up({ ...site(), ...key() });
        const { id } = stack.state.get("key")!;
        stack.state.delete("key");
        const program = { ...site(), ...key({}, { ...options, import: id }) };
        expect(await up(program)).toEqual({ site: "same", key: "import" });
        return id;
    }

    test("where the group is deleted before it is replaced", async () => {
        const id = await imported();
        const moved = site({ location: "Elsewhere" }, { replaceOnChanges: ["location"] });
        expect(await up({ ...moved, ...key({}, { import: id }) })).toEqual({ site: "replace", key: "replace" });
        expect(emulator.tenant().keys()).toMatchObject([{ id: stack.state.get("key")!.id }]);
    });

    test("where replacementTrigger replaces the key", async () => {
        const id = await imported({ replacementTrigger: "first" });
        const options = { import: id, replacementTrigger: "second", deleteBeforeReplace: true };
        expect(await up({ ...site(), ...key({}, options) })).toEqual({ site: "same", key: "replace" });
        expect(emulator.tenant().keys()).toMatchObject([{ id: stack.state.get("key")!.id }]);
    });
});

test("a group that one resource adopts and a later one imports: the preview fails", async () => {
    await up(site());
    const { id } = stack.state.get("site")!;
    stack.state.clear();
    const program = { ...site(), other: { args: SITE, import: id } };
    const { failures } = await stack.preview(program, { "zpa:adoptIdentical": "true" });
    // To a native provider the engine passes an import as an object that the state has.
    const because = isDynamic() ? `import: .*${id} belongs to the resource` : "name: is also the name of the resource";
    expect(failures).toEqual([expect.stringMatching(`^other: ${because} "site"`)]);
});
