import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";

export const Id = z.string().regex(/^\d{1,19}$/, "must be an id: a string of decimal digits");

const Members = z.array(z.looseObject({ id: z.string(), name: z.string() })).nullish();
/** Fields in which an object names others, and which the service walks through. */
const Links = z.looseObject({
    ...{ microtenantId: Id.nullish(), versionProfileId: Id.nullish(), enrollmentCertId: Id.nullish() },
    ...{ zcomponentId: Id.nullish(), provisioningKeyId: Id.nullish(), appConnectorGroupId: Id.nullish() },
    ...{ connectors: Members, serverGroups: Members },
});
const object = Links.extend({ id: Id, name: z.string() });
/** What a test adds, and what it changes. */
export const NewObject = Links.extend({ id: Id.optional(), name: z.string() });
export const Changes = Links.extend({ name: z.string().optional() }).refine(
    (changes) => !("id" in changes),
    "the id of an object does not change",
);

/** A tenant as a file or a test gives it. Objects are in the API's own form, and keep their ids. */
export const TenantSeed = z.strictObject({
    customerId: Id,
    /** The tenant's name in `zpa:tenants`; its settings are printed with it. */
    label: z.string().min(1).optional(),
    clientId: z.string().min(1),
    clientSecret: z.string().min(1),
    /** PEM; with it, OneAPI takes assertions signed with the private key. */
    publicKey: z.string().refine(isRsaPublicKey, "must be an RSA public key in PEM").optional(),
    /** A tenant with a vanity domain is reached through OneAPI as well. */
    vanityDomain: z.string().optional(),
    microtenants: z.array(object).optional(),
    versionProfiles: z.array(object).optional(),
    enrollmentCerts: z.array(object).optional(),
    groups: z.array(object).optional(),
    provisioningKeys: z.array(object).optional(),
    /** Connectors with the `appConnectorGroupId` of their group. */
    connectors: z.array(object.extend({ appConnectorGroupId: Id })).optional(),
    /** Objects of the option `collections`, by the path of their collection. */
    objects: z.record(z.string(), z.array(object)).optional(),
    /** What `GET /authDomains` answers. Default: `example.com` and the vanity domain's own. */
    authDomains: z.array(z.string()).optional(),
    /** Refuse groups that come without an enrollment certificate. */
    requireEnrollmentCert: z.boolean().optional(),
    /** The tenant's limit of groups. Default: 100. */
    maxGroups: z.number().int().positive().optional(),
    /** The tenant's limit of provisioning keys. Default: 100. */
    maxProvisioningKeys: z.number().int().positive().optional(),
    /** What groups that do not override their profile report. Default: "0". */
    defaultVersionProfileId: Id.optional(),
});
export type TenantSeed = z.input<typeof TenantSeed>;

export const DEFAULT_TENANT: TenantSeed = {
    customerId: "216196257331281920",
    clientId: "emulator",
    clientSecret: "emulator-secret",
    vanityDomain: "emulator",
};

export const DEFAULT_PROFILES = [
    { id: "0", name: "Default", visibilityScope: "ALL", upgradePriority: "WEEK" },
    { id: "1", name: "Previous Default", visibilityScope: "ALL", upgradePriority: "DAY" },
    { id: "2", name: "New Release", visibilityScope: "ALL", upgradePriority: "WEEK" },
    { id: "216196257331281931", name: "Default - el8", visibilityScope: "ALL", upgradePriority: "WEEK" },
    { id: "216196257331281932", name: "Previous Default - el8", visibilityScope: "ALL", upgradePriority: "WEEK" },
    { id: "216196257331281933", name: "New Release - el8", visibilityScope: "ALL", upgradePriority: "DAY" },
    {
        id: "216196257331281940",
        name: "Pilot sites 2026",
        visibilityScope: "CUSTOM",
        upgradePriority: "WEEK",
        description: "A custom profile",
    },
] as const;

function isRsaPublicKey(pem: string): boolean {
    try {
        return /^-----BEGIN PUBLIC KEY-----/m.test(pem) && createPublicKey(pem).asymmetricKeyType === "rsa";
    } catch {
        return false;
    }
}

/** Tenants from a file; a wrong one is refused with the place and the reason. */
export function readTenants(file: string): TenantSeed[] {
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch (error) {
        throw new Error(`The tenants' file ${file} cannot be read: ${(error as Error).message}`);
    }
    let json: unknown;
    try {
        json = JSON.parse(text);
    } catch (error) {
        throw new Error(`The tenants' file ${file} is not JSON: ${(error as Error).message}`);
    }
    return judgeTenants(json, `The tenants' file ${file}`);
}

export function judgeTenants(json: unknown, what: string): TenantSeed[] {
    const parsed = z.array(TenantSeed).min(1).safeParse(json);
    if (!parsed.success) {
        const lines = parsed.error.issues.map(
            (issue) => `\n  at ${["tenants", ...issue.path].join(".")}: ${issue.message}`,
        );
        throw new Error(`${what} is not usable:${lines.join("")}`);
    }
    const ids = parsed.data.map((tenant) => tenant.customerId);
    const orphans = parsed.data.flatMap((tenant, i) => orphansOf(tenant).map((j) => `tenants.${i}.connectors.${j}`));
    if (orphans.length > 0)
        throw new Error(`${what} is not usable:\n  at ${orphans[0]}.appConnectorGroupId: the tenant has no such group`);
    const twice = ids.find((customerId, i) => ids.indexOf(customerId) !== i);
    if (twice) throw new Error(`${what} is not usable:\n  at tenants: customerId ${twice} stands there twice`);
    return parsed.data;
}

/** The places of connectors whose group does not exist. */
function orphansOf({ groups = [], connectors = [] }: z.output<typeof TenantSeed>): number[] {
    const ids = new Set(groups.map(({ id }) => id));
    return connectors.flatMap(({ appConnectorGroupId }, i) => (ids.has(appConnectorGroupId) ? [] : [i]));
}
