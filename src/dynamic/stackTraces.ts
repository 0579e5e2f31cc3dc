import { dirname, sep } from "node:path";

const PACKAGE = dirname(__dirname) + sep;
const HOST = /^node:|[\\/]node_modules[\\/](@pulumi[\\/]pulumi|ts-node)[\\/]/;

/**
 * Shortens the stack traces that the SDK captures while it constructs a resource, until the returned function is
 * called.
 *
 * The SDK captures one trace for each property, for a debugging feature that is off. Formatting them takes most of a
 * large program's time, so they are left empty. Another trace is stored with each resource and written to the state
 * after every step. It keeps the program's frames, without those of this package and of the language host.
 *
 * @param base the file of the class that the SDK expects between its own frames and the program's
 */
export function shortenStackTraces(base: string): () => void {
    const { stackTraceLimit, prepareStackTrace } = Error;
    const isOwn = (site: NodeJS.CallSite) => {
        const file = site.getFileName() ?? "";
        return file.startsWith(PACKAGE) && file !== base;
    };
    Error.stackTraceLimit = 0;
    Error.prepareStackTrace = (error, sites) => {
        if (sites.length === 0) return "";
        const last = sites.findLastIndex((site) => !HOST.test(site.getFileName() ?? "node:"));
        const kept = sites.slice(0, last + 1).filter((site) => !isOwn(site));
        return (prepareStackTrace ?? format)(error, kept);
    };
    return () => {
        Object.assign(Error, { stackTraceLimit, prepareStackTrace });
    };
}

const format = (error: Error, sites: readonly NodeJS.CallSite[]) =>
    [String(error), ...sites.map((site) => `    at ${site}`)].join("\n");
