/**
 * How something about the service is known.
 *
 * - `recorded`: in requests and responses of a real tenant.
 * - `documented`: on a page of the vendor.
 * - `reported`: in public issue trackers, changelogs, and the code of the vendor's clients.
 * - `guessed`: nobody has seen it.
 */
export type How = "recorded" | "documented" | "reported" | "guessed";

/** Something that the emulator takes for the service's behaviour. */
interface Fact {
    readonly how: How;
    readonly says: string;
    /** The section of docs/zpa-api.md. */
    readonly section: string;
    /** The month of the recording. */
    readonly recorded?: string;
}

const recorded = (section: string, says: string, month = "2026-03"): Fact => ({
    how: "recorded",
    section,
    says,
    recorded: month,
});
const documented = (section: string, says: string): Fact => ({ how: "documented", section, says });
const reported = (section: string, says: string): Fact => ({ how: "reported", section, says });
const guessed = (section: string, says: string): Fact => ({ how: "guessed", section, says });

/**
 * All that an answer of the emulator can rest on. `npm run docs` makes the table of docs/emulator.md from it. Whatever
 * makes or changes an answer names its facts; without them it does not compile.
 */
export const FACTS = {
    "signIn.legacy": documented("authentication", "the legacy sign-in; the token's lifetime is a string"),
    "signIn.legacy.refused": documented("authentication", "legacy credentials that are not valid: 401"),
    "signIn.oneapi": recorded("authentication", "OneAPI's sign-in; the token's lifetime is a number"),
    "signIn.oneapi.assertion": documented("authentication", "OneAPI's sign-in with a private key"),
    "signIn.oneapi.refused": documented("authentication", "OneAPI credentials that are not valid: 400"),
    "signIn.oneapi.request": guessed("authentication", "a OneAPI sign-in with another grant or audience: 400"),
    "token.legacy": documented("authentication", "no valid token of the legacy API: 401 `access.denied`"),
    "token.oneapi": recorded("authentication", "no valid token of OneAPI: the gateway's 401"),
    "token.customer": guessed("errors", "the path of another customer: 403 and its body"),

    "request.path": guessed("errors", "an unknown path: 404 and its body"),
    "request.method": guessed("errors", "another method: 405 and its body"),
    "request.encoding": guessed("errors", "an invalid escape in a path: 400"),
    "request.size": guessed("errors", "a body of more than 1 MiB: 413 and its body"),
    "request.type": guessed("errors", "a body that is not JSON by its content type: 415 and its body"),
    "request.json": guessed("errors", "a body that is not a JSON object: 400 and its body"),
    "request.http": guessed("errors", "what is not valid HTTP: 400, 405, 408, 431 and their body"),

    "limits.legacy": documented("rate-limits-and-retries", "the legacy API's limits, 429 and `retry-after: 13s`"),
    "limits.oneapi.path": recorded("rate-limits-and-retries", "OneAPI's limits of a path, 429 and `retry-after: 4s`"),
    "limits.oneapi.minute": recorded("rate-limits-and-retries", "OneAPI's limit of a minute, and `x-ratelimit-…`"),
    "limits.oneapi.ids": guessed("rate-limits-and-retries", "whether OneAPI counts a path with ids for each id"),

    "object.unknown": recorded("errors", "an unknown id: 400 `resource.not.found` with the id"),
    "object.missing": documented("errors", "a required field is missing: `missing.mandatory.params`"),
    "object.invalid": documented("errors", "an invalid value: `invalid.resource.argument`"),
    "object.locked": guessed("locked-objects", "a change of a locked object: 400 `restricted.entity`"),
    "object.name": guessed("errors", "a name that is in use: 400, 409 or accepted"),
    "object.escapes": documented("writes", "HTML escapes in names, descriptions and locations"),
    "object.spaces": reported("writes", "collapsed spaces in names, and `nameWithoutTrim`"),
    "microtenant.scope": documented("endpoints", "`microtenantId` in the query: absent, `0`, an id, `null` for reads"),
    "microtenant.body": documented("the-groups-fields", "`microtenantId` in the body of a write"),
    "microtenant.refused": guessed("endpoints", "a `microtenantId` that is unknown, or `null` in a write"),

    "list.pages": recorded("lists", "pages: counts as strings, no `list` when empty, 20 objects by default"),
    "list.max": documented("lists", "`pagesize` is at most 500"),
    "list.page": guessed("lists", "a page or a `pagesize` that is not a number: 400"),
    "list.lag": reported("rate-limits-and-retries", "a list that does not return a write yet, if a test asks for it"),
    "search.operators": documented("lists", "the operators of `search`, and `AND`"),
    "search.word": recorded("lists", "a single word searches names"),
    "search.plus": recorded("lists", "plus signs for spaces in `search`"),
    "search.operand": recorded("lists", "an unknown operator: `filtering.input.invalid.operand`"),
    "search.case": guessed("lists", "`EQ` does not ignore case"),

    "group.list": recorded("endpoints", "groups: list, sorted by name"),
    "group.read": recorded("endpoints", "groups: read"),
    "group.create": recorded("writes", "groups: create, 201 without what only reads return"),
    "group.update": recorded("writes", "groups: update, merged, 204"),
    "group.delete": recorded("writes", "groups: delete, 204"),
    "group.unplaced": recorded("writes", "groups: an update without coordinates removes them"),
    "group.fields": documented("the-groups-fields", "groups: the fields, their rules and defaults"),
    "group.enabled": reported("the-groups-fields", "groups: disabled if a create omits `enabled`"),
    "group.place": recorded("the-groups-fields", "groups: city and country from the coordinates"),
    "group.lss": reported("the-groups-fields", "groups: a read returns a wrong `lssAppConnectorGroup`"),
    "group.profile": recorded("writes", "groups: the tenant's profile if there is no override"),
    "group.certificate": reported("enrollment-certificates", "groups: tenants that require `enrollmentCertId`"),
    "group.hosting": reported("the-groups-fields", "groups: `dcHostingInfo`, at most 64 characters"),
    "group.full": guessed("limits-of-a-tenant", "groups: the response of a tenant that is full"),
    "group.keys": guessed("provisioning-keys", "groups: one with keys is not deleted, `resource.referenced`"),
    "group.referenced": documented("errors", "groups: one in use is not deleted, `resource.referenced`"),
    "allowList.stored": documented("allow-lists", "allow lists of groups and keys, stored as they are sent"),
    "allowList.empty": guessed("allow-lists", "an empty allow list, stored as it is"),
    "allowList.address": guessed("allow-lists", "an item of an allow list that is no address: rejected"),

    "profile.list": documented("version-profiles", "version profiles: list, without `totalCount`"),
    "profile.tenant": reported("version-profiles", "the tenant's version profile"),
    "certificate.list": recorded("enrollment-certificates", "enrollment certificates: list"),
    "certificate.read": documented("endpoints", "enrollment certificates: read"),

    "key.list": recorded("provisioning-keys", "keys: list, sorted by name"),
    "key.read": recorded("provisioning-keys", "keys: read"),
    "key.create": recorded("provisioning-keys", "keys: create, 200 with the secret"),
    "key.update": recorded("provisioning-keys", "keys: update, merged, 204"),
    "key.delete": recorded("provisioning-keys", "keys: delete, 204"),
    "key.fields": documented("provisioning-keys", "keys: the fields, their rules and defaults"),
    "key.hidden": documented("provisioning-keys", "keys: no read returns the secret if `exportable` is `false`"),
    "key.exportable": documented("provisioning-keys", "keys: `exportable` cannot become `true` again"),
    "key.certificate": documented("provisioning-keys", "keys: a certificate without a private key is rejected"),
    "key.types": reported("endpoints", "keys: the association types, and an empty list of an unused one"),
    "key.type": guessed("endpoints", "keys: an unknown association type is rejected"),
    "key.usage": guessed("provisioning-keys", "keys: a `maxUsage` below `usageCount` is rejected"),
    "key.group": guessed("provisioning-keys", "keys: a group that is unknown or of another microtenant is rejected"),
    "key.full": guessed("limits-of-a-tenant", "keys: the response of a tenant that is full"),

    "code.confirm": reported("user-codes", "user codes: the path and the form of a confirmation"),
    "code.state": reported("user-codes", "user codes: the form of their status"),
    "code.path": reported("user-codes", "user codes: a path that only one of the vendor's clients calls"),
    "code.status": guessed("user-codes", "user codes: the text of `status`, and the connector's name"),
    "code.refused": guessed("user-codes", "user codes: ids and texts of errors, and how long a code is valid"),

    "connector.list": documented("endpoints", "connectors: list"),
    "connector.read": documented("endpoints", "connectors: read"),
    "connector.update": documented("software-updates", "connectors: update of `name`, `description`, `enabled`, 204"),
    "connector.delete": documented("endpoints", "connectors: delete one or several, 204"),
    "connector.durations": documented("software-updates", "connectors: the time since the last connection"),

    "microtenant.list": recorded("microtenants", "microtenants: list by precedence, with Default last"),
    "microtenant.read": recorded("microtenants", "microtenants: read"),
    "microtenant.create": recorded("microtenants", "microtenants: create, 201"),
    "microtenant.update": recorded("microtenants", "microtenants: update, 204"),
    "microtenant.delete": recorded("microtenants", "microtenants: delete, 204"),
    "microtenant.default": guessed("microtenants", "microtenants: the Default one cannot be changed"),
    "microtenant.used": guessed("microtenants", "microtenants: one with groups or keys is not deleted"),

    "schedule.read": reported("auto-delete-of-disconnected-connectors", "auto-delete: read, with an id in a string"),
    "schedule.number": documented(
        "auto-delete-of-disconnected-connectors",
        "auto-delete: at the other path, the id is a number",
    ),
    "schedule.write": documented("auto-delete-of-disconnected-connectors", "auto-delete: create and update, 204"),
    "schedule.second": reported(
        "auto-delete-of-disconnected-connectors",
        "auto-delete: a second create is `resource.already.exist`",
    ),
    "schedule.none": guessed("auto-delete-of-disconnected-connectors", "auto-delete: a read without a schedule"),
    "schedule.microtenant": guessed(
        "auto-delete-of-disconnected-connectors",
        "auto-delete: each microtenant has its own schedule",
    ),
    "schedule.applied": guessed(
        "auto-delete-of-disconnected-connectors",
        "auto-delete: connectors are deleted at each write of the schedule",
    ),

    "vendor.summary": reported("endpoints", "ids and names of groups, paged"),
    "vendor.serverGroups": reported("endpoints", "the server groups of a group"),
    "vendor.keysOfGroup": reported("endpoints", "the keys of a group, a bare array"),
    "vendor.microtenantSummary": recorded("endpoints", "ids and names of microtenants, a bare array"),
    "vendor.microtenantSearch": reported("microtenants", "`POST /microtenants/search`"),
    "vendor.authDomains": recorded("endpoints", "sign-in domains"),
    "vendor.policy": recorded("endpoints", "the access policy, which the vendor's provider reads", "2025-12"),

    "transient.contention": reported("errors", "400 and 409 of the service under contention"),
    "transient.limit": documented("errors", "429 `invalid.toomanyrequests` of the legacy API"),
    "transient.unavailable": documented("errors", "503 `retryable.server.error` with `retry-after`"),
    "transient.repeated": reported("whose-answer-it-is", "rejections that the vendor's clients repeat"),
    "other.notFound": reported("whose-answer-it-is", "`resource.not.found` that names another thing"),
    "other.permission": reported("whose-answer-it-is", "401 and 403 that are not about the token"),
    "gateway.answer": reported("whose-answer-it-is", "answers of what stands before the service"),
    "gateway.spoiled": reported("whose-answer-it-is", "rounded numbers and capped pages"),
} as const satisfies Readonly<Record<string, Fact>>;

export type FactName = keyof typeof FACTS;
/** What an answer rests on: at least one fact. */
export type Known = readonly [FactName, ...FactName[]];
/** What is not an answer of the service: the emulator's own, or what a test has asked for with a fault. */
export const OWN = "own";
export type Source = Known | typeof OWN;

export const factOf = (name: FactName): Fact => FACTS[name];

const STRENGTH: readonly How[] = ["guessed", "reported", "documented", "recorded"];

export const placeOf = (name: FactName) => `docs/zpa-api.md#${FACTS[name].section}`;

/** What an answer with only this fact rests on. */
export const just = (name: FactName): Known => SINGLE[name];
const SINGLE = Object.fromEntries(Object.keys(FACTS).map((name) => [name, [name]])) as unknown as Record<
    FactName,
    Known
>;

const unions = new WeakMap<Known, Map<string, Known>>();

/** Both lists of facts, each fact once. The same lists result in the same array. */
export function union(known: Known, more: readonly FactName[]): Known {
    if (more.every((name) => known.includes(name))) return known;
    const key = more.length === 1 ? more[0]! : more.join(" ");
    const made = unions.get(known) ?? new Map<string, Known>();
    unions.set(known, made);
    const same = made.get(key);
    if (same) return same;
    const both: Known = [...known, ...new Set(more.filter((name) => !known.includes(name)))];
    made.set(key, both);
    return both;
}

/** What follows from the facts of an answer. */
interface Judgement {
    /** How it is known: as its weakest fact. */
    readonly how: How | typeof OWN;
    /** The guesses among the facts. */
    readonly guesses: readonly FactName[];
    /** The value of the response header `x-emulator-evidence`. */
    readonly header: string;
}

const JUDGED_OWN: Judgement = { how: OWN, guesses: [], header: OWN };
const judgements = new WeakMap<Known, Judgement>();

export function judge(source: Source): Judgement {
    if (source === OWN) return JUDGED_OWN;
    const made = judgements.get(source);
    if (made) return made;
    const how = STRENGTH.find((each) => source.some((name) => FACTS[name].how === each))!;
    const guesses = source.filter((name) => FACTS[name].how === "guessed");
    const facts = source.map((name) => `${name} (${FACTS[name].how}, zpa-api.md#${FACTS[name].section})`);
    const judgement = { how, guesses, header: [how, ...facts].join("; ") };
    judgements.set(source, judgement);
    return judgement;
}
