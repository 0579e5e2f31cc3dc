import * as pulumi from "@pulumi/pulumi";
import * as zpa from "pulumi-zpa-connectors";
import { userDataOf } from "./userData";

const config = new pulumi.Config();

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
    // The public addresses of the site's machines.
    ipAcl: config.getObject<string[]>("egress") ?? ["203.0.113.0/28"],
    // For example 2027-01-31T12:00:00Z. Without it, the key does not expire.
    expirationInEpochSec: config.get("keyExpires"),
});

// One schedule per tenant: ZPA deletes connectors whose machines have been gone for a month.
new zpa.AppConnectorAutoDelete("dead-connectors", { frequencyInterval: 30 });

export const groupId = group.id;

/** The `userData` of two machines. It is a secret, because it contains the key. */
export const userData = pulumi.output(key.provisioningKey).apply(userDataOf);
