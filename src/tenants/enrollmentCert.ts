import type { ApiClient } from "../api/client";
import type { ApiEnrollmentCert } from "../api/endpoints/enrollmentCerts";
import { ZpaError } from "../api/errors";
import { Listed } from "./listed";

/** The certificate that tenants demand for App Connector groups. Source: the API contract, §8. */
const CONNECTOR_CERTIFICATE = "Connector";

/** Finds the enrollment certificate, once a microtenant, and remembers which microtenants demand it. */
export class CertificateFinder {
    private readonly asked = new Map<string, Promise<string>>();
    private readonly lists = new Map<string, Listed<ApiEnrollmentCert>>();

    constructor(private readonly client: ApiClient) {}

    /** The certificates that a microtenant sees. */
    in(microtenantId: string): Listed<ApiEnrollmentCert> {
        const list = async () => (await this.client.listEnrollmentCerts(microtenantId)).objects;
        const listed = this.lists.get(microtenantId) ?? new Listed("enrollment certificate", list);
        this.lists.set(microtenantId, listed);
        return listed;
    }

    /** The certificate's id, if this microtenant is known to demand one. */
    demanded(microtenantId: string): Promise<string> | undefined {
        return this.asked.get(microtenantId);
    }

    find(microtenantId: string): Promise<string> {
        let id = this.asked.get(microtenantId);
        if (!id) {
            id = this.client.listEnrollmentCerts(microtenantId, CONNECTOR_CERTIFICATE).then(({ objects }) => {
                const found = objects.find((cert) => cert.name === CONNECTOR_CERTIFICATE);
                if (found) return found.id;
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
