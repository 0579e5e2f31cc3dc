import type * as pulumi from "@pulumi/pulumi";
import type { GetEnrollmentCertificateArgs } from "./args";
import type { EnrollmentCertificate } from "./documented";
import { type Inputs, lookUp, outputForm } from "./lookUp";

/**
 * Returns an enrollment certificate, for `enrollmentCertId`. All calls for one microtenant share one list.
 *
 * @param args the certificate, by its id or by its exact name, and the tenant and the microtenant to look in
 *
 * @throws ZpaError `CLASH`, with the visible certificates, if no certificate or more than one certificate matches
 *
 * @example
 * ```ts
 * const certificate = await zpa.getEnrollmentCertificate({ name: "Connector" });
 * ```
 *
 * @see https://help.zscaler.com/zpa/obtaining-enrollment-certificate-details-using-api
 */
export function getEnrollmentCertificate(args: GetEnrollmentCertificateArgs): Promise<EnrollmentCertificate> {
    return lookUp("getEnrollmentCertificate", args);
}

/**
 * {@link getEnrollmentCertificate} for arguments that are outputs.
 *
 * @param args the certificate, by its id or by its exact name, and the tenant and the microtenant to look in; each may be an output
 *
 * @example
 * ```ts
 * const enrollmentCertId = zpa.getEnrollmentCertificateOutput({ name: "Connector" }).id;
 * ```
 */
export function getEnrollmentCertificateOutput(
    args: Inputs<GetEnrollmentCertificateArgs>,
): pulumi.Output<EnrollmentCertificate> {
    return outputForm(getEnrollmentCertificate, args);
}
