import { VARIABLES } from "../../../src/tenants/settingNames";
import type { RunSettings, TenantSettings } from "../../../src/tenants/settings";
import type { Property } from "./spec";

interface SettingDoc {
    readonly type: Property;
    readonly doc: string;
    readonly environment: readonly string[];
}

const DOCS: Readonly<Record<keyof TenantSettings, string>> = {
    customerId: "The id of the ZPA tenant.",
    clientId: "The id of the API client.",
    clientSecret: "The secret of the API client.",
    privateKey: "The private key of the API client, in place of `clientSecret` (OneAPI only).",
    vanityDomain:
        "The first label of the sign-in host, such as `acme` for `acme.zslogin.net`. With it, the tenant uses OneAPI.",
    cloud: "The name of the Zscaler cloud. Default: the production cloud.",
    microtenantId: "The microtenant of resources that set none. Mutually exclusive with `microtenantName`.",
    microtenantName: "The name of the microtenant of resources that set none.",
    baseUrl: "The URL of the API, in place of the cloud's.",
    signInUrl: "The URL for the sign-in, in place of the cloud's.",
};

const text = (doc: string, environment: readonly string[]): SettingDoc => ({
    type: { type: "string" },
    doc,
    environment,
});

const ofTenant = Object.entries(DOCS).map(([name, doc]) => {
    const setting = name as keyof TenantSettings;
    return [name, text(doc, [...new Set([...VARIABLES.oneApi[setting], ...VARIABLES.legacy[setting]])])] as const;
});

const OF_RUN: Readonly<Record<keyof RunSettings, SettingDoc>> = {
    preflight: {
        type: { type: "boolean" },
        doc: "Whether previews query the service. Default: `true`.",
        environment: [],
    },
    retrySecs: {
        type: { type: "number" },
        doc: "How long an operation is retried on transient errors, in seconds.",
        environment: [],
    },
    adoptIdentical: {
        type: { type: "boolean" },
        doc: "Whether a new resource takes over an existing object with the same name if all arguments match. Default: `false`.",
        environment: [],
    },
};

/** The settings of a provider. */
export const settingDocs: Readonly<Record<string, SettingDoc>> = {
    ...Object.fromEntries(ofTenant),
    ...OF_RUN,
    tenants: {
        type: { type: "object", additionalProperties: { type: "object", additionalProperties: { type: "string" } } },
        doc: "More tenants, by their labels. Each has the settings of a tenant. A resource names its tenant with `tenant`.",
        environment: [],
    },
};
