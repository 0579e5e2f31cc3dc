import {
    changeOf,
    messageOf,
    type ResourceChange,
    reviewMarkdown,
    reviewText,
    type TenantReview,
} from "../../src/review";
import { HOSTILE_TEXTS, harmIn } from "../support/hostileTexts";

const GROUP = "pulumi-nodejs:dynamic/zpa:AppConnectorGroup";
const urn = (type: string, name: string) => `urn:pulumi:acme::sites::${type}::${name}`;
const step = (op: string, old?: Record<string, unknown>, after?: Record<string, unknown>, diffs?: string[]) =>
    changeOf({
        resourcePreEvent: {
            planning: true,
            metadata: {
                op,
                urn: urn(GROUP, "dallas"),
                type: GROUP,
                old: old ? { inputs: old } : null,
                new: after ? { inputs: after } : null,
                diffs,
            },
        },
    });

describe("a change", () => {
    test("of an update: the properties that differ, without those of the tenant and of the provider", () => {
        const old = { __provider: "x", customerId: "1", tenant: "acme", enabled: true, upgradeTimeInSecs: 66_600 };
        expect(step("update", old, { ...old, __provider: "y", tenant: "acme-eu", upgradeTimeInSecs: 70_200 })).toEqual({
            op: "update",
            resource: "dallas",
            type: "AppConnectorGroup",
            properties: { upgradeTimeInSecs: { old: 66_600, new: 70_200 } },
        });
    });

    test("of a create: what is set; of a delete: only its name", () => {
        expect(step("create", undefined, { name: "Dallas", enabled: undefined })?.properties).toEqual({
            name: { new: "Dallas" },
        });
        expect(step("delete", { name: "Dallas" })).toMatchObject({ op: "delete", properties: {} });
    });

    test("a removed property has no new value, an added one no old value", () => {
        expect(step("update", { a: 1 }, { b: 2 })?.properties).toEqual({ a: { old: 1 }, b: { new: 2 } });
    });

    test("of a secret: that it changes, never its value", () => {
        const secret = { "4dabf18193072939515e22adb298388d": "1b47", value: "hunter2" };
        const change = step("update", { key: secret }, { key: secret }, ["key"])!;
        expect(change.properties).toEqual({ key: { old: "[secret]", new: "[secret]" } });
        expect(reviewText([{ ...idle("acme"), resources: [change] }])).toContain(
            'key "[secret]" → "[secret]", changed',
        );
    });

    test("a value that is known only later is told as such", () => {
        const change = step("create", undefined, { id: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" });
        expect(change?.properties).toEqual({ id: { new: "(known after up)" } });
    });

    test.each(["same", "read", "create-replacement", "delete-replaced"])("%s is none of its own", (op) => {
        expect(step(op, { a: 1 }, { a: 2 })).toBeUndefined();
    });

    test("of an update is one that has succeeded; a preview plans it", () => {
        const metadata = { op: "delete", urn: urn(GROUP, "dallas"), type: GROUP };
        expect(changeOf({ resourcePreEvent: { metadata } })).toBeUndefined();
        expect(changeOf({ resOutputsEvent: { metadata } })).toMatchObject({ op: "delete" });
        expect(changeOf({ resOutputsEvent: { metadata, planning: true } })).toBeUndefined();
    });

    test("the stack and the provider are none", () => {
        const metadata = { op: "create", urn: urn("pulumi:pulumi:Stack", "x"), type: "pulumi:pulumi:Stack" };
        expect(changeOf({ resourcePreEvent: { metadata, planning: true } })).toBeUndefined();
    });
});

test.each([
    [
        { severity: "warning", urn: urn(GROUP, "dallas"), message: "used up\n" },
        { severity: "warning", resource: "dallas", text: "used up" },
    ],
    [
        { severity: "info", urn: urn("pulumi:pulumi:Stack", "x"), message: "hello" },
        { severity: "info", text: "hello" },
    ],
    [{ severity: "debug", message: "x" }, undefined],
    [{ severity: "info", message: "waiting", ephemeral: true }, undefined],
    [{ severity: "info", message: " \n" }, undefined],
])("the message %j", (diagnosticEvent, message) => {
    expect(messageOf({ diagnosticEvent })).toEqual(message);
});

const update = (property: string, old: unknown, after: unknown): ResourceChange => ({
    op: "update",
    resource: "dallas",
    type: "AppConnectorGroup",
    properties: { [property]: { old, new: after } },
});
const COMMON = update("upgradeTimeInSecs", 66_600, 70_200);
const idle = (tenant: string): TenantReview => ({
    tenant,
    result: "succeeded",
    resources: [],
    errors: [],
    warnings: [],
    notices: [],
});
const changed = (tenant: string, ...more: ResourceChange[]) => ({ ...idle(tenant), resources: [COMMON, ...more] });
const fifty = Array.from({ length: 50 }, (_, i) =>
    changed(`tenant-${i}`, ...(i === 17 ? [update("enabled", true, false)] : [])),
);

test("50 tenants with one odd one: the odd one is the first line, the rest is folded", () => {
    expect(reviewText(fifty)).toBe(
        [
            "Changes only in tenant-17:",
            "  update dallas (AppConnectorGroup): enabled true → false",
            "Changes the same in 50 tenants (all):",
            "  update dallas (AppConnectorGroup): upgradeTimeInSecs 66600 → 70200",
            "50 tenants: 50 succeeded.",
        ].join("\n"),
    );
});

test("failed tenants, warnings and notices are folded as well; tenants without changes are counted", () => {
    const failed = (tenant: string): TenantReview => ({ ...idle(tenant), result: "failed", errors: ["No network."] });
    const text = reviewText([
        ...["a", "b", "c", "d", "e", "f", "g"].map(failed),
        { ...changed("h"), warnings: ["used up"], notices: ["was renamed"] },
        idle("i"),
    ]);
    expect(text).toBe(
        [
            "Changes only in h:",
            "  update dallas (AppConnectorGroup): upgradeTimeInSecs 66600 → 70200",
            "Notices only in h:",
            "  was renamed",
            "Warnings only in h:",
            "  used up",
            "Errors the same in 7 tenants (a, b, c, d, e and 2 more):",
            "  No network.",
            "No changes in 1 tenant: i",
            "9 tenants: 7 failed, 2 succeeded.",
        ].join("\n"),
    );
});

test("Markdown: the odd one first, as a diff", () => {
    expect(reviewMarkdown("Preview", fifty)).toBe(
        `## Preview: 50 tenants: 50 succeeded

### Changes \`only in tenant-17\`

\`\`\`diff
! update dallas (AppConnectorGroup)
- enabled: true
+ enabled: false
\`\`\`

### Changes \`the same in 50 tenants (all)\`

\`\`\`diff
! update dallas (AppConnectorGroup)
- upgradeTimeInSecs: 66600
+ upgradeTimeInSecs: 70200
\`\`\`
`,
    );
});

test.each([20_000, 60_000])(
    "Markdown of 300 tenants that all differ stays within %d bytes, and counts the rest",
    (max) => {
        const tenants = Array.from({ length: 300 }, (_, i) => ({
            ...idle(`t${i}`),
            resources: Array.from({ length: 30 }, (_, n) => update("description", "ü".repeat(150), `${i} ${n}`)),
        }));
        const markdown = reviewMarkdown("Preview", tenants, max);
        expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(max);
        const told = markdown.match(/^! update/gm)!.length;
        expect(markdown).toContain(`**${300 * 30 - told} more entries** did not fit.`);
    },
);

/** The text outside of code, in which Markdown has a meaning. */
function outsideOfCode(markdown: string): string {
    let rest = "";
    let fence: string | undefined;
    for (const line of markdown.split("\n")) {
        const mark = /^(`{3,})/.exec(line)?.[1];
        if (fence === undefined && mark) fence = mark;
        else if (fence !== undefined && line === fence) fence = undefined;
        else if (fence === undefined) rest += `${line.replace(/(`+)(?!`).*?(?<!`)\1(?!`)/g, "")}\n`;
    }
    expect(fence).toBeUndefined();
    return rest;
}

test.each([
    ...HOSTILE_TEXTS.map(({ text }) => text),
    "```\n# heading\n@everyone <img src=x onerror=alert(1)> [x](javascript:alert(1))",
    "`````` ` `` @team",
    "| a | b |",
])("%j is harmless in text and Markdown", (hostile) => {
    const tenants: TenantReview[] = [
        {
            tenant: hostile,
            result: "failed",
            resources: [{ ...update(hostile, hostile, `${hostile} 2`), resource: hostile }],
            errors: [hostile],
            warnings: [hostile],
            notices: [hostile],
        },
        idle("other"),
    ];
    const [text, markdown] = [reviewText(tenants), reviewMarkdown("Preview", tenants)];
    expect([...harmIn(text), ...harmIn(markdown)]).toEqual([]);
    expect(
        outsideOfCode(markdown)
            .replace(/^#{2,3} (Preview: 2 tenants: 1 failed, 1 succeeded|Changes|Errors|Warnings|Notices) ?$/gm, "")
            .trim(),
    ).toBe("No changes in 1 tenant.");
});
