import * as pulumi from "@pulumi/pulumi";
import * as zpa from "pulumi-zpa-connectors";

const config = new pulumi.Config();

const profile = zpa.getVersionProfileOutput({ name: "Default" });

const sanJose = new zpa.AppConnectorGroup("san-jose", {
    name: "App Connector group",
    description: "App Connector group in San Jose",
    location: "San Jose, CA, USA",
    latitude: "37.3382082",
    longitude: "-121.8863286",
    upgradeDay: "SUNDAY",
    upgradeTimeInSecs: config.getNumber("upgradeTimeInSecs") ?? 66_600,
    versionProfileId: profile.id,
});

// App Connectors join the group with the key. Its value is a secret output.
const key = new zpa.ProvisioningKey("san-jose-key", {
    name: "san-jose",
    appConnectorGroupId: sanJose.id,
    maxUsage: 2,
});

export const groupId = sanJose.id;
export const cityCountry = sanJose.cityCountry;
export const provisioningKey = key.provisioningKey;
