import { printable, shown } from "../model/outsideText";
import { plural } from "../model/words";
import type { ResourceChange } from "./changes";
import { type Fold, foldBy, headOf, propertiesOf, type TenantReview, totalsOf } from "./fold";
import { whoseOf } from "./text";

/** A comment of a pull request on GitHub has at most 65,536 characters. */
const MAX_BYTES = 60_000;
const MAX_MESSAGE = 2_000;

/** A part of the page that is left out as a whole if there is no room. */
interface Part {
    /** What it counts as if it is left out. */
    readonly items: number;
    readonly text: string;
}

/**
 * The review of a preview or an update of many tenants in Markdown, for a job summary or a comment of a pull request.
 * All text from outside is in code blocks, so that names can be neither markup nor mentions nor links.
 *
 * @param title of the page, such as `Preview`
 * @param maxBytes what does not fit is counted. Default: 60,000
 */
export function reviewMarkdown(title: string, tenants: readonly TenantReview[], maxBytes = MAX_BYTES): string {
    const messages = (heading: string, itemsOf: (tenant: TenantReview) => readonly string[]): Part[] =>
        foldBy(tenants, itemsOf).map((fold) => ({
            items: fold.items.length,
            text: `### ${heading} ${code(whoseOf(fold, tenants.length))}\n\n${block(
                "text",
                fold.items.map((text) => shown(text, MAX_MESSAGE)),
            )}`,
        }));
    const parts = [
        ...messages("Errors", ({ errors }) => errors),
        ...foldBy(tenants, ({ resources }) => resources).flatMap((fold) => changeParts(fold, tenants.length)),
        ...messages("Warnings", ({ warnings }) => warnings),
        ...messages("Notices", ({ notices }) => notices),
    ];
    const head = `## ${shown(title, 100)}: ${totalsOf(tenants)}\n`;
    const idle = tenants.filter(({ result, resources }) => result === "succeeded" && resources.length === 0).length;
    const foot = idle > 0 ? `\nNo changes in ${plural(idle, "tenant")}.\n` : "";
    let text = head;
    let left = 0;
    for (const part of parts) {
        const next = `${text}\n${part.text}`;
        if (left > 0 || size(next) + size(foot) + RESERVED > maxBytes) left += part.items;
        else text = next;
    }
    const rest =
        left > 0
            ? `\n**${plural(left, "more entry", "more entries")}** did not fit. The report has all of them.\n`
            : "";
    return printable(`${text}${rest}${foot}`);
}

const RESERVED = 200;
const size = (text: string) => Buffer.byteLength(text);

/** How many changes are one part. */
const CHANGES = 20;

function changeParts({ tenants, items }: Fold<ResourceChange>, all: number): Part[] {
    const heading = `### Changes ${code(whoseOf({ tenants }, all))}\n\n`;
    return Array.from({ length: Math.ceil(items.length / CHANGES) }, (_, i) => {
        const some = items.slice(i * CHANGES, (i + 1) * CHANGES);
        return { items: some.length, text: `${i === 0 ? heading : ""}${block("diff", some.flatMap(linesOf))}` };
    });
}

/** The lines of a `diff` block: GitHub colours those that begin with `!`, `-` and `+`. */
function linesOf(change: ResourceChange): string[] {
    return [
        `! ${headOf(change)}`,
        ...propertiesOf(change).flatMap(({ name, old, new: after }) => [
            ...(old === undefined ? [] : [`- ${name}: ${old}`]),
            ...(after === undefined ? [] : [`+ ${name}: ${after}`]),
        ]),
    ];
}

/** A fenced block whose content cannot end it. */
function block(language: string, lines: readonly string[]): string {
    const text = lines.join("\n");
    const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
    return `${fence}${language}\n${text}\n${fence}\n`;
}

/** Code within a line. */
function code(text: string): string {
    const ticks = "`".repeat(longestRun(text) + 1);
    return `${ticks}${/^`|`$/.test(text) ? ` ${text} ` : text}${ticks}`;
}

const longestRun = (text: string) => Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
