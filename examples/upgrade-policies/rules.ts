/** The properties of a group that the rules use. */
export interface Group {
    readonly urn: string;
    readonly name: string;
    readonly customerId: string;
    /** ISO 3166-1 alpha-2; `undefined` if unknown. */
    readonly country: string | undefined;
    readonly upgradeDay: string;
    /** Seconds after midnight. */
    readonly upgradeTimeInSecs: number;
    readonly profileId: string;
    readonly profileName: string | undefined;
}

export interface Violation {
    readonly urn: string;
    readonly message: string;
}

const DAYS = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"];
const DAY_SECS = 24 * 3_600;
const WEEK_SECS = 7 * DAY_SECS;
/** ZPA upgrades a group within four hours from its upgrade time. */
const WINDOW_SECS = 4 * 3_600;

/** Whether two windows overlap. Windows may cross midnight and the end of the week. */
export function windowsOverlap(a: Group, b: Group): boolean {
    const apart = Math.abs(windowStart(a) - windowStart(b));
    return Math.min(apart, WEEK_SECS - apart) < WINDOW_SECS;
}

const windowStart = ({ upgradeDay, upgradeTimeInSecs }: Group): number =>
    DAYS.indexOf(upgradeDay) * DAY_SECS + upgradeTimeInSecs;

/** Groups of one customer and one country whose windows overlap; each pair is reported once. */
export function overlappingWindows(groups: readonly Group[]): Violation[] {
    // The engine lists resources in the order in which it has registered them, which varies.
    const sorted = [...groups].sort((a, b) => (a.name < b.name ? -1 : 1));
    return sorted.flatMap((group, i) =>
        sorted
            .slice(0, i)
            .filter((other) => group.country !== undefined && group.country === other.country)
            .filter((other) => group.customerId === other.customerId && windowsOverlap(group, other))
            .map((other) => ({
                urn: group.urn,
                message:
                    `"${group.name}" and "${other.name}" are both in ${group.country} and upgrade at the same time ` +
                    `(${windowText(group)} and ${windowText(other)}, four hours each). Move one of the windows.`,
            })),
    );
}

function windowText({ upgradeDay, upgradeTimeInSecs }: Group): string {
    const twoDigits = (value: number) => String(Math.floor(value)).padStart(2, "0");
    return `${upgradeDay} ${twoDigits(upgradeTimeInSecs / 3_600)}:${twoDigits((upgradeTimeInSecs % 3_600) / 60)}`;
}

/** Critical groups with an early version profile. */
export function criticalOnEarlyProfile(
    groups: readonly Group[],
    { critical, earlyProfiles }: { critical: RegExp; earlyProfiles: readonly string[] },
): Violation[] {
    return groups
        .filter(({ name }) => critical.test(name))
        .filter(({ profileId, profileName = "" }) => [profileId, profileName].some((it) => earlyProfiles.includes(it)))
        .map(({ urn, name, profileId, profileName }) => ({
            urn,
            message: `"${name}" is critical and on the version profile "${profileName ?? profileId}". Use "Default" or "Previous Default".`,
        }));
}

/** The properties of a provisioning key that the rules use. */
export interface Key {
    readonly urn: string;
    readonly name: string;
    /** Seconds since 1970. */
    readonly expires: number | undefined;
    /** The addresses from which connectors can enroll. */
    readonly addresses: readonly string[] | undefined;
}

/** Keys that can be used at any time and from anywhere. */
export function unlimitedKeys(keys: readonly Key[]): Violation[] {
    return keys
        .filter(({ expires, addresses }) => expires === undefined && (addresses ?? []).length === 0)
        .map(({ urn, name }) => ({
            urn,
            message: `The key "${name}" never expires and can be used from anywhere. Set expirationInEpochSec or ipAcl.`,
        }));
}

/** Groups that no connector can join. `enrolled` holds the URNs of groups with a provisioning key or an enrollment. */
export function withoutEnrollment(groups: readonly Group[], enrolled: ReadonlySet<string>): Violation[] {
    return groups
        .filter(({ urn }) => !enrolled.has(urn))
        .map(({ urn, name }) => ({
            urn,
            message: `"${name}" has no ProvisioningKey and no ConnectorEnrollment, so no connector can join it.`,
        }));
}
