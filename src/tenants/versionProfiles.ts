import type { ApiClient } from "../api/client";
import { ZpaError } from "../api/errors";
import type { ApiVersionProfile } from "../api/schemas/versionProfile";

/** The visible version profiles of a tenant, asked for once. */
export class VersionProfiles {
    private asked: Promise<ApiVersionProfile[]> | undefined;

    constructor(private readonly client: ApiClient) {}

    all(): Promise<ApiVersionProfile[]> {
        this.asked ??= this.client.listVersionProfiles().catch((error: unknown) => {
            this.asked = undefined;
            throw error;
        });
        return this.asked;
    }

    async byName(name: string): Promise<ApiVersionProfile> {
        return one(await this.all(), (profile) => profile.name === name, `named ${JSON.stringify(name)}`);
    }

    async byId(id: string): Promise<ApiVersionProfile> {
        return one(await this.all(), (profile) => profile.id === id, `with the id ${id}`);
    }
}

function one(
    profiles: ApiVersionProfile[],
    fits: (profile: ApiVersionProfile) => boolean,
    which: string,
): ApiVersionProfile {
    const found = profiles.filter(fits);
    if (found.length === 1) return found[0]!;
    const visible = profiles.map(({ id, name }) => `${JSON.stringify(name)} (id ${id})`).join(", ") || "none";
    const many = found.length === 0 ? "No visible version profile is" : `${found.length} version profiles are`;
    throw new ZpaError("CLASH", `${many} ${which}. Visible are: ${visible}.`);
}
