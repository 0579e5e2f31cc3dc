import { z } from "zod";
import { flag, id, text } from "../answer";
import type { EndpointSpec } from "./objects";

/**
 * An enrollment certificate of a response. Source:
 * docs/zpa-api.md#enrollment-certificates
 */
export const ApiEnrollmentCert = z.object({
    id,
    name: text,
    cName: text.optional(),
    privateKeyPresent: flag.optional(),
    allowSigning: flag.optional(),
    clientCertType: text.optional(),
    parentCertId: text.optional(),
    parentCertName: text.optional(),
});
export type ApiEnrollmentCert = z.output<typeof ApiEnrollmentCert>;

export const ENROLLMENT_CERTS = {
    path: "/enrollmentCert",
    version: "v2",
    schema: ApiEnrollmentCert,
    noun: "enrollment certificate",
} as const satisfies EndpointSpec<typeof ApiEnrollmentCert>;
