import * as pulumi from "@pulumi/pulumi";
import * as zpa from "pulumi-zpa-connectors";

const config = new pulumi.Config();
const codes = config.requireSecretObject<string[]>("codes");

const group = new zpa.AppConnectorGroup("san-jose", {
    name: "San Jose DC1",
    location: "San Jose, CA, USA",
    latitude: 37.3382,
    longitude: -121.8863,
});

const enrollment = new zpa.ConnectorEnrollment("san-jose", {
    appConnectorGroupId: group.id,
    userCodes: codes,
});

/** The connectors of the group, after their codes are confirmed. */
export const connectors = zpa
    .getAppConnectorsOutput({ appConnectorGroupId: enrollment.appConnectorGroupId })
    .apply((found) => found.map(({ name, controlChannelStatus }) => ({ name, controlChannelStatus })));
