import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { API_FILE, apiReport } from "../api-report/report";
import { billOfMaterials } from "./bill";
import { releaseProblems } from "./check";

const ROOT = resolve(__dirname, "../..");
const BILL = "sbom.cdx.json";

const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: ROOT, encoding: "utf8", env: { ...process.env, npm_config_call: "" } });

const problems = releaseProblems({
    packageJson: JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")),
    changelog: readFileSync(join(ROOT, "CHANGELOG.md"), "utf8"),
    tags: run("git", "tag", "--points-at", "HEAD").split("\n"),
    isClean: run("git", "status", "--porcelain").trim() === "",
});
if (readFileSync(API_FILE, "utf8") !== apiReport()) problems.push("docs/api.md is not current. Run: npm run api");
writeFileSync(join(ROOT, BILL), billOfMaterials(ROOT));
console.log(`Wrote ${BILL}.`);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log("Ready: npm publish");
