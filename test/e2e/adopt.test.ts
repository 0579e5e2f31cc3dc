import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { AUTO_DELETES, GROUPS, KEYS } from "../../src/adopt/kinds";
import { providerText } from "../../src/dynamic/providerText";
import { type Emulator, startEmulator } from "../../src/emulator";
import { tenant } from "../adopt/world";
import { callsIn } from "../support/calls";
import { runCommand } from "../support/command";
import { Stack, type Stored, WITHOUT_TYPE_CHECK } from "../support/engine/stack";

const PAGE = readFileSync(resolve(__dirname, "../../docs/adopting.md"), "utf8");
const blocks = (language: string) =>
    [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map((match) => match[1]!);

/** An empty TypeScript project of Pulumi's. */
function emptyProject(emulator: Emulator): Stack {
    const stack = new Stack(emulator, { typescript: true });
    stack.write("package.json", { name: "adopted", private: true, main: "index.ts" });
    return stack;
}

/** Files of Pulumi's backend (state, history, backups) that have a text in them. */
const filesWith = (text: string, folder: string): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((file) => readFileSync(file, "utf8").includes(text));

const keysOf = (stack: Stack): Stored[] =>
    (JSON.parse(stack.stateText()).checkpoint.latest.resources as Stored[]).filter(({ urn }) =>
        urn.includes("zpa:ProvisioningKey::"),
    );

const importAll = (stack: Stack) => stack.pulumi("import", "--file", "import.json", "--generate-code=false", "--yes");

test("the walkthrough of the page prints and writes what the page says, and ends without a change", async () => {
    const emulator = await startEmulator({ tenants: JSON.parse(blocks("json")[0]!) });
    const stack = emptyProject(emulator);
    const commands = blocks("sh").at(-1)!.replace("http://127.0.0.1:9000", emulator.url);
    expect(commands).toMatch(/^npx pulumi-zpa-connectors adopt$/m);
    const variables = [...commands.matchAll(/(ZPA_\w+)=(\S+)/g)].map(([, name, value]) => [name!, value!]);
    stack.setEnv(Object.fromEntries(variables));
    expect(await runCommand(stack, "adopt")).toEqual({
        code: 0,
        stdout: blocks("text")[0],
        stderr: "",
    });
    expect(readFileSync(join(stack.folder, "index.ts"), "utf8")).toBe(blocks("ts")[0]);
    emulator.clearRequests();
    expect(await importAll(stack)).toMatchObject({ code: 0 });
    expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(emulator.requests()).toEqual([]);
    stack.remove();
    await emulator.close();
});

test("a random tenant is adopted, imported and previewed without a change; its keys are read as secrets", async () => {
    const [seed] = fc.sample(tenant({ groups: 60, keys: 30 }), 1);
    const emulator = await startEmulator({ limits: "off", tenants: [seed!] });
    emulator.tenant().add("connectorSchedule", {
        ...{ id: "8", name: "connector schedule", microtenantId: "0", frequency: "days" },
        ...{ frequencyInterval: "30", enabled: true, deleteDisabled: true },
    });
    // The compiler has its say about such programs in test/adopt/property.test.ts.
    const stack = emptyProject(emulator).setEnv(WITHOUT_TYPE_CHECK);
    expect(await runCommand(stack, "adopt")).toMatchObject({ code: 0 });
    emulator.clearRequests();
    expect(await importAll(stack)).toMatchObject({ code: 0 });
    expect(emulator.requests()).toEqual([]);

    // Before the first `up`, no program has told the engine which outputs are secret.
    expect(await stack.refresh()).toMatchObject({ code: 0 });
    expect(filesWith("secret-", join(stack.folder, "backend"))).toEqual([]);
    const exportable = emulator
        .tenant()
        .keys()
        .find((key) => key.exportable !== false && key.exportable !== "false")!;
    const held = keysOf(stack).find(({ id }) => id === exportable.id)!;
    expect(held.outputs.provisioningKey).toMatchObject({ ciphertext: expect.any(String) });

    emulator.clearRequests();
    expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(callsIn(emulator.requests()).filter((call) => !call.startsWith("GET"))).toEqual([]);
    for (const kind of [GROUPS, KEYS, AUTO_DELETES]) {
        const { name } = firstOf(stack, kind.model.type);
        expect(stack.state(name, kind.model.type)?.inputs.__provider).toBe(providerText(kind.provider));
    }
    expect(await stack.refresh()).toMatchObject({ code: 0 });
    expect(stack.stateText()).not.toContain("secret-");
    expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });
    const before = readFileSync(join(stack.folder, "index.ts"), "utf8");
    writeFileSync(join(stack.folder, "index.ts"), "");
    expect(await runCommand(stack, "adopt", "--force")).toMatchObject({ code: 0 });
    expect(readFileSync(join(stack.folder, "index.ts"), "utf8")).toBe(before);
    stack.remove();
    await emulator.close();
});

function firstOf(stack: Stack, type: string): { name: string } {
    const { resources } = JSON.parse(readFileSync(join(stack.folder, "import.json"), "utf8"));
    return resources.find((entry: { type: string }) => entry.type.endsWith(`:${type}`));
}
