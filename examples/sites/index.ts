import { join } from "node:path";
import * as zpa from "pulumi-zpa-connectors";
import { readSites, secondsOf } from "./sites";

const sites = readSites(join(__dirname, "sites.yaml"));

export const groupIds = Object.fromEntries(
    Object.entries(sites).map(([name, { upgradeTime, ...site }]) => {
        const window = upgradeTime === undefined ? {} : { upgradeTimeInSecs: secondsOf(upgradeTime) };
        return [name, new zpa.AppConnectorGroup(name, { name, ...site, ...window }).id];
    }),
);
