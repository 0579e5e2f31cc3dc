import { quoted } from "./outsideText";
import { failed, ok, type Rule, UNKNOWN } from "./rules";

const SAYS = 'must be a list of IP addresses and subnets, for example ["203.0.113.7", "2001:db8::/32"]';

/**
 * A set of IP addresses and subnets (IPv4 and IPv6). They are stored and sent as the program spells them. Order and
 * spelling are no difference, and neither are bits of an address beyond the prefix of its subnet.
 */
export function addresses(): Rule<readonly string[]> {
    return {
        kind: "strings",
        says: SAYS,
        absent: [],
        parse(value) {
            if (!Array.isArray(value)) return failed(SAYS);
            const wrong = value.filter((item) => canonicalSubnet(item) === undefined);
            if (wrong.length > 0) return failed(`${SAYS}; not ${wrong.map((item) => quoted(item)).join(", ")}`);
            const items = value as string[];
            return ok(items.filter((_, i) => earlier(items, i) === undefined));
        },
        meaning: (items) => JSON.stringify(items.map(canonicalSubnet).sort()),
        argumentProblem(items) {
            const twice = items.findIndex((_, i) => earlier(items, i) !== undefined);
            if (twice < 0) return undefined;
            const [first, second] = [earlier(items, twice), items[twice]].map((item) => quoted(item));
            return `must not name an address twice; ${first} and ${second} are equal`;
        },
    };
}

/** The item before this one that names the same addresses. Two items that are not known yet may differ. */
const earlier = (items: readonly string[], i: number): string | undefined =>
    items.slice(0, i).find((other) => other !== UNKNOWN && canonicalSubnet(other) === canonicalSubnet(items[i]));

/** An address or a subnet as the first address and the length of the prefix; `undefined` if it is neither. */
function canonicalSubnet(item: unknown): string | undefined {
    if (typeof item !== "string" || item === UNKNOWN) return item === UNKNOWN ? UNKNOWN : undefined;
    // Loaded here because few programs have such a list.
    const { IPv4, IPv6 } = require("ipaddr.js") as typeof import("ipaddr.js");
    const isV6 = item.includes(":");
    const subnet = item.includes("/") ? item : `${item}/${isV6 ? 128 : 32}`;
    // The library also reads octal, hexadecimal and short forms of IPv4 addresses, and zones of IPv6 addresses.
    const isValid = isV6 ? IPv6.isValidCIDR(subnet) && !subnet.includes("%") : IPv4.isValidCIDRFourPartDecimal(subnet);
    if (!isValid) return undefined;
    const family = isV6 ? IPv6 : IPv4;
    return `${family.networkAddressFromCIDR(subnet).toString()}/${family.parseCIDR(subnet)[1]}`;
}
