import { generateKeyPairSync } from "node:crypto";
import { createClient } from "../../src/api/client";
import { failureOf, fakeClock, instant } from "./support";

const PEM = { type: "pkcs8", format: "pem" } as const;
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = rsa.privateKey.export(PEM).toString();

const failure = (privateKey: string, whereToSet?: (setting: string) => string) => {
    const sent: string[] = [];
    const client = createClient(
        { customerId: "72058304855015424", clientId: "client", privateKey, vanityDomain: "acme", whereToSet },
        {
            ...instant(fakeClock()),
            transport: async ({ url }) => {
                sent.push(url.href);
                return { status: 500, headers: {}, body: "", leftAfterMs: 0 };
            },
        },
    );
    return failureOf(client.listVersionProfiles()).then((error) => ({ error, sent }));
};

describe("a private key that cannot be used", () => {
    const ec = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    it.each([
        ["EC", ec.privateKey.export(PEM).toString(), "a key of the type EC (prime256v1)"],
        ["EC in SEC1", ec.privateKey.export({ type: "sec1", format: "pem" }).toString(), "a key of the type EC"],
        ["EC as a JWK", JSON.stringify(ec.privateKey.export({ format: "jwk" })), "a key of the type EC"],
        ["Ed25519", generateKeyPairSync("ed25519").privateKey.export(PEM).toString(), "a key of the type Ed25519"],
        [
            "RSA-PSS",
            generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).privateKey.export(PEM).toString(),
            "a key of the type RSA-PSS",
        ],
        [
            "RSA of 1024 bits",
            generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey.export(PEM).toString(),
            "an RSA key of 1024 bits",
        ],
        ["public", rsa.publicKey.export({ type: "spki", format: "pem" }).toString(), "a public key"],
        ["public as a JWK", JSON.stringify(rsa.publicKey.export({ format: "jwk" })), "a public key"],
        [
            "encrypted",
            rsa.privateKey.export({ ...PEM, cipher: "aes-256-cbc", passphrase: "x" }).toString(),
            "encrypted with a passphrase",
        ],
        [
            "encrypted in PKCS#1",
            rsa.privateKey.export({ type: "pkcs1", format: "pem", cipher: "aes-256-cbc", passphrase: "x" }).toString(),
            "encrypted with a passphrase",
        ],
        ["cut off", pem.slice(0, 400), "in PEM format, but damaged or incomplete"],
        [
            "of OpenSSH",
            "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----",
            "in the format of OpenSSH",
        ],
        ["a certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "a certificate"],
        ["JSON", '{"kty":"RSA"}', "JSON, but not the JWK of a private key"],
        ["broken JSON", '{"kty":', "JSON, but not the JWK of a private key"],
        ["a path", "/home/jane/key.pem", "the path of a file, and not a key"],
        ["a path of Windows", "C:\\new\\key.pem", "the path of a file, and not a key"],
        ["a file's name", "key.pem", "the path of a file, and not a key"],
        ["any text", "hunter2", "not a private key"],
    ])("%s: is named, with the kind found and the kind needed, before any request", async (_, key, found) => {
        const { error, sent } = await failure(key);
        expect(error.code).toBe("SETTINGS");
        expect(error.message).toContain(`The default tenant (customer 72058304855015424): zpa:privateKey is ${found}`);
        expect(error.message).toContain("It must be an RSA private key of at least 2048 bits");
        expect(error.message).toContain("cat key.pem | pulumi config set --secret zpa:privateKey");
        expect(error.message).not.toMatch(/node:|error:|\n/);
        for (const line of key.split("\n").filter((line) => line.length > 12))
            expect(error.message).not.toContain(line);
        expect(sent).toEqual([]);
    });

    it("is named by the place where it is set", async () => {
        const { error } = await failure("x", (setting) => `ZSCALER_${setting}`);
        expect(error.message).toContain("ZSCALER_privateKey is not a private key");
    });
});

it.each([
    ["PKCS#8", pem],
    ["PKCS#1", rsa.privateKey.export({ type: "pkcs1", format: "pem" }).toString()],
    ["PEM with written line ends", pem.replaceAll("\n", "\\n")],
    ["PEM with Windows line ends", pem.replaceAll("\n", "\r\n")],
    ["a JWK", JSON.stringify(rsa.privateKey.export({ format: "jwk" }), undefined, 2)],
])("%s is a key", async (_, key) => {
    const { error, sent } = await failure(key);
    expect(error.code).toBe("UNAVAILABLE");
    expect(sent[0]).toContain("/oauth2/v1/token");
});
