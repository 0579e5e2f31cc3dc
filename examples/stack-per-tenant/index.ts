import * as pulumi from "@pulumi/pulumi";
import * as zpa from "pulumi-zpa-connectors";

/** The stack's name is the tenant's label. Its settings come from `zpa:tenants` or from `ZPA_<TENANT>_…`. */
const tenant = pulumi.getStack();

const sites = {
    dallas: { location: "Dallas, TX, USA", latitude: 32.7767, longitude: -96.797 },
    dublin: { location: "Dublin, Ireland", latitude: 53.3498, longitude: -6.2603 },
};

for (const [name, site] of Object.entries(sites)) {
    new zpa.AppConnectorGroup(name, {
        name,
        ...site,
        tenant,
        description: new pulumi.Config().get("description") ?? "",
    });
}
