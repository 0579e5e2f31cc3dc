import * as pulumi from "@pulumi/pulumi";
import * as zpa from "pulumi-zpa-connectors";

interface Place {
    /** The label of a tenant in `zpa:tenants`. */
    tenant: string;
    /** The name of a microtenant. Default: the tenant's default microtenant. */
    microtenantName?: string;
}

const places = new pulumi.Config().requireObject<Place[]>("places");

const sites = {
    frankfurt: { location: "Frankfurt, Germany", latitude: 50.1109, longitude: 8.6821 },
    singapore: { location: "Singapore", latitude: 1.3521, longitude: 103.8198 },
};

for (const { tenant, microtenantName } of places) {
    for (const [name, site] of Object.entries(sites)) {
        const where = [tenant, microtenantName, name].filter(Boolean).join("/");
        new zpa.AppConnectorGroup(where, { name, ...site, tenant, ...(microtenantName ? { microtenantName } : {}) });
    }
}
