import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startEmulator } from "../../src/emulator";
import { RULES } from "../../src/fleet/findings/rules";

const PAGE = readFileSync(resolve(__dirname, "../../docs/fleet.md"), "utf8");
const blocks = (language: string) =>
    [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map((match) => match[1]!);

test("the page lists every rule with its severity, title and source", () => {
    const listed = PAGE.split("\n").filter((line) => line.startsWith("| `") && line.includes("zpa-api.md#"));
    expect(listed).toEqual(
        RULES.map(({ id, severity, title, source: { section } }) => {
            const source = `[${section.replaceAll("-", " ")}](zpa-api.md#${section})`;
            return `| \`${id}\` | ${severity} | ${title} | ${source} |`;
        }),
    );
});

test("the walkthrough prints what the page says", async () => {
    const emulator = await startEmulator({ tenants: JSON.parse(blocks("json")[0]!) });
    const folder = mkdtempSync(join(tmpdir(), "zpa-fleet-"));
    try {
        const commands = blocks("sh")
            .at(-1)!
            .replace("http://127.0.0.1:9000", emulator.url)
            .replace(
                "npx pulumi-zpa-connectors",
                `"${process.execPath}" "${resolve(__dirname, "../../dist/cli/main.js")}"`,
            );
        const child = spawn("sh", ["-c", commands], { cwd: folder, env: { PATH: process.env.PATH, HOME: folder } });
        let output = "";
        child.stdout.on("data", (chunk) => {
            output += chunk;
        });
        const code = await new Promise((done) => child.on("close", done));
        expect(output).toBe(blocks("text")[0]);
        expect(code).toBe(1);
    } finally {
        await emulator.close();
        rmSync(folder, { recursive: true, force: true });
    }
});
