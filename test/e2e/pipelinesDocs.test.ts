import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Report } from "../../examples/stack-per-tenant/report";
import { type Emulator, startEmulator } from "../../src/emulator";
import { reviewText } from "../../src/review";
import { Deployment, seedOf } from "../support/deploy";
import { Stack } from "../support/engine/stack";

const ROOT = resolve(__dirname, "../..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const [oneStack, deploy, review, report, resume, matrix, policies, policyConfig, environment, settings, ...more] = [
    ...read("docs/pipelines.md").matchAll(/^```\w+\n([\s\S]*?)^```$/gm),
].map(([, code]) => code!);
const LABELS = ["acme", "globex", "initech"];
const SEEDS = LABELS.map(seedOf);

describe("pipelines.md", () => {
    let emulator: Emulator;
    beforeEach(async () => {
        emulator = await startEmulator({ limits: "off", tenants: SEEDS });
    });
    afterEach(() => emulator.close());

    test("the commands for one stack", async () => {
        const [{ customerId, clientId, clientSecret }] = SEEDS as [(typeof SEEDS)[0]];
        const env = { ZPA_CUSTOMER_ID: customerId, ZPA_CLIENT_ID: clientId, ZPA_CLIENT_SECRET: clientSecret };
        const stack = new Stack(emulator, { env });
        try {
            stack.program({
                dallas: { args: { name: "Dallas", location: "Dallas", latitude: 32.8, longitude: -96.8 } },
            });
            const outcomes = [];
            for (const line of linesOf(oneStack!))
                outcomes.push(await stack.pulumi(...line.split(" ").slice(1), "--non-interactive"));
            expect(outcomes).toMatchObject([{ code: 0 }, { code: 0 }]);
            expect(emulator.tenant().groups()).toHaveLength(1);
        } finally {
            stack.remove();
        }
    });

    test("the commands for many tenants, and those that resume", async () => {
        const deployment = new Deployment(["acme", "globex"]);
        try {
            LABELS.forEach((label, i) => {
                deployment.point(label, emulator, SEEDS[i]!);
            });
            const run = async (block: string) => {
                const outcomes = [];
                for (const line of linesOf(block)) {
                    expect(line).toMatch(/^npm run deploy -- /);
                    outcomes.push(await deployment.run(...line.split(" ").slice(4)));
                }
                expect(outcomes).toMatchObject(outcomes.map(() => ({ code: 0 })));
                return outcomes;
            };
            await run(deploy!);
            deployment.write("tenants.json", LABELS);
            const [list] = await run(resume!);
            expect(list!.output).toBe('["initech"]\n');
            expect(Object.keys(deployment.results())).toEqual(LABELS);
        } finally {
            deployment.stack.remove();
        }
    });

    test("the options are the command's own", async () => {
        const deployment = new Deployment(LABELS);
        const { output } = await deployment.run("--help");
        deployment.stack.remove();
        const optionsOf = (text: string) => [...text.matchAll(/--\w+(?: <\w+>)?/g)].map(([option]) => option);
        const table = read("docs/pipelines.md")
            .match(/^\| `--.*$/gm)!
            .map((row) => optionsOf(row)[0]);
        const help = output.match(/^ {2}--.*$/gm)!.map((row) => optionsOf(row)[0]);
        expect(table).toEqual(help);
    });

    test("the review is what the package prints", () => {
        const update = (property: string, old: unknown, after: unknown) => ({
            op: "update",
            resource: "dallas",
            type: "AppConnectorGroup",
            properties: { [property]: { old, new: after } },
        });
        const common = update("upgradeTimeInSecs", 66_600, 70_200);
        const tenants = Array.from({ length: 50 }, (_, i) => ({
            tenant: i === 7 ? "globex" : `tenant-${i}`,
            result: "succeeded",
            resources: i === 7 ? [common, update("enabled", true, false)] : [common],
            ...{ errors: [], warnings: [], notices: [] },
        }));
        expect(`${reviewText(tenants)}\n`).toBe(review);
    });

    test("the report is one by its schema", () => {
        expect(Report.parse(JSON.parse(report!))).toEqual(JSON.parse(report!));
    });

    test("the quoted code is in the example's files", () => {
        expect(read("examples/stack-per-tenant/.github/workflows/zpa.yml")).toContain(matrix);
        expect(read("examples/esc/tenants.yaml")).toContain(environment);
        expect(read("test/e2e/policies.test.ts")).toContain('read("docs/pipelines.md")');
        expect(policies).toBe("pulumi preview --policy-pack policies --policy-pack-config policy-config.json\n");
        expect(Object.keys(JSON.parse(policyConfig!))).toEqual(["critical-not-early"]);
        expect(settings).toBe("# Pulumi.acme.yaml\nenvironment:\n    - zpa/tenants\n");
        expect(more).toEqual([]);
    });
});

const linesOf = (block: string) => block.trim().split("\n");
