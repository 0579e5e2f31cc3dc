import type { ApiClient } from "../api/client";
import type { ApiVersionProfile } from "../api/schemas/versionProfile";
import { pickOne, type Which } from "./pickOne";
import { Remembered } from "./remembered";

/** The visible version profiles of a tenant, asked for once. */
export class VersionProfiles {
    private readonly asked: Remembered<ApiVersionProfile[]>;

    constructor(client: ApiClient) {
        this.asked = new Remembered(() => client.listVersionProfiles());
    }

    all(): Promise<ApiVersionProfile[]> {
        return this.asked.get();
    }

    async one(which: Which): Promise<ApiVersionProfile> {
        return pickOne(await this.all(), which, "visible version profile");
    }
}
