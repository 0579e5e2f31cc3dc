import { escapeUTF8 } from "entities";
import { printable } from "../../model/outsideText";

/** Markup that is already escaped. */
export class Html {
    constructor(readonly text: string) {}
}

type Part = Html | string | number | false | undefined | readonly Part[];

/** Creates markup. Values that are not markup are escaped. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html =>
    new Html(strings.reduce((text, string, i) => text + textOf(parts[i - 1]) + string));

function textOf(part: Part): string {
    if (part === undefined || part === false) return "";
    if (part instanceof Html) return part.text;
    return Array.isArray(part) ? part.map(textOf).join("") : escapeUTF8(printable(String(part)));
}
