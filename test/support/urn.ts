/** The URN of a resource of a program. */
export const urnOf = (name: string, type = "AppConnectorGroup", ...parents: string[]): string =>
    `urn:pulumi:test::project::${[...parents, `pulumi-nodejs:dynamic/zpa:${type}`].join("$")}::${name}`;
