import * as pulumi from "@pulumi/pulumi";
import * as zpa from "pulumi-zpa-connectors";

const config = new pulumi.Config();
/** The keys that exist. */
const names = config.getObject<string[]>("keys") ?? ["san-jose-a"];
/** The key that new machines get. */
const current = config.get("current") ?? names[0]!;
/** Disabled keys, with which no machine can enroll. */
const retired = config.getObject<string[]>("retired") ?? [];

const group = new zpa.AppConnectorGroup("san-jose", {
    name: "San Jose DC1",
    location: "San Jose, CA, USA",
    latitude: 37.3382,
    longitude: -121.8863,
});

const keys = names.map(
    (name) =>
        new zpa.ProvisioningKey(name, {
            name,
            appConnectorGroupId: group.id,
            maxUsage: 10,
            enabled: !retired.includes(name),
        }),
);

const index = names.indexOf(current);
if (index < 0) throw new Error(`The current key ${current} is not among the keys: ${names.join(", ")}.`);

/** For the machines. A secret. */
export const provisioningKey = keys[index]!.provisioningKey;
