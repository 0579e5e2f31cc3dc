import * as pulumi from "@pulumi/pulumi";
import * as zpa from "pulumi-zpa-connectors";

/** The ids of existing groups, by site. After the import they can be removed. */
const ids = new pulumi.Config().getObject<Record<string, string>>("ids") ?? {};

const sites = {
    chicago: { location: "Chicago, IL, USA", latitude: 41.8781, longitude: -87.6298, upgradeDay: "SATURDAY" as const },
    paris: { location: "Paris, France", latitude: 48.8566, longitude: 2.3522, description: "made by hand" },
};

for (const [name, site] of Object.entries(sites)) {
    const id = ids[name];
    new zpa.AppConnectorGroup(name, { name, ...site }, id === undefined ? {} : { import: id });
}
