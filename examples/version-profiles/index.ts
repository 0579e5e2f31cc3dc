import * as pulumi from "@pulumi/pulumi";
import * as zpa from "pulumi-zpa-connectors";

/** The progress of the rollout: `pilot` is one site, `all` is every site. */
const rollout = new pulumi.Config().get("rollout") ?? "pilot";

const stable = zpa.getVersionProfileOutput({ name: "Default" });
const next = zpa.getVersionProfileOutput({ name: "New Release" });

const sites = {
    "san-jose": { location: "San Jose, CA, USA", latitude: 37.3382, longitude: -121.8863, pilot: true },
    london: { location: "London, UK", latitude: 51.5074, longitude: -0.1278, pilot: false },
    tokyo: { location: "Tokyo, Japan", latitude: 35.6762, longitude: 139.6503, pilot: false },
};

for (const [name, { pilot, ...place }] of Object.entries(sites)) {
    const profile = pilot || rollout === "all" ? next : stable;
    new zpa.AppConnectorGroup(name, { name, ...place, upgradeDay: "SUNDAY", versionProfileId: profile.id });
}

// A custom profile by its name. If no visible profile has the name, the preview fails and lists the visible ones.
new zpa.AppConnectorGroup("lab", {
    name: "lab",
    location: "Zurich, Switzerland",
    latitude: 47.3769,
    longitude: 8.5417,
    versionProfileName: new pulumi.Config().get("labProfile") ?? "Pilot sites 2026",
});
