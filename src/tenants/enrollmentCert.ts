import type { ApiClient } from "../api/client";
import { ZpaError } from "../api/errors";

/** The certificate that tenants demand for App Connector groups. Source: the API contract, §8. */
const CONNECTOR_CERTIFICATE = "Connector";

/** Finds the enrollment certificate, once a microtenant, and remembers which microtenants demand it. */
export class CertificateFinder {
    private readonly asked = new Map<string, Promise<string>>();

    constructor(private readonly client: ApiClient) {}

    /** The certificate's id, if this microtenant is known to demand one. */
    demanded(microtenantId: string): Promise<string> | undefined {
        return this.asked.get(microtenantId);
    }

    find(microtenantId: string): Promise<string> {
        let id = this.asked.get(microtenantId);
        if (!id) {
            id = this.client.findEnrollmentCert(CONNECTOR_CERTIFICATE, microtenantId).then((found) => {
                if (found !== undefined) return found;
                throw new ZpaError(
                    "MISSING_PARAMS",
                    `This tenant demands an enrollment certificate, and none is named "${CONNECTOR_CERTIFICATE}" in microtenant ${microtenantId}; give enrollmentCertId.`,
                );
            });
            id.catch(() => this.asked.delete(microtenantId));
            this.asked.set(microtenantId, id);
        }
        return id;
    }
}
