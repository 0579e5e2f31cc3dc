import { z } from "zod";

/** An enrollment certificate as the API answers it. Source: the API contract, §10. */
export const ApiEnrollmentCert = z.object({
    id: z.string(),
    name: z.string(),
    cName: z.string().optional(),
    privateKeyPresent: z.boolean().optional(),
    allowSigning: z.boolean().optional(),
    clientCertType: z.string().optional(),
    parentCertId: z.string().optional(),
    parentCertName: z.string().optional(),
});
export type ApiEnrollmentCert = z.output<typeof ApiEnrollmentCert>;
