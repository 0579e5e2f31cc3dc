import type { ApiEnrollmentCert } from "../api/endpoints/enrollmentCerts";
import { type InMicrotenant, microtenantOf } from "../tenants/inMicrotenant";
import { connectionTo } from "../tenants/program";
import { outputForm } from "./output";
import { whichOf } from "./which";

/** Which enrollment certificate: by its id or by its name. */
export interface GetEnrollmentCertificateArgs extends InMicrotenant {
    id?: string | undefined;
    /** The exact name, such as `Connector`. */
    name?: string | undefined;
    /** A tenant named in the configuration; the default tenant otherwise. */
    tenant?: string | undefined;
}

/** An enrollment certificate. */
export type EnrollmentCertificate = ApiEnrollmentCert;

/**
 * Looks an enrollment certificate up, for `enrollmentCertId`. All look-ups in a microtenant share one call.
 *
 * @throws ZpaError `CLASH`, with the certificates that there are, when none or several fit
 */
export async function getEnrollmentCertificate(args: GetEnrollmentCertificateArgs): Promise<EnrollmentCertificate> {
    const which = whichOf(args, "getEnrollmentCertificate");
    const connection = connectionTo(args.tenant);
    return connection.certificates.in(await microtenantOf(connection, args)).one(which);
}

/** {@link getEnrollmentCertificate} for arguments that are outputs. */
export const getEnrollmentCertificateOutput = outputForm(getEnrollmentCertificate);
