import { GROUPS } from "../../api/endpoints/groups";
import type { StoredDefinition } from "../../lifecycle/stored";
import { GROUP_MODEL } from "./model";

/** The definition of App Connector groups. */
export const APP_CONNECTOR_GROUP: StoredDefinition = {
    ...GROUP_MODEL,
    api: GROUPS,
    derivation: { from: ["latitude", "longitude"], fields: ["cityCountry", "countryCode"] },
    unreliableById: ["lssAppConnectorGroup"],
    demandedCertificate: { field: "enrollmentCertId", named: "Connector", alsoCalled: ["signingCertId"] },
};
