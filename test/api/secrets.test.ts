import { generateKeyPairSync } from "node:crypto";
import { createClient } from "../../src/api/client";
import type { Transport, TransportRequest } from "../../src/api/exchange";
import { withoutSecrets } from "../../src/api/secrets";
import { failureOf, fakeClock, instant } from "./support";

const CLIENT_SECRET = 'p&ss <"word">';
const TOKEN = "opaque-token-0123456789";
const PRIVATE_KEY = generateKeyPairSync("rsa", { modulusLength: 2048 })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();

const repeated = ({ method, url, headers, form, json }: TransportRequest) =>
    [
        `${method} ${url}`,
        JSON.stringify(headers),
        new URLSearchParams(form).toString(),
        JSON.stringify({ ...form, json }),
        ...Object.values(form ?? {}),
    ].join("\n");

type Form = (repeated: string, secret: string) => string;

const secretOf = ({ headers, form }: TransportRequest) =>
    form?.client_secret ?? form?.client_assertion ?? headers!.authorization!.replace("Bearer ", "");

/** A gateway that repeats the request in the body of its answer. */
const gateway =
    (form: Form, status: number, signsIn: boolean): Transport =>
    async (request) => {
        const isSignIn = request.form !== undefined;
        if (isSignIn && signsIn)
            return { status: 200, headers: {}, body: JSON.stringify({ access_token: TOKEN }), leftAfterMs: 0 };
        return {
            status,
            headers: { "retry-after": TOKEN },
            body: form(repeated(request), secretOf(request)),
            leftAfterMs: 0,
        };
    };

const FORMS: [string, Form][] = [
    ["a page", (text) => `<html><h1>Blocked</h1><pre>${text}</pre></html>`],
    [
        "an escaped page",
        (text) => `<p>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")}</p>`,
    ],
    ["plain text", (text) => text],
    ["JSON", (reason) => JSON.stringify({ id: "blocked", reason, params: [reason] })],
    ["a secret at the cut", (text, secret) => `${"x".repeat(295)}${secret}${text}`],
    ["a secret at the end of what is read", (text, secret) => `<p>${" ".repeat(64 * 1024 - 9)}${secret}${text}</p>`],
];

describe.each(FORMS)("a gateway that repeats the request as %s", (_, form) => {
    it.each([400, 401, 403, 404, 409, 429, 500])("and status %d shows no secret", async (status) => {
        const settings = { customerId: "72058304855015424", clientId: "client" };
        const secrets = [CLIENT_SECRET, TOKEN, encodeURIComponent(CLIENT_SECRET), "p&ss", "p&s", "opaq"];
        for (const [signsIn, credentials] of [
            [true, { clientSecret: CLIENT_SECRET }],
            [false, { clientSecret: CLIENT_SECRET }],
            [false, { privateKey: PRIVATE_KEY, vanityDomain: "acme" }],
        ] as const) {
            let assertion = "";
            const send = gateway(form, status, signsIn);
            const transport: Transport = (request) => {
                assertion = request.form?.client_assertion ?? assertion;
                return send(request);
            };
            const client = createClient({ ...settings, ...credentials }, { ...instant(fakeClock()), transport });
            const error = await failureOf(client.groups.list({ microtenantId: "0" }));
            const shown = JSON.stringify([error.message, error.details(), error]);
            const tail = assertion.slice(-60);
            for (const secret of [...secrets, ...(tail ? [tail, assertion.slice(0, 40)] : [])])
                expect(shown).not.toContain(secret);
        }
    });
});

it("an answer that reports no error is passed on unchanged", async () => {
    const send = withoutSecrets(
        async () => ({ status: 200, headers: {}, body: `{"a":"${TOKEN}"}`, leftAfterMs: 0 }),
        [TOKEN],
    );
    const request = { method: "GET", url: new URL("https://a.example/") } as const;
    expect((await send(request)).body).toContain(TOKEN);
});
