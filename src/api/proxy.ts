import { BlockList, isIP } from "node:net";
import { ZpaError } from "./errors";

/** The proxy of a request, and the variable that sets it. */
export interface ProxyServer {
    /** Its address, with the user name and password. */
    readonly url: URL;
    /** For messages, without the user name and password: `http://proxy.example:3128 (HTTPS_PROXY)`. */
    readonly shown: string;
    readonly variable: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** In order of precedence. Like curl: the lower-case name, then the upper-case one. */
const VARIABLES = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/**
 * The proxy for a URL. Plain HTTP is used only for loopback addresses, so never with a proxy. npm's own settings
 * (`npm_config_proxy`) are not used, because a run would depend on whether npm has started it.
 *
 * @throws ZpaError `SETTINGS` if the variable has no usable address
 */
export function proxyFor(url: URL, env: Environment): ProxyServer | undefined {
    const variable = VARIABLES.find((name) => env[name]?.trim());
    if (url.protocol !== "https:" || !variable || isExcluded(url, env.no_proxy || env.NO_PROXY || "")) return undefined;
    const proxy = parse(variable, env[variable]!.trim());
    return { url: proxy, shown: `${proxy.protocol}//${proxy.hostname}:${portOf(proxy)} (${variable})`, variable };
}

/** Like curl, Go and Python: an address without a scheme is an HTTP proxy. */
function parse(variable: string, value: string): URL {
    const [, scheme = "http", address] = /^(?:([a-z][a-z0-9+.-]*):\/\/|\/\/)?(.*)$/is.exec(value)!;
    const known = /^https?$/i.test(scheme);
    const url = known && URL.canParse(`${scheme}://${address}`) ? new URL(`${scheme}://${address}`) : undefined;
    if (url) return url;
    const problem = known ? "is not an address" : `has the scheme ${scheme}://, which is not supported`;
    throw new ZpaError("SETTINGS", `${variable} ${problem}. Set it to http://host:port or https://host:port.`);
}

export const portOf = (url: URL): number => Number(url.port) || (url.protocol === "https:" ? 443 : 80);
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "");

/**
 * Whether `NO_PROXY` has an entry for the host: `*`, a domain with its subdomains, an address or a subnet, the first
 * two optionally with a port.
 */
function isExcluded(url: URL, noProxy: string): boolean {
    const host = hostOf(url);
    return noProxy
        .toLowerCase()
        .split(/[,\s]+/)
        .filter(Boolean)
        .some((entry) => {
            if (entry === "*") return true;
            const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
            if (port && Number(port) !== portOf(url)) return false;
            const name = bracketed ?? plain ?? entry;
            return isIP(host) ? isInSubnet(host, name) : isInDomain(host, name);
        });
}

function isInDomain(host: string, entry: string): boolean {
    const domain = entry.replace(/^\*?\.|\.$/g, "");
    return domain !== "" && `.${host}`.endsWith(`.${domain}`);
}

function isInSubnet(host: string, entry: string): boolean {
    const [address, bits] = entry.split("/") as [string, string?];
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    const longest = family === "ipv6" ? 128 : 32;
    const prefix = bits === undefined ? longest : Number(bits);
    if (!isIP(address) || !Number.isInteger(prefix) || prefix < 0 || prefix > longest) return false;
    const subnet = new BlockList();
    subnet.addSubnet(address, prefix, family);
    return subnet.check(host, isIP(host) === 6 ? "ipv6" : "ipv4");
}
