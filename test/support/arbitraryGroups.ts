import fc from "fast-check";

/** Texts as people and services write them, without spaces that mean nothing. */
const text = (maxLength: number) =>
    fc
        .array(fc.constantFrom("San", "José", "R&D", "*.example.com", "DC", "1", "東京", "<b>", "'x'", "a/b"), {
            minLength: 1,
            maxLength: 4,
        })
        .map((words) => words.join(" ").slice(0, maxLength).trim());

const coordinate = (limit: number) =>
    fc.integer({ min: -limit * 1e6, max: limit * 1e6 }).map((n) => (n === 0 ? 0 : n / 1e6));
const id = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String);

/** Addresses and subnets in canonical spelling. */
const subnet = fc.oneof(
    fc.tuple(fc.nat(255), fc.nat(255)).map(([a, b]) => `10.${a}.${b}.0/24`),
    fc.ipV4().filter((address) => !address.startsWith("10.")),
    fc.integer({ min: 1, max: 0xffff }).map((n) => `2001:db8:${n.toString(16)}::/48`),
);

/** Any valid group, in canonical spelling. */
export function groupArgs(): fc.Arbitrary<Record<string, unknown>> {
    return fc
        .record(
            {
                name: text(255),
                location: text(255),
                latitude: coordinate(90),
                longitude: coordinate(180),
                description: fc.oneof(fc.constant(""), text(300)),
                enabled: fc.boolean(),
                cityCountry: text(60),
                countryCode: fc.constantFrom("US", "DE", "JP"),
                upgradeDay: fc.constantFrom(
                    "SUNDAY",
                    "MONDAY",
                    "TUESDAY",
                    "WEDNESDAY",
                    "THURSDAY",
                    "FRIDAY",
                    "SATURDAY",
                ),
                upgradeTimeInSecs: fc.integer({ min: 0, max: 95 }).map((n) => n * 900),
                versionProfileId: fc.oneof(fc.constantFrom("0", "1", "2"), id),
                dnsQueryType: fc.constantFrom("IPV4_IPV6", "IPV4", "IPV6"),
                tcpQuickAck: fc.boolean(),
                useInDrMode: fc.boolean(),
                wafDisabled: fc.boolean(),
                praEnabled: fc.boolean(),
                lssAppConnectorGroup: fc.boolean(),
                enrollmentCertId: id,
                dcHostingInfo: text(64),
                ipAcl: fc.uniqueArray(subnet, { maxLength: 4, selector: (written) => written.split("/")[0]! }),
                microtenantId: fc.oneof(fc.constant("0"), id),
            },
            { requiredKeys: ["name", "location", "latitude", "longitude"] },
        )
        .map(({ tcpQuickAck, ...args }) =>
            tcpQuickAck === undefined
                ? args
                : {
                      ...args,
                      tcpQuickAckApp: tcpQuickAck,
                      tcpQuickAckAssistant: tcpQuickAck,
                      tcpQuickAckReadAssistant: tcpQuickAck,
                  },
        );
}

const NUMBERS = new Set(["latitude", "longitude", "upgradeTimeInSecs"]);
const ENUMS = new Set(["upgradeDay", "dnsQueryType", "countryCode"]);
const TEXTS = new Set(["name", "location", "description", "cityCountry", "dcHostingInfo"]);

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&#62;", "*": "&#x2a;", "'": "&#39;" };

/** The same group, each value perhaps written in another way. */
export function spelledOtherwise(args: Record<string, unknown>): fc.Arbitrary<Record<string, unknown>> {
    const spellings = Object.entries(args).map(([key, value]) =>
        fc.constantFrom(...otherSpellings(key, value)).map((v) => [key, v] as const),
    );
    return fc.tuple(...spellings).map((entries) => Object.fromEntries(entries));
}

function otherSpellings(key: string, value: unknown): unknown[] {
    const written = String(value);
    if (NUMBERS.has(key))
        return [
            value,
            written,
            written.includes(".") && !written.includes("e") ? `${written}0` : written,
            ` ${written}`,
        ];
    if (ENUMS.has(key)) return [value, written.toLowerCase(), ` ${written} `];
    if (TEXTS.has(key))
        return [value, written.replace(/[&<>*']/g, (c) => ESCAPES[c]!), written.replaceAll(" ", "  "), ` ${written} `];
    if (Array.isArray(value))
        return [value, value.toReversed().map((item: string) => item.replace("::", ":0:0::").toUpperCase())];
    return [value, typeof value === "boolean" ? written : value];
}
