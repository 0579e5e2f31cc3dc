import { ZpaError, type ZpaErrorCode, type ZpaErrorDetails } from "../errors";

export type CredentialSetting = "clientId" | "clientSecret" | "privateKey" | "cloud";

/** A user of a client, for messages. Several labels of one customer may share a client. */
export interface TenantName {
    /** The tenant's label in the configuration; absent for the default tenant. */
    readonly label?: string | undefined;
    readonly customerId: string;
    /** The place where a setting is set. Default: its configuration key, such as `zpa:clientId`. */
    readonly whereToSet?: ((setting: CredentialSetting) => string) | undefined;
}

export const nameOf = ({ label, customerId }: TenantName) =>
    label ? `Tenant ${label} (customer ${customerId})` : `The default tenant (customer ${customerId})`;

export const settingOf = ({ whereToSet }: TenantName, setting: CredentialSetting) =>
    whereToSet?.(setting) ?? `zpa:${setting}`;

/** A failed sign-in. Several labels of one customer may share a sign-in; each error names its own label. */
export class SignInFailure extends Error {
    constructor(
        readonly code: ZpaErrorCode,
        private readonly messageFor: (tenant: TenantName) => string,
        private readonly details: ZpaErrorDetails = {},
    ) {
        super("The sign-in failed.");
    }

    errorFor(tenant: TenantName): ZpaError {
        return new ZpaError(this.code, this.messageFor(tenant), this.details);
    }
}
