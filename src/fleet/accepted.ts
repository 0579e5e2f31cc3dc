import { z } from "zod";
import type { Finding } from "./findings/findings";
import { RULES } from "./findings/rules";
import { extentOf, type Fleet } from "./model";

const ids = RULES.map(({ id }) => id);
const day = z.iso.date("must be a day such as 2026-03-01");

/** A finding that somebody has accepted, with the reason. */
const AcceptedFinding = z.strictObject({
    rule: z.string().refine((id) => ids.includes(id), `must be one of ${ids.join(", ")}`),
    /** The tenant's label. */
    tenant: z.string(),
    /** All groups of the finding. Only the ids are compared. */
    groups: z.array(z.strictObject({ id: z.string(), name: z.string().optional() })).min(1),
    /** The day on which it was accepted. */
    since: day,
    /** The last day on which it is accepted. Default: no end. */
    until: day.optional(),
    reason: z.string().trim().min(1, "must not be empty"),
});
export type AcceptedFinding = z.output<typeof AcceptedFinding>;

const AcceptedFile = z.strictObject({ version: z.literal(1), accepted: z.array(AcceptedFinding) });

/** @throws Error that names the place of each mistake */
export function parseAccepted(text: string): AcceptedFinding[] {
    const parsed = AcceptedFile.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data.accepted;
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "the file"}: ${message}`);
    throw new Error(problems.join("; "));
}

export const acceptedText = (accepted: readonly AcceptedFinding[]): string =>
    `${JSON.stringify({ version: 1, accepted }, undefined, 4)}\n`;

const keyOf = (rule: string, tenant: string, groups: readonly { readonly id: string }[]) =>
    JSON.stringify([rule, tenant, groups.map(({ id }) => id).sort()]);
const keyOfFinding = ({ rule, tenant, groups }: Finding) => keyOf(rule.id, tenant.label, groups);

export interface Judged {
    /** All findings, the accepted ones with their acceptance. */
    readonly findings: readonly Finding[];
    /** What was accepted and is not found any more. A tenant that was not read completely tells nothing. */
    readonly gone: readonly AcceptedFinding[];
}

/** @param today such as `2026-03-01` */
export function judge(
    findings: readonly Finding[],
    accepted: readonly AcceptedFinding[],
    { tenants }: Pick<Fleet, "tenants">,
    today: string,
): Judged {
    const byKey = new Map(accepted.map((entry) => [keyOf(entry.rule, entry.tenant, entry.groups), entry]));
    const found = new Set(findings.map(keyOfFinding));
    const read = new Set(tenants.filter((tenant) => extentOf(tenant) === "complete").map(({ label }) => label));
    return {
        findings: findings.map((finding) => {
            const entry = byKey.get(keyOfFinding(finding));
            const isValid = entry && (entry.until === undefined || entry.until >= today);
            return isValid ? { ...finding, accepted: entry } : finding;
        }),
        gone: accepted.filter(
            ({ rule, tenant, groups }) => read.has(tenant) && !found.has(keyOf(rule, tenant, groups)),
        ),
    };
}

export const acceptanceOf = ({ rule, tenant, groups }: Finding, since: string, reason: string): AcceptedFinding => ({
    rule: rule.id,
    tenant: tenant.label,
    groups: groups.map(({ id, name }) => ({ id, name })),
    since,
    reason,
});
