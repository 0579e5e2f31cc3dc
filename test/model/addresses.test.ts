import { sameValue } from "../../src/model/canonical";
import { UNKNOWN } from "../../src/model/rules";
import { validate } from "../../src/model/validate";
import { GROUP_MODEL } from "../../src/resources/appConnectorGroup/model";
import { KEY_MODEL } from "../../src/resources/provisioningKey/model";

const { ipAcl } = GROUP_MODEL.fields;
const RULE = 'must be a list of IP addresses and subnets, for example ["203.0.113.7", "2001:db8::/32"]';

const problemsOf = (value: unknown) =>
    [GROUP_MODEL, KEY_MODEL].map(
        (model) => validate(model, { ipAcl: value }).failures.find(({ property }) => property === "ipAcl")?.reason,
    );

describe("an allow list", () => {
    it.each([
        [["203.0.113.7", "10.0.0.0/8", "0.0.0.0/0"]],
        [["2001:db8::1", "2001:DB8:0:0::/32", "::/0", "::ffff:10.0.0.1"]],
        [["10.0.0.1/24", UNKNOWN, UNKNOWN]],
        [[]],
    ])("may be %j, and is sent as it is written", (value) => {
        expect(problemsOf(value)).toEqual([undefined, undefined]);
        expect(validate(GROUP_MODEL, { ipAcl: value }).args.ipAcl).toEqual(value);
    });

    it.each([
        [["10.0.0.1/33"], '; not "10.0.0.1/33"; it is ["10.0.0.1/33"]'],
        [[" 10.0.0.1", "10.0.0.1 ", "10.0.0.0 /8"], '; not " 10.0.0.1", "10.0.0.1 ", "10.0.0.0 /8"'],
        [["010.0.0.1"], '; not "010.0.0.1"'],
        [["10.0.1"], '; not "10.0.1"'],
        [["0x7f.1"], '; not "0x7f.1"'],
        [["10.0.0.1-10.0.0.9"], '; not "10.0.0.1-10.0.0.9"'],
        [["10.0.0.1/255.0.0.0"], '; not "10.0.0.1/255.0.0.0"'],
        [["fe80::1%eth0"], '; not "fe80::1%eth0"'],
        [["1::2::3"], '; not "1::2::3"'],
        [["example.com", ""], '; not "example.com", ""'],
        [[7, null], "; not 7, null"],
        ["10.0.0.1", '; it is "10.0.0.1"'],
        [{}, "; it is {}"],
    ])("is not %j", (value, more) => {
        for (const problem of problemsOf(value)) expect(problem).toContain(`${RULE}${more}`);
    });

    it.each([
        [["::1", "10.0.0.1", "0:0::1"], '"::1" and "0:0::1"'],
        [["10.0.0.1", "10.0.0.1/32"], '"10.0.0.1" and "10.0.0.1/32"'],
        [["10.0.0.0/8", "10.1.2.3/8"], '"10.0.0.0/8" and "10.1.2.3/8"'],
    ])("of a program names nothing twice: %j", (value, both) => {
        for (const problem of problemsOf(value))
            expect(problem).toContain(`must not name an address twice; ${both} are equal`);
    });

    it.each([
        [
            ["10.0.0.1", "::1"],
            ["0:0::1", "10.0.0.1/32"],
        ],
        [["10.0.0.1/24"], ["10.0.0.0/24"]],
        [["2001:DB8::A"], ["2001:db8:0::a/128", "2001:db8::a"]],
        [undefined, []],
    ])("%j is the same as %j", (one, other) => {
        expect(sameValue(ipAcl, one, other)).toBe(true);
        expect(sameValue(ipAcl, other, one)).toBe(true);
    });

    it.each([
        [["10.0.0.1"], []],
        [["10.0.0.0/8"], ["10.0.0.0/9"]],
        [["::a00:1"], ["10.0.0.1"]],
        [[UNKNOWN], [UNKNOWN]],
        [["10.0.0.1"], "10.0.0.1"],
    ])("%j is not the same as %j", (one, other) => {
        expect(sameValue(ipAcl, one, other)).toBe(false);
    });
});
