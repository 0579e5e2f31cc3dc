import type { IdOrName, MicrotenantArgs, TenantArgs } from "./args";
import { lookUp, outputForm } from "./lookUp";

/** Arguments of `getEnrollmentCertificate`. */
export type GetEnrollmentCertificateArgs = IdOrName & MicrotenantArgs & TenantArgs;

/** An enrollment certificate. */
export interface EnrollmentCertificate {
    id: string;
    /** For example `Connector`. */
    name: string;
    /** The common name in the certificate's subject. */
    cName?: string | undefined;
    privateKeyPresent?: boolean | undefined;
    allowSigning?: boolean | undefined;
    /** For example `ZAPP_CLIENT`. */
    clientCertType?: string | undefined;
    parentCertId?: string | undefined;
    parentCertName?: string | undefined;
}

/**
 * Returns an enrollment certificate, for `enrollmentCertId`. All calls for one microtenant share one list.
 *
 * @throws ZpaError `CLASH`, with the visible certificates, if none matches, or more than one
 */
export function getEnrollmentCertificate(args: GetEnrollmentCertificateArgs): Promise<EnrollmentCertificate> {
    return lookUp("getEnrollmentCertificate", args);
}

/** {@link getEnrollmentCertificate} for arguments that are outputs. */
export const getEnrollmentCertificateOutput = outputForm(getEnrollmentCertificate);
