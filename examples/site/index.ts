import * as pulumi from "@pulumi/pulumi";
import * as zpa from "pulumi-zpa-connectors";
import { userDataOf } from "./userData";

const group = new zpa.AppConnectorGroup("san-jose", {
    name: "San Jose DC1",
    location: "San Jose, CA, USA",
    latitude: 37.3382,
    longitude: -121.8863,
});

const key = new zpa.ProvisioningKey("san-jose", {
    name: "san-jose",
    appConnectorGroupId: group.id,
    maxUsage: 2,
});

export const groupId = group.id;

/** The `userData` of two machines. It is a secret, because it contains the key. */
export const userData = pulumi.output(key.provisioningKey).apply(userDataOf);
