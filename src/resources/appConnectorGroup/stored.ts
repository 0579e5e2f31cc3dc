import { GROUPS } from "../../api/endpoints/groups";
import type { StoredModel } from "../../lifecycle/storedModel";
import { GROUP_MODEL } from "./model";

/** How the API stores App Connector groups. */
export const APP_CONNECTOR_GROUP: StoredModel = {
    ...GROUP_MODEL,
    api: GROUPS,
    derivation: { from: ["latitude", "longitude"], fields: ["cityCountry", "countryCode"] },
    unreliableById: ["lssAppConnectorGroup"],
    demandedCertificate: { field: "enrollmentCertId", named: "Connector", alsoCalled: ["signingCertId"] },
};
