import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { installPacked } from "../support/packed";

const ROOT = resolve(__dirname, "../..");

test("the page's example for Jest passes as it stands, without any configuration", () => {
    const { folder } = installPacked();
    try {
        const page = readFileSync(join(ROOT, "docs/emulator.md"), "utf8");
        const [, example] = /```js\n(.*?)```/s.exec(page)!;
        writeFileSync(join(folder, "site.test.js"), example!);
        const jest = join(ROOT, "node_modules/jest/bin/jest.js");
        const { status, stderr } = spawnSync(process.execPath, [jest, "--rootDir", folder], {
            cwd: folder,
            encoding: "utf8",
        });
        expect(stderr).toMatch(/Tests: +1 passed, 1 total/);
        expect(status).toBe(0);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
});
