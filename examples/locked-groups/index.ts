import * as pulumi from "@pulumi/pulumi";
import * as zpa from "pulumi-zpa-connectors";

const upgradeDay = new pulumi.Config().get<zpa.UpgradeDay>("upgradeDay") ?? "SUNDAY";

// An ordinary group. If Deception locks it, the preview of a change fails.
new zpa.AppConnectorGroup("madrid", {
    name: "madrid",
    location: "Madrid, Spain",
    latitude: 40.4168,
    longitude: -3.7038,
    upgradeDay,
});

// A group that Deception manages. Changes are ignored while it is locked, and it is not deleted with the stack.
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
