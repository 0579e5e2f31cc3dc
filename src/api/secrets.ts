import { escapeUTF8 } from "entities";
import type { Transport, TransportAnswer, TransportRequest } from "./exchange";

const HIDDEN = "[secret]";
/** A shorter text would be hidden in ordinary words. */
const SHORTEST = 6;
/** Enough of an error page: its words come first. */
const MAX_PAGE = 256 * 1024;

/**
 * Removes the secrets of the run from the answers that report an error, because a gateway may repeat the request in its
 * error page.
 *
 * @param known secrets besides those in the request
 */
export function withoutSecrets(send: Transport, known: readonly (string | undefined)[]): Transport {
    return async (request) => {
        const answer = await send(request);
        if (answer.status >= 200 && answer.status < 300) return answer;
        const hide = hiding([...known, ...secretsOf(request)]);
        return { ...answer, body: hide(answer.body), headers: hideIn(answer.headers, hide) };
    };
}

function hiding(secrets: readonly (string | undefined)[]): (text: string) => string {
    const whole = secrets.filter((secret) => secret !== undefined);
    const lines = whole.flatMap((secret) => secret.split("\n").filter((line) => !line.startsWith("-----")));
    const forms = new Set([...whole, ...lines].filter(({ length }) => length >= SHORTEST).flatMap(formsOf));
    // The longest ones first, because one may be a part of another.
    const longestFirst = [...forms].sort((a, b) => b.length - a.length);
    return (text) => {
        const isJson = /^\s*[{[]/.test(text);
        // A secret must not be cut in half.
        const read = isJson ? text : text.slice(0, MAX_PAGE + (longestFirst[0]?.length ?? 0));
        const hidden = longestFirst.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), read);
        return isJson ? hidden : hidden.slice(0, MAX_PAGE);
    };
}

function hideIn(headers: TransportAnswer["headers"], hide: (text: string) => string): TransportAnswer["headers"] {
    const entries = Object.entries(headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.map(hide) : value && hide(value),
    ]);
    return Object.fromEntries(entries);
}

function secretsOf({ headers, form }: TransportRequest): (string | undefined)[] {
    const token = headers?.authorization?.replace(/^Bearer /, "");
    return [token, form?.client_secret, form?.client_assertion];
}

/** As it may be repeated in a form, in JSON or in HTML. */
const formsOf = (secret: string): string[] => [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ "": secret }).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    escapeUTF8(secret),
];
