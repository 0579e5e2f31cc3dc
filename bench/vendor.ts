import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { startVendorHosts } from "../scripts/vendor-client/vendorHosts";
import { DEFAULT_TENANT, type Emulator } from "../src/emulator";
import { Stack } from "../test/support/engine/stack";

const PLUGIN = "pulumi-resource-zpa";

/** Whether the plugin of the vendor's provider is in one of these folders. */
export function vendorPlugin(path: string = process.env.PATH ?? ""): boolean {
    return path.split(delimiter).some((folder) => {
        try {
            accessSync(join(folder, PLUGIN), constants.X_OK);
            return true;
        } catch {
            return false;
        }
    });
}

/** The vendor reports computed places as drift if the program omits them. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
for (const [name, { args }] of Object.entries(require("./groups.json"))) {
    const { latitude, longitude } = args;
    const place = { latitude: String(latitude), longitude: String(longitude), cityCountry: "San Jose, US", countryCode: "US" };
    exports[name] = new pulumi.CustomResource("zpa:index/connectorGroup:ConnectorGroup", name, { enabled: true, ...args, ...place }).id;
}
`;

export interface VendorService {
    readonly emulator: Emulator;
    stack(): Stack;
    close(): Promise<void>;
}

export async function startVendorService(): Promise<VendorService> {
    const hosts = await startVendorHosts({ limits: "off", tenants: [{ ...DEFAULT_TENANT, maxGroups: 5_000 }] });
    const env = { ...hosts.env, ZSCALER_USE_LEGACY_CLIENT: "true", ZPA_CLOUD: "PRODUCTION" };
    return {
        emulator: hosts.emulator,
        stack: () => new Stack(hosts.emulator, { program: PROGRAM, env }),
        close: hosts.close,
    };
}
