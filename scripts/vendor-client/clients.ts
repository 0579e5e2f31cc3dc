import { join } from "node:path";
import { run } from "../pulumi-cli/run";

export interface Client {
    readonly name: string;
    /** Installs the client in an empty folder. Returns its version and the program that runs it with one of the APIs. */
    install(folder: string): Promise<{ version: string; program: readonly [string, ...string[]] }>;
    /** How many of a program's requests are refused: reads after a deletion, and a second schedule. */
    readonly refused: number;
}

const python: Client = {
    name: "zscaler-sdk-python",
    refused: 2,
    async install(folder) {
        const [pip, interpreter] = [join(folder, "bin/pip"), join(folder, "bin/python")];
        await run("python3", ["-m", "venv", folder]);
        await run(pip, ["install", "--quiet", "zscaler-sdk-python"]);
        const version = /^Version: (.*)$/m.exec(await run(pip, ["show", "zscaler-sdk-python"]))?.[1] ?? "";
        return { version, program: [interpreter, join(__dirname, "client.py")] };
    },
};

const MODULE = "github.com/zscaler/zscaler-sdk-go/v3";

/** The version and the hashes of the Go client are in `go.mod` and `go.sum`. */
const go: Client = {
    name: "zscaler-sdk-go",
    refused: 5,
    async install(folder) {
        const cwd = join(__dirname, "go");
        const program = join(folder, "client");
        await run("go", ["build", "-mod=readonly", "-o", program, "."], { cwd });
        const version = await run("go", ["list", "-mod=readonly", "-m", "-f", "{{.Version}}", MODULE], { cwd });
        return { version: version.trim().replace(/^v/, ""), program: [program] };
    },
};

export const CLIENTS: Readonly<Record<string, Client>> = { python, go };
