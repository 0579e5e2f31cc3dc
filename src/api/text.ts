import { decodeHTMLStrict } from "entities";

/**
 * A text as it is meant, for comparing. The service escapes HTML in places and collapses runs of spaces in names, so
 * neither is part of the meaning. Escapes are decoded until nothing changes, so that the form is stable.
 *
 * Source: docs/zpa-api.md#writes
 */
export function canonicalText(text: string): string {
    let decoded = text;
    for (let previous = ""; previous !== decoded; ) {
        previous = decoded;
        decoded = decodeHTMLStrict(decoded);
    }
    return decoded.replace(/[ \t\u00a0]+/g, " ").trim();
}
