import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ServerCredentials } from "@grpc/grpc-js";
import { engineListens } from "../lifecycle/engine";
import { serverOf } from "./server";

/** The folder of the plugin, with its `schema.json`. */
const FOLDER = __dirname;
const ENGINE_CHECK_MS = 30_000;

const schema = () => readFileSync(join(FOLDER, "schema.json"), "utf8");
const { version } = JSON.parse(readFileSync(join(FOLDER, "package.json"), "utf8")) as { version: string };

const [engine] = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
const server = serverOf({ version, schema }, engine);

server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    // The engine reads the port from the first line.
    process.stdout.write(`${port}\n`);
});

// The process outlives an engine that is killed, and nothing tells it.
const isWanted = engineListens();
setInterval(async () => {
    if (!(await isWanted())) process.exit();
}, ENGINE_CHECK_MS).unref();
