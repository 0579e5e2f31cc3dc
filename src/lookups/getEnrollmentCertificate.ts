import type * as pulumi from "@pulumi/pulumi";
import type { IdOrName, MicrotenantArgs, TenantArgs } from "./args";
import { type Inputs, lookUp, outputForm } from "./lookUp";

/** Arguments of `getEnrollmentCertificate`. */
export type GetEnrollmentCertificateArgs = IdOrName & MicrotenantArgs & TenantArgs;

/** An enrollment certificate. */
export interface EnrollmentCertificate {
    /** The id, a decimal string. */
    id: string;
    /** The name, for example `Connector`. */
    name: string;
    /** The common name in the certificate's subject. */
    cName?: string | undefined;
    /** Whether ZPA has the private key; certificates for provisioning keys need it. */
    privateKeyPresent?: boolean | undefined;
    /** Whether the certificate can be used for signing. */
    allowSigning?: boolean | undefined;
    /** The type of client certificates, for example `ZAPP_CLIENT`. */
    clientCertType?: string | undefined;
    /** The id of the parent certificate. */
    parentCertId?: string | undefined;
    /** The name of the parent certificate. */
    parentCertName?: string | undefined;
}

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
