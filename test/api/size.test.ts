import { gzipSync } from "node:zlib";
import { createClient } from "../../src/api/client";
import { parseError } from "../../src/api/retry/errorBody";
import { httpTransport } from "../../src/api/transport";
import { canonicalText, unescapedText } from "../../src/model/rules";
import { failureOf, fakeClock, instant, isSignIn, type TinyService, TOKEN, tinyService } from "./support";

let service: TinyService;
beforeAll(async () => {
    service = await tinyService();
});
afterAll(() => service.close());

const failure = (body: Buffer | string, status = 200, headers: Record<string, string> = {}) => {
    service.answer = (_, asked) => (isSignIn(asked) ? TOKEN : { status, headers, body });
    service.asked.length = 0;
    const transport = httpTransport({ maxAnswerBytes: 1024 * 1024 });
    return failureOf(createClient(service.settings, { ...instant(fakeClock()), transport }).listVersionProfiles());
};

describe("an answer that is too large", () => {
    const PAGE = `{"list":[${" ".repeat(20 * 1024 * 1024)}]}`;

    it.each([
        ["compressed", gzipSync(PAGE), { "content-encoding": "gzip" }],
        ["not compressed", PAGE, {}],
    ])("and %s is an error of its own, and is not asked for again", async (_, body, headers) => {
        const error = await failure(body, 200, headers);
        expect(error).toMatchObject({ code: "UNEXPECTED_ANSWER", status: 200, method: "GET" });
        expect(error.message).toMatch(/answered 200 with more than 1 MiB.*zpa:baseUrl and HTTPS_PROXY/);
        expect(service.asked.filter((asked) => !isSignIn(asked))).toHaveLength(1);
    });

    it("and reports an error keeps its status", async () => {
        const error = await failure(gzipSync(`<h1>Blocked</h1>${" ".repeat(20 * 1024 * 1024)}`), 422, {
            "content-encoding": "gzip",
        });
        expect(error).toMatchObject({ status: 422, reason: "Blocked" });
    });

    it("but not larger than the limit is read whole", async () => {
        service.answer = (_, asked) =>
            isSignIn(asked)
                ? TOKEN
                : { headers: { "content-encoding": "gzip" }, body: gzipSync(`{"list":[${" ".repeat(900_000)}]}`) };
        const client = createClient(service.settings, {
            ...instant(fakeClock()),
            transport: httpTransport({ maxAnswerBytes: 1024 * 1024 }),
        });
        await expect(client.listVersionProfiles()).resolves.toMatchObject({ objects: [] });
    });
});

describe("the text of an error", () => {
    const MB = 1024 * 1024;
    it.each([
        ["<style".repeat((10 * MB) / 6)],
        ["<".repeat(10 * MB)],
        [`<h1>Blocked</h1>${"<script>".repeat(MB)}`],
        [`${" ".repeat(10 * MB)}x`],
        [`<a ${"b=".repeat(5 * MB)}`],
        ["&".repeat(10 * MB)],
        ["eyJ-".repeat(2 * MB)],
        ["-----BEGIN PRIVATE KEY-----".repeat(300_000)],
        [`{"reason":"${"x".repeat(9 * MB)}"}`],
        [`[${"1,".repeat(5 * MB)}1]`],
        [`${'{"a":'.repeat(MB)}1`],
    ])("of megabytes is cut: %.20s", (body) => {
        const { reason = "", id = "", params = [] } = parseError(body);
        expect(reason.length + id.length + params.join().length).toBeLessThan(600);
    });

    it("in JSON is cut and keeps its id", () => {
        const long = "x".repeat(5 * MB);
        const error = parseError(
            JSON.stringify({
                id: "resource.referenced",
                reason: long,
                params: [long.slice(0, 2 * MB), ...Array(900).fill("y")],
            }),
        );
        expect(error.id).toBe("resource.referenced");
        expect(error.reason).toMatch(/^x{500}…$/);
        expect(error.params!.length).toBeLessThanOrEqual(20);
        expect(error.params![0]).toMatch(/^x{500}…$/);
    });

    it("of a page is its words", () => {
        expect(parseError("<style>a{}</style><p>Not <b>here</b></p><SCRIPT>if (a<b) c()</SCRIPT> 1 < 2").reason).toBe(
            "Not here 1 < 2",
        );
    });
});

describe("HTML escapes", () => {
    it.each([
        ["R&amp;D", "R&D"],
        ["R&amp;amp;amp;D", "R&D"],
        ["&amp;amp;lt;b&amp;gt;", "<b>"],
        ["&#38;#38;#x26;amp;lt;", "<"],
        ["&amp", "&amp"],
    ])("%s is %s", (escaped, text) => expect(unescapedText(escaped)).toBe(text));

    it.each(["amp;", "#38;", "#x26;", "AMP;", "#0038;amp;"])("nested &%s of 2 MB are decoded", (nested) => {
        expect(canonicalText(`&${nested.repeat(400_000)}lt;`)).toBe("<");
    });
});
