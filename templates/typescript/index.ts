import * as zpa from "pulumi-zpa-connectors";

const profile = zpa.getVersionProfileOutput({ name: "Default" });

const sanJose = new zpa.AppConnectorGroup("san-jose", {
    name: "San Jose DC1",
    location: "San Jose, CA, USA",
    latitude: 37.3382082,
    longitude: -121.8863286,
    upgradeDay: "SUNDAY",
    upgradeTimeInSecs: 66600,
    versionProfileId: profile.id,
});

export const groupId = sanJose.id;
