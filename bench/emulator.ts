import { type ChildProcess, spawn } from "node:child_process";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { median } from "./stacks";

export interface EmulatorFigures {
    startMs: number;
    pageOf500Ms: number;
    requestsPerSecond: number;
}

const CUSTOMER = "216196257331281920";

/** Measures the command in its own process, called from this one on keep-alive connections. */
export async function measureEmulator(): Promise<EmulatorFigures> {
    const started = performance.now();
    const main = join(__dirname, "../dist/cli/main.js");
    const child = spawn(process.execPath, [main, "emulator", "--limits", "off"]);
    try {
        const url = await ready(child);
        const startMs = performance.now() - started;
        const call = await client(url);
        for (let i = 0; i < 500; i++) {
            const group = { name: `Site ${i}`, location: "x", latitude: "1", longitude: "1", microtenantId: "0" };
            await call("POST", `/_emulator/tenants/${CUSTOMER}/groups`, JSON.stringify(group));
        }
        const groups = `/mgmtconfig/v1/admin/customers/${CUSTOMER}/appConnectorGroup`;
        const page = async () => {
            const begun = performance.now();
            await call("GET", `${groups}?page=1&pagesize=500`);
            return performance.now() - begun;
        };
        for (let i = 0; i < 20; i++) await page();
        const pages: number[] = [];
        for (let i = 0; i < 41; i++) pages.push(await page());
        const begun = performance.now();
        let done = 0;
        const worker = async () => {
            while (performance.now() - begun < 5_000) {
                await call("GET", `${groups}?page=1&pagesize=1`);
                done += 1;
            }
        };
        await Promise.all(Array.from({ length: 32 }, worker));
        return { startMs, pageOf500Ms: median(pages), requestsPerSecond: done / 5 };
    } finally {
        child.kill();
    }
}

const ready = (child: ChildProcess) =>
    new Promise<string>((done, failed) => {
        let output = "";
        child.stdout!.on("data", (chunk: Buffer) => {
            output += chunk.toString();
            const url = /ready at (\S+)/.exec(output)?.[1];
            if (url) done(url);
        });
        child.on("close", () => failed(new Error("The emulator ended.")));
    });

async function client(url: string) {
    const agent = new Agent({ keepAlive: true, maxSockets: 32 });
    const plain = (method: string, path: string, headers: Record<string, string>, body?: string) =>
        new Promise<string>((done, failed) => {
            const sent = request(url + path, { method, agent, headers }, (reply) => {
                let text = "";
                reply.on("data", (chunk: Buffer) => {
                    text += chunk.toString();
                });
                reply.on("end", () =>
                    reply.statusCode! < 300 ? done(text) : failed(new Error(`${reply.statusCode} ${text}`)),
                );
            });
            sent.on("error", failed).end(body);
        });
    const form = "client_id=emulator&client_secret=emulator-secret";
    const type = { "content-type": "application/x-www-form-urlencoded" };
    const { access_token } = JSON.parse(await plain("POST", "/signin", type, form));
    return (method: string, path: string, body?: string) =>
        plain(method, path, { authorization: `Bearer ${access_token}`, "content-type": "application/json" }, body);
}
