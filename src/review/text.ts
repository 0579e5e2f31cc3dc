import { printable, shown } from "../model/outsideText";
import { plural } from "../model/words";
import type { ResourceChange } from "./changes";
import { type Fold, foldBy, headOf, namesOf, propertiesOf, type TenantReview, totalsOf } from "./fold";

const MAX_MESSAGE = 2_000;

/**
 * The review of a preview or an update of many tenants for a terminal or a log. Equal changes are folded; what only few
 * tenants have comes first.
 */
export function reviewText(tenants: readonly TenantReview[]): string {
    const folds = (title: string, itemsOf: (tenant: TenantReview) => readonly string[]): string[] =>
        foldBy(tenants, itemsOf).flatMap((fold) => [
            `${title} ${whoseOf(fold, tenants.length)}:`,
            ...fold.items.map((text) => `  ${shown(text, MAX_MESSAGE)}`),
        ]);
    const changes = foldBy(tenants, ({ resources }) => resources).flatMap((fold) => [
        `Changes ${whoseOf(fold, tenants.length)}:`,
        ...fold.items.map((change) => `  ${lineOf(change)}`),
    ]);
    const idle = tenants.filter(({ result, resources }) => result === "succeeded" && resources.length === 0);
    const lines = [
        ...changes,
        ...folds("Notices", ({ notices }) => notices),
        ...folds("Warnings", ({ warnings }) => warnings),
        ...folds("Errors", ({ errors }) => errors),
        ...(idle.length > 0
            ? [`No changes in ${plural(idle.length, "tenant")}: ${namesOf(idle.map(({ tenant }) => tenant))}`]
            : []),
        `${totalsOf(tenants)}.`,
    ];
    return printable(lines.join("\n"));
}

/** `only in globex`, or `the same in 187 tenants (acme, …)`. */
export function whoseOf({ tenants }: Pick<Fold<unknown>, "tenants">, all: number): string {
    if (tenants.length === 1) return all === 1 ? `in ${namesOf(tenants)}` : `only in ${namesOf(tenants)}`;
    const names = tenants.length === all ? "all" : namesOf(tenants);
    return `the same in ${plural(tenants.length, "tenant")} (${names})`;
}

function lineOf(change: ResourceChange): string {
    const properties = propertiesOf(change).map(({ name, old, new: after }) => {
        if (old === undefined) return `${name} ${after}`;
        return `${name} ${old} → ${after ?? "(removed)"}`;
    });
    return `${headOf(change)}${properties.length > 0 ? `: ${properties.join(", ")}` : ""}`;
}
