import fc from "fast-check";
import {
    canonicalText,
    countryCode,
    decimalId,
    flag,
    integerFrom,
    numberInRange,
    oneOf,
    plainDecimal,
    type Rule,
    secondsInSteps,
    text,
    textsOfForm,
    UNKNOWN,
    unescapedText,
    type Value,
} from "../../src/model/rules";

const codes = () => textsOfForm(/^[A-Z]{2}-\d{2}$/, "must be a list of codes", (code) => `<${code}>`);

/** A kind of rule with what it accepts, as `[given, kept]`, and what it refuses. */
interface Promised {
    readonly rule: () => Rule;
    readonly kind: string;
    readonly says: string;
    readonly accepts: readonly (readonly [given: unknown, kept: unknown])[];
    readonly refuses: readonly unknown[];
}

const PROMISED: Readonly<Record<string, Promised>> = {
    "a number in a range": {
        rule: () => numberInRange(-90, 90),
        kind: "number",
        says: "must be a number from -90 to 90",
        accepts: [
            [-90, -90],
            [90, 90],
            [" 37.50 ", 37.5],
            ["+1", 1],
            ["-1", -1],
            [".5", 0.5],
            ["12.", 12],
            ["1e1", 10],
            ["1E-10", 1e-10],
            ["12e+00", 12],
            [-0, 0],
        ],
        refuses: [
            -90.1,
            90.1,
            "",
            ".",
            "1e",
            "1.5.2",
            "x1",
            "1x",
            "1ex",
            "--1",
            "0x10",
            "Infinity",
            Number.NaN,
            true,
            [1],
            null,
        ],
    },
    "an integer from a minimum": {
        rule: () => integerFrom(1),
        kind: "integer",
        says: "must be an integer, 1 or more",
        accepts: [
            [1, 1],
            ["200", 200],
            [2 ** 53 - 1, 2 ** 53 - 1],
        ],
        refuses: [0, 1.5, 2 ** 53, "many"],
    },
    "seconds in steps": {
        rule: () => secondsInSteps(900, 85_500, 900),
        kind: "integer",
        says: "must be a whole number of seconds from 900 to 85500, in steps of 900",
        accepts: [
            [900, 900],
            ["85500", 85_500],
        ],
        refuses: [0, 86_400, 901, 900.5],
    },
    "seconds in steps of less than one": {
        rule: () => secondsInSteps(0, 10, 0.5),
        kind: "integer",
        says: "must be a whole number of seconds from 0 to 10, in steps of 0.5",
        accepts: [[1, 1]],
        refuses: [0.5],
    },
    "one of some words": {
        rule: () => oneOf(["IPV4", "IPV6"]),
        kind: "enum",
        says: "must be one of IPV4, IPV6",
        accepts: [
            ["IPV4", "IPV4"],
            [" ipv6 ", "IPV6"],
        ],
        refuses: ["IPV5", "", 4, undefined],
    },
    "a flag": {
        rule: () => flag(),
        kind: "boolean",
        says: "must be true or false",
        accepts: [
            [true, true],
            ["true", true],
            [false, false],
            ["false", false],
        ],
        refuses: ["yes", "", 0, 1, null],
    },
    "an id": {
        rule: () => decimalId(),
        kind: "id",
        says: 'must be an id in decimal digits, written as a string (for example "216196257331281920")',
        accepts: [
            ["0", "0"],
            [" 7 ", "7"],
            [2 ** 53 - 1, "9007199254740991"],
            ["9223372036854775807", "9223372036854775807"],
        ],
        refuses: ["", "01", "-1", "1a", "a1", "9223372036854775808", "10000000000000000000", 2 ** 53, 1.5, true, [7]],
    },
    "a country": {
        rule: () => countryCode(),
        kind: "string",
        says: 'must be a country code of two letters (ISO 3166-1 alpha-2, for example "US")',
        accepts: [
            ["US", "US"],
            [" de ", "DE"],
        ],
        refuses: ["", "XX", "USA", "AUS", "U", 7],
    },
    "a text": {
        rule: () => text(),
        kind: "string",
        says: "must be a string",
        accepts: [
            ["", ""],
            [" R&amp;D  ", " R&amp;D  "],
        ],
        refuses: [7, true, null],
    },
    "a text that is limited": {
        rule: () => text({ notEmpty: true, max: 3 }),
        kind: "string",
        says: "must be a non-empty string of at most 3 characters",
        accepts: [
            ["abc", "abc"],
            ["  a&amp;b  ", "  a&amp;b  "],
        ],
        refuses: ["", " \t\u00a0", "abcd"],
    },
    "a list of texts of a form": {
        rule: codes,
        kind: "strings",
        says: "must be a list of codes",
        accepts: [
            [[" ab-12 "], ["AB-12"]],
            [[], []],
            [
                ["CD-34", "AB-12", "cd-34"],
                ["CD-34", "AB-12"],
            ],
            [
                [UNKNOWN, "AB-12"],
                [UNKNOWN, "AB-12"],
            ],
        ],
        refuses: ["AB-12", undefined, ["AB-123"], ["AB-12", 7]],
    },
};

describe.each(Object.entries(PROMISED))("%s", (_what, { rule, kind, says, accepts, refuses }) => {
    it("describes itself", () => {
        expect(rule()).toMatchObject({ kind, says });
    });

    it.each(accepts)("accepts %j as %j", (given, kept) => {
        expect(rule().parse(given)).toEqual({ ok: true, value: kept });
    });

    it.each(refuses.map((given) => [given]))("refuses %j", (given) => {
        expect(rule().parse(given)).toEqual({ ok: false, problem: expect.stringMatching(/^must /) });
    });

    it("reads again what it has read", () => {
        for (const [, kept] of accepts) expect(rule().parse(kept)).toEqual({ ok: true, value: kept });
    });
});

it("each limit of a text is described", () => {
    expect(text({ notEmpty: true }).says).toBe("must be a non-empty string");
    expect(text({ max: 5 }).says).toBe("must be a string of at most 5 characters");
});

it("a refusal says which limit of a text is broken", () => {
    const limited = text({ notEmpty: true, max: 3 });
    expect(limited.parse(" ")).toEqual({ ok: false, problem: "must not be empty" });
    expect(limited.parse("abcd")).toEqual({ ok: false, problem: "must be at most 3 characters long" });
});

it.each([
    ["18:30", "18:30 is 66600"],
    ["7:00 pm", "7:00 pm is 68400"],
    ["12:15 AM", "12:15 AM is 900"],
    ["18:37", "18:37 is 67020; the nearest are 66600 and 67500"],
    ["23:59", "23:59 is 86340; the nearest is 85500"],
    ["25:00", undefined],
])("the time %s is answered with its seconds", (given, hint) => {
    const rule = secondsInSteps(0, 85_500, 900);
    expect(rule.parse(given)).toEqual({ ok: false, problem: hint ? `${rule.says}; ${hint}` : rule.says });
});

it.each([
    ["37,33", ", with a decimal point: 37.33"],
    [" -121,88 ", ", with a decimal point: -121.88"],
    ["1,000.5", ""],
    ["37,33,1", ""],
])("the decimal comma of %j is answered with a decimal point", (given, hint) => {
    const rule = numberInRange(-180, 180);
    expect(rule.parse(given)).toEqual({ ok: false, problem: `${rule.says}${hint}` });
});

it("an enum lists its values, for the docs", () => {
    expect(oneOf(["A", "B"]).values).toEqual(["A", "B"]);
});

it("a refused list names each item that has another form, shortened as the rule says", () => {
    expect(codes().parse(["AB-12", "x", 7, UNKNOWN])).toEqual({
        ok: false,
        problem: "must be a list of codes; not <x>, <7>",
    });
});

describe("meaning", () => {
    it("the order of a list has none", () => {
        expect(codes().meaning(["AB-12", "CD-34"])).toBe(codes().meaning(["CD-34", "AB-12"]));
        expect(codes().meaning(["AB-12", "CD-34"])).not.toBe(codes().meaning(["AB-12"]));
    });

    it("a list is not changed by asking for it", () => {
        const given = ["CD-34", "AB-12"];
        codes().meaning(given);
        expect(given).toEqual(["CD-34", "AB-12"]);
    });

    it("a text has it free of escapes and of spaces around it", () => {
        expect(text().meaning(" R&amp;D \t\u00a0 site ")).toBe("R&D site");
    });

    it.each<[string, () => Rule, Value]>([
        ["a number", () => numberInRange(0, 9), 7],
        ["an enum's value", () => oneOf(["A"]), "A"],
        ["a flag", flag, false],
        ["an id", decimalId, "7"],
        ["a country", countryCode, "US"],
    ])("%s means itself", (_what, rule, value) => {
        expect(rule().meaning(value)).toBe(value);
    });
});

describe("canonical text", () => {
    it.each([
        ["R&D", "R&D"],
        ["R&amp;D", "R&D"],
        ["R&amp;amp;D", "R&D"],
        ["&lt;b&gt;", "<b>"],
        ["&#x2a;.example.com", "*.example.com"],
        ["a&ampb", "a&ampb"],
    ])("%j is %j without escapes", (given, meant) => {
        expect(unescapedText(given)).toBe(meant);
        expect(canonicalText(given)).toBe(meant);
    });

    it("lines are kept, and runs of spaces are one", () => {
        expect(canonicalText("a \t\u00a0b\n\nc")).toBe("a b\n\nc");
    });
});

describe("a number is written in plain decimals", () => {
    it.each([
        [0, "0"],
        [37.5, "37.5"],
        [-121.8863286, "-121.8863286"],
        [1e-7, "0.0000001"],
        [-1.25e-7, "-0.000000125"],
        [1e-10, "0.0000000001"],
        [1e21, "1000000000000000000000"],
        [-1.5e21, "-1500000000000000000000"],
    ])("%d is %s", (number, written) => {
        expect(plainDecimal(number)).toBe(written);
    });

    it("that are read as the same number", () => {
        fc.assert(
            fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
                const written = plainDecimal(number);
                expect(written).toMatch(/^-?\d+(\.\d+)?$/);
                expect(Number(written)).toBe(number === 0 ? 0 : number);
            }),
        );
    });
});
