import fc from "fast-check";
import { cut, jsonText, printable, quoted, shown } from "../../src/model/outsideText";
import { HOSTILE_TEXTS, harmIn } from "../support/hostileTexts";

describe("text from outside in a message", () => {
    it.each(HOSTILE_TEXTS)("is harmless: $what", ({ text }) => {
        for (const safe of [shown(text), quoted(text), quoted({ text }), printable(text), jsonText({ text }, 2)])
            expect(harmIn(safe)).toEqual([]);
    });

    it.each(HOSTILE_TEXTS)("is harmless at the start of a line: $what", ({ text }) => {
        expect(harmIn(`Listed:\n${shown(text)}\n  ${shown(text)}\n${quoted(text)}`)).toEqual([]);
        expect(harmIn(printable(`Listed:\n  ${text}`))).toEqual([]);
    });

    it.each(HOSTILE_TEXTS)("is the same data as JSON: $what", ({ text }) => {
        expect(JSON.parse(jsonText({ text }))).toEqual({ text });
    });

    it("is on one line, so that it cannot add lines of its own", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), (text) => {
                expect(shown(text)).not.toMatch(/[\n\r]/);
                expect(quoted(text)).not.toMatch(/[\n\r]/);
            }),
        );
    });

    it.each(["San Jose DC1", "München – Süd", "東京 (本社)", "R&D #1: a::b", "C:\\temp", "50 %"])(
        "is not changed without a reason: %s",
        (text) => {
            expect(shown(text)).toBe(text);
            expect(quoted(text)).toBe(JSON.stringify(text));
            expect(printable(text)).toBe(text);
        },
    );

    it("stays as it is when it passes twice", () => {
        for (const { text } of HOSTILE_TEXTS) expect(printable(printable(text))).toBe(printable(text));
    });

    it("is cut", () => {
        expect(shown("x".repeat(5_000_000))).toHaveLength(501);
        expect(quoted("x".repeat(5_000_000)).length).toBeLessThan(510);
        expect(quoted({ a: "x".repeat(5_000_000) }).length).toBeLessThan(1_010);
        expect(cut("ab😀", 3)).toBe("ab…");
    });

    const LONG = "A".repeat(40);
    it.each([
        `Authorization: Bearer ${LONG}`,
        `client_id=x&client_secret=${LONG}&grant_type=y`,
        `{"client_secret" : "${LONG}"}`,
        `token eyJhbGciOiJSUzI1NiJ9.${LONG}.${LONG}`,
        `-----BEGIN RSA PRIVATE KEY-----\n${LONG}\n-----END RSA PRIVATE KEY-----`,
        `-----BEGIN PRIVATE KEY-----\n${LONG}`,
        `key 3|api.private.zscaler.com|${LONG}`,
    ])("has no secret of a known form: %s", (text) => {
        expect(shown(text)).not.toContain("AAAA");
        expect(shown(text)).toContain("[secret]");
        expect(quoted(text)).not.toContain("AAAA");
    });
});
