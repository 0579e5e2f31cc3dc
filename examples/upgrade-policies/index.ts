import { PolicyPack, type PolicyResource, type StackValidationPolicy } from "@pulumi/policy";
import { iso1A2Code } from "@rapideditor/country-coder";
import {
    criticalOnEarlyProfile,
    type Group,
    type Key,
    overlappingWindows,
    unlimitedKeys,
    type Violation,
    withoutEnrollment,
} from "./rules";

const TYPES = "pulumi-nodejs:dynamic/zpa:";
const ENROLLMENTS = [`${TYPES}ProvisioningKey`, `${TYPES}ConnectorEnrollment`];

const groupsOf = (resources: readonly PolicyResource[]): Group[] =>
    resources.filter(({ type }) => type === `${TYPES}AppConnectorGroup`).map(groupOf);

/** At preview these are the checked inputs, including defaults. */
function groupOf({ urn, props }: PolicyResource): Group {
    return {
        urn,
        name: props.name,
        customerId: props.customerId,
        // ZPA derives the country when it creates the group, so a preview derives it from the coordinates.
        country: props.countryCode ?? iso1A2Code([Number(props.longitude), Number(props.latitude)]) ?? undefined,
        upgradeDay: props.upgradeDay,
        upgradeTimeInSecs: Number(props.upgradeTimeInSecs),
        profileId: props.versionProfileId,
        profileName: props.versionProfileName,
    };
}

const keysOf = (resources: readonly PolicyResource[]): Key[] =>
    resources
        .filter(({ type }) => type === `${TYPES}ProvisioningKey`)
        .map(({ urn, props }) => ({
            urn,
            name: props.name,
            expires: props.expirationInEpochSec,
            addresses: props.ipAcl,
        }));

/** The groups to which a key or an enrollment of the program refers, also before they have an id. */
function enrolledGroups(resources: readonly PolicyResource[]): Set<string> {
    const enrollments = resources.filter(({ type }) => ENROLLMENTS.includes(type));
    return new Set(
        enrollments.flatMap((it) => it.propertyDependencies.appConnectorGroupId?.map(({ urn }) => urn) ?? []),
    );
}

const rule = (
    policy: Omit<StackValidationPolicy, "validateStack">,
    violations: (resources: PolicyResource[], config: Record<string, string[] & string>) => Violation[],
): StackValidationPolicy => ({
    ...policy,
    validateStack: ({ resources, getConfig }, report) => {
        for (const { message, urn } of violations(resources, getConfig())) report(message, urn);
    },
});

new PolicyPack("zpa-upgrade-policies", {
    enforcementLevel: "mandatory",
    policies: [
        rule(
            { name: "group-has-enrollment", description: "Every group has a provisioning key or an enrollment." },
            (resources) => withoutEnrollment(groupsOf(resources), enrolledGroups(resources)),
        ),
        rule(
            {
                name: "key-expires-or-is-bound",
                description: "Every provisioning key expires or has an allow list.",
                enforcementLevel: "advisory",
            },
            (resources) => unlimitedKeys(keysOf(resources)),
        ),
        rule(
            {
                name: "windows-apart-in-country",
                description: "No two groups of one country upgrade in overlapping four-hour windows.",
            },
            (resources) => overlappingWindows(groupsOf(resources)),
        ),
        rule(
            {
                name: "critical-not-early",
                description: "Critical groups do not get a new release first.",
                configSchema: {
                    properties: {
                        /** A regular expression for the names of critical groups. */
                        critical: { type: "string", default: "critical" },
                        /** Version profiles by id or name. Add the ids of your tenant's own early profiles. */
                        earlyProfiles: {
                            type: "array",
                            items: { type: "string" },
                            default: ["2", "New Release", "New Release - el8"],
                        },
                    },
                },
            },
            (resources, { critical, earlyProfiles }) =>
                criticalOnEarlyProfile(groupsOf(resources), {
                    critical: new RegExp(critical!, "i"),
                    earlyProfiles: earlyProfiles!,
                }),
        ),
    ],
});
