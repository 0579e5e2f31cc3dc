import { atMostOne, type Failure, type ResourceModel, type Values } from "../../model/resourceModel";
import { UNKNOWN } from "../../model/rules";
import { FIELDS } from "./fields";

const TCP_QUICK_ACK = ["tcpQuickAckApp", "tcpQuickAckAssistant", "tcpQuickAckReadAssistant"] as const;

/** Source: docs/zpa-api.md#the-groups-fields */
function tcpQuickAckFlagsAreEqual(args: Values): Failure[] {
    const values = TCP_QUICK_ACK.map((name) => args[name] ?? false);
    if (values.includes(UNKNOWN) || new Set(values).size === 1) return [];
    return TCP_QUICK_ACK.filter((_, i) => values[i] === true).map((property) => ({
        property,
        reason: `the three flags ${TCP_QUICK_ACK.join(", ")} must have the same value; they are ${values.join(", ")}`,
    }));
}

/** Source: docs/zpa-api.md#the-groups-fields */
function overrideHasItsProfile(args: Values): Failure[] {
    const { overrideVersionProfile: override, versionProfileId: id, versionProfileName: name } = args;
    const property = "overrideVersionProfile";
    if (override === true && id === undefined && name === undefined) {
        return [{ property, reason: NO_PROFILE }];
    }
    const isDefault = name === undefined && (id === undefined || id === "0" || id === UNKNOWN);
    if (override !== false || isDefault) return [];
    const given = name === undefined ? "versionProfileId" : "versionProfileName";
    const reason =
        `is false, which contradicts the version profile ${JSON.stringify(name ?? id)}. To use that profile, remove ` +
        `overrideVersionProfile. To use the tenant's default profile, remove ${given} and keep overrideVersionProfile: false`;
    return [{ property, reason }];
}

const NO_PROFILE =
    "is true, but no version profile is given. Set versionProfileId or versionProfileName, or remove " +
    "overrideVersionProfile to use the tenant's default profile";

/** A version profile implies an override. */
function imply(args: Values): Values {
    const { versionProfileId: id, versionProfileName: name, overrideVersionProfile } = args;
    if (overrideVersionProfile !== undefined || (id === undefined && name === undefined)) return args;
    return { ...args, overrideVersionProfile: true };
}

/**
 * If the profile is not overridden, the service reports the tenant's default profile, which is not a property of the
 * group. Source: docs/zpa-api.md#writes
 */
const withoutUnusedProfile = (observed: Values): Values =>
    observed.overrideVersionProfile === true ? observed : { ...observed, versionProfileId: "0" };

/** The model of an App Connector group. It loads nothing else of the package, because programs load it. */
export const GROUP_MODEL: ResourceModel = {
    type: "AppConnectorGroup",
    noun: "App Connector group",
    fields: FIELDS,
    rules: [tcpQuickAckFlagsAreEqual, atMostOne("versionProfileName", "versionProfileId"), overrideHasItsProfile],
    references: [
        {
            name: "versionProfileName",
            id: "versionProfileId",
            list: "profiles",
            doc: "The name of the version profile. Mutually exclusive with `versionProfileId`.",
        },
    ],
    outputs: { connectorGroupType: { type: "string", doc: "The type of the group that the service reports, `APP`." } },
    imply,
    correct: withoutUnusedProfile,
};
