import { createPublicKey } from "node:crypto";
import { z } from "zod";
import type { TenantSeed } from "./options";

export const Id = z.string().regex(/^\d{1,19}$/, "must be an id: a string of decimal digits");

const Members = z.array(z.looseObject({ id: z.string(), name: z.string() })).nullish();
/** Fields by which an object refers to others. */
const Links = z.looseObject({
    ...{ microtenantId: Id.nullish(), versionProfileId: Id.nullish(), enrollmentCertId: Id.nullish() },
    ...{ zcomponentId: Id.nullish(), provisioningKeyId: Id.nullish(), appConnectorGroupId: Id.nullish() },
    ...{ connectors: Members, serverGroups: Members },
});
const object = Links.extend({ id: Id, name: z.string() });
/** An object that a test adds, and changes that it makes. */
export const NewObject = Links.extend({ id: Id.optional(), name: z.string() });
export const Changes = Links.extend({ name: z.string().optional() }).refine(
    (changes) => !("id" in changes),
    "the id of an object does not change",
);

export const Seed = z.strictObject({
    customerId: Id,
    label: z.string().min(1).optional(),
    clientId: z.string().min(1),
    clientSecret: z.string().min(1),
    publicKey: z.string().refine(isRsaPublicKey, "must be an RSA public key in PEM").optional(),
    vanityDomain: z.string().optional(),
    microtenants: z.array(object).optional(),
    versionProfiles: z.array(object).optional(),
    enrollmentCerts: z.array(object).optional(),
    groups: z.array(object).optional(),
    provisioningKeys: z.array(object).optional(),
    connectors: z.array(object.extend({ appConnectorGroupId: Id })).optional(),
    objects: z.record(z.string(), z.array(object)).optional(),
    authDomains: z.array(z.string()).optional(),
    requireEnrollmentCert: z.boolean().optional(),
    maxGroups: z.number().int().positive().optional(),
    maxProvisioningKeys: z.number().int().positive().optional(),
    defaultVersionProfileId: Id.optional(),
} satisfies Record<keyof TenantSeed, unknown>) satisfies z.ZodType<unknown, TenantSeed>;

function isRsaPublicKey(pem: string): boolean {
    try {
        return /^-----BEGIN PUBLIC KEY-----/m.test(pem) && createPublicKey(pem).asymmetricKeyType === "rsa";
    } catch {
        return false;
    }
}
