/** The hosts of a cloud. A cloud has no OneAPI, or no legacy API, if its hosts are missing. */
interface Cloud {
    readonly legacy?: string;
    readonly oneApi?: {
        /** The vanity domain is the first label of the sign-in host. */
        readonly signInDomain: string;
        readonly api: string;
    };
}

/** Source: docs/zpa-api.md#clouds */
const CLOUDS: Readonly<Record<string, Cloud>> = {
    PRODUCTION: {
        legacy: "config.private.zscaler.com",
        oneApi: { signInDomain: "zslogin.net", api: "api.zsapi.net" },
    },
    ZPATWO: { legacy: "config.zpatwo.net" },
    BETA: { legacy: "config.zpabeta.net", oneApi: { signInDomain: "zsloginbeta.net", api: "api.beta.zsapi.net" } },
    GOV: { legacy: "config.zpagov.net", oneApi: { signInDomain: "zidentitygov.net", api: "api.zscalergov.net" } },
    GOVUS: { legacy: "config.zpagov.us", oneApi: { signInDomain: "zidentitygov.us", api: "api.zscalergov.us" } },
    PREVIEW: { legacy: "config.zpapreview.net" },
};

/** The hosts of a commercial OneAPI cloud that the table does not list follow the vendor's pattern. */
const byPattern = (cloud: string): Required<Cloud>["oneApi"] => ({
    signInDomain: `zslogin${cloud.toLowerCase()}.net`,
    api: `api.${cloud.toLowerCase()}.zsapi.net`,
});

export interface CloudSettings {
    readonly vanityDomain?: string | undefined;
    readonly cloud?: string | undefined;
    readonly baseUrl?: string | undefined;
    readonly signInUrl?: string | undefined;
}

/** The base URLs of a tenant, without a trailing slash. */
export interface Origins {
    readonly signIn: string;
    readonly api: string;
}

/** The base URLs of a tenant: those of the settings, or else those of its cloud. */
export function originsOf({ baseUrl, signInUrl, cloud, vanityDomain }: CloudSettings): Origins | { problem: string } {
    if (baseUrl) return { signIn: trimSlash(signInUrl ?? baseUrl), api: trimSlash(baseUrl) };
    const hosts = vanityDomain ? oneApiHosts(cloud || "PRODUCTION", vanityDomain) : legacyHosts(cloud || "PRODUCTION");
    if ("problem" in hosts) return hosts;
    return { signIn: trimSlash(signInUrl ?? `https://${hosts.signIn}`), api: `https://${hosts.api}` };
}

function legacyHosts(cloud: string): Origins | { problem: string } {
    const host = CLOUDS[cloud.toUpperCase()]?.legacy;
    const known = Object.keys(CLOUDS).filter((name) => CLOUDS[name]?.legacy);
    return host
        ? { signIn: host, api: host }
        : { problem: `must be one of ${known.join(", ")} if vanityDomain is not set` };
}

function oneApiHosts(cloud: string, vanityDomain: string): Origins | { problem: string } {
    const known = CLOUDS[cloud.toUpperCase()];
    const hosts = known ? known.oneApi : byPattern(cloud);
    if (hosts) return { signIn: `${vanityDomain}.${hosts.signInDomain}`, api: hosts.api };
    const others = Object.keys(CLOUDS).filter((name) => CLOUDS[name]?.oneApi && name !== "PRODUCTION");
    const problem =
        `is ${cloud}, a cloud of the legacy API only; ` +
        `for OneAPI, remove it, or set the tenant's OneAPI cloud (such as ${others.join(", ")}); ` +
        `for the legacy API at ${known?.legacy}, remove vanityDomain`;
    return { problem };
}

const trimSlash = (url: string) => url.replace(/\/+$/, "");

const LOOPBACK_HOST = /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/;

export const isLoopback = (url: string) => URL.canParse(url) && LOOPBACK_HOST.test(new URL(url).hostname);
