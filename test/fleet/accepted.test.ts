import { acceptanceOf, acceptedText, judge, parseAccepted } from "../../src/fleet/accepted";
import { FleetData, fleetData } from "../../src/fleet/data";
import { findingsOf, openOf } from "../../src/fleet/findings/findings";
import { group, READ_AT, tenant } from "./support";
import { demoTenants } from "./world";

const fleet = { readAt: "2026-11-24T17:00:00.000Z", tenants: [tenant(group({ name: "Oslo", keys: [] }))] };
const [finding] = findingsOf(fleet) as [ReturnType<typeof findingsOf>[0]];
const entry = acceptanceOf(finding, "2026-11-01", "Lab site");
const judged = (accepted: (typeof entry)[], tenants = fleet.tenants, today = "2026-11-24") =>
    judge(findingsOf({ readAt: READ_AT, tenants }), accepted, { tenants }, today);

test("a finding is accepted by rule, tenant and the ids of its groups, whatever the groups are called", () => {
    const file = parseAccepted(acceptedText([entry]));
    expect(file).toEqual([entry]);
    const renamed = { ...fleet.tenants[0]!, groups: [{ ...fleet.tenants[0]!.groups[0]!, name: "Oslo 2" }] };
    const { findings, gone } = judged(file, [renamed]);
    expect(findings).toMatchObject([{ accepted: { since: "2026-11-01", reason: "Lab site" } }]);
    expect([openOf(findings), gone]).toEqual([[], []]);
    expect(openOf(judged([{ ...entry, tenant: "umbrella" }]).findings)).toHaveLength(1);
    expect(openOf(judged([{ ...entry, rule: "no-connectors" }]).findings)).toHaveLength(1);
});

test("an acceptance with an end holds on its last day, and not after it", () => {
    const until = [{ ...entry, until: "2026-11-24" }];
    expect(openOf(judged(until).findings)).toHaveLength(0);
    const late = judged(until, fleet.tenants, "2026-11-25");
    expect([openOf(late.findings).length, late.gone]).toEqual([1, []]);
});

test("what is not found any more is told, but not of a tenant that was not read completely", () => {
    const mended = tenant(group());
    expect(judged([entry], [mended]).gone).toEqual([entry]);
    expect(judged([entry], [{ ...mended, problems: ["403"] }]).gone).toEqual([]);
    expect(judged([entry], [{ ...mended, label: "other" }]).gone).toEqual([]);
});

test.each([
    ["half a file", '{ "version": 1', /JSON/],
    ["another version", '{ "version": 2, "accepted": [] }', /^version: /],
    ["a rule that does not exist", { rule: "no-key" }, /^accepted\.0\.rule: must be one of .*no-usable-key/],
    ["no reason", { reason: " " }, /^accepted\.0\.reason: must not be empty/],
    ["a day that does not exist", { since: "2026-02-30" }, /^accepted\.0\.since: must be a day such as/],
    ["no group", { groups: [] }, /^accepted\.0\.groups: /],
    ["a misspelt name", { utnil: "2026-01-01" }, /^accepted\.0: .*utnil/],
])("%s is an error that names the place", (_what, change, message) => {
    const text =
        typeof change === "string" ? change : JSON.stringify({ version: 1, accepted: [{ ...entry, ...change }] });
    expect(() => parseAccepted(text)).toThrow(message);
});

test("the JSON file follows its schema, with accepted and gone findings and with unread tenants", () => {
    const tenants = [
        ...demoTenants(),
        { label: "soylent", groups: [], problems: ["refused"] },
        { ...tenant(group({ keys: undefined })), label: "wonka", problems: ["Provisioning keys: 403"] },
    ];
    const found = findingsOf({ readAt: READ_AT, tenants });
    const known = [acceptanceOf(found[0]!, "2026-11-01", "x"), { ...entry, tenant: "acme" }];
    const { findings, gone } = judge(found, known, { tenants }, "2026-11-24");
    const data = JSON.parse(JSON.stringify(fleetData({ ...fleet, tenants }, findings, gone)));
    expect(FleetData.parse(data)).toEqual(data);
    expect(data.tenants.map(({ read }: { read: string }) => read)).toEqual([
        ...["complete", "complete", "complete"],
        ...["none", "part"],
    ]);
    expect([data.findings[0].accepted, data.gone.length]).toEqual([{ since: "2026-11-01", reason: "x" }, 1]);
});
