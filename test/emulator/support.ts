import { DEFAULT_TENANT, type Emulator } from "../../src/emulator";

export const { customerId, clientId, clientSecret } = DEFAULT_TENANT;
export const GROUP = {
    name: "San Jose DC1",
    latitude: "37.3382",
    longitude: "-121.8863",
    location: "San Jose, CA, USA",
};

export const JSON_TYPE = { "content-type": "application/json" };

export interface Reply {
    status: number;
    headers: Headers;
    text: string;
    // biome-ignore lint/suspicious/noExplicitAny: a response can have any shape
    json: any;
}

export async function send(url: string, init: RequestInit = {}): Promise<Reply> {
    const response = await fetch(url, init);
    const text = await response.text();
    let json: unknown;
    try {
        json = JSON.parse(text);
    } catch {
        json = undefined;
    }
    return { status: response.status, headers: response.headers, text, json };
}

export const form = (fields: Record<string, string>): RequestInit => ({
    method: "POST",
    body: new URLSearchParams(fields),
});

/** The API of one tenant for a plain HTTP client. */
export interface Api {
    (method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
    readonly token: string;
}

export async function signIn(
    emulator: Emulator,
    scheme: "legacy" | "oneapi" = "legacy",
    customer = customerId,
): Promise<Api> {
    const fields: Record<string, string> = { client_id: clientId, client_secret: clientSecret };
    const reply =
        scheme === "legacy"
            ? await send(`${emulator.url}/signin`, form(fields))
            : await send(
                  `${emulator.url}/oauth2/v1/token`,
                  form({ ...fields, grant_type: "client_credentials", audience: "https://api.zscaler.com" }),
              );
    return apiWith(emulator, reply.json.access_token, scheme, customer);
}

export function apiWith(
    emulator: Emulator,
    token: string,
    scheme: "legacy" | "oneapi" = "legacy",
    customer = customerId,
): Api {
    const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
        const version = /^\/enrollmentCert($|\?)/.test(path) ? "v2" : "v1";
        const prefix = `${emulator.url}${scheme === "oneapi" ? "/zpa" : ""}/mgmtconfig/${version}/admin/customers/${customer}`;
        return send(prefix + path, {
            method,
            headers: {
                authorization: `Bearer ${token}`,
                ...(body === undefined ? {} : { "content-type": "application/json" }),
                ...headers,
            },
            ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
        });
    };
    return Object.assign(call, { token });
}

export const names = (reply: Reply): string[] => (reply.json.list ?? []).map((object: { name: string }) => object.name);
