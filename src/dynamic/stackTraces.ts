import { dirname, sep } from "node:path";

const PACKAGE = dirname(__dirname) + sep;
const HOST = /^node:|[\\/]node_modules[\\/](@pulumi[\\/]pulumi|ts-node)[\\/]/;

/**
 * Makes the stack traces short that the SDK takes while it constructs a resource; the returned function ends it.
 *
 * The SDK takes one for each property, for a debugging aid that is off, and formatting them costs most of a large
 * program's time: those are empty. Another one is stored with each resource, and written to the state after every step:
 * it keeps the program's frames and loses those of this package and of the process around the program.
 *
 * @param base the file of the one class that the SDK expects between its own and the program
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
