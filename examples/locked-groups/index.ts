import * as pulumi from "@pulumi/pulumi";
import * as zpa from "pulumi-zpa-connectors";

const upgradeDay = new pulumi.Config().get<zpa.UpgradeDay>("upgradeDay") ?? "SUNDAY";

// An ordinary group. If Deception locks it, a preview that would change it fails, and says so.
new zpa.AppConnectorGroup("madrid", {
    name: "madrid",
    location: "Madrid, Spain",
    latitude: 40.4168,
    longitude: -3.7038,
    upgradeDay,
});

// A group that Deception is known to manage: left as it is while it is locked, and never deleted with the stack.
new zpa.AppConnectorGroup(
    "decoys",
    {
        name: "decoys",
        location: "Stockholm, Sweden",
        latitude: 59.3293,
        longitude: 18.0686,
        upgradeDay,
        ignoreWhenLocked: true,
    },
    { retainOnDelete: true },
);
