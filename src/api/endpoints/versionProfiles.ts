import { z } from "zod";
import { id, text } from "../answer";
import type { EndpointSpec } from "./objects";

/** A version profile of a response. Source: docs/zpa-api.md#version-profiles */
export const ApiVersionProfile = z.object({
    id,
    name: text,
    description: text.optional(),
    visibilityScope: text.optional(),
    upgradePriority: text.optional(),
    versions: z
        .array(z.object({ platform: text.optional(), version: text.optional(), role: text.optional() }))
        .optional(),
});
export type ApiVersionProfile = z.output<typeof ApiVersionProfile>;

export const VERSION_PROFILES = {
    path: "/visible/versionProfiles",
    schema: ApiVersionProfile,
    noun: "version profile",
} as const satisfies EndpointSpec<typeof ApiVersionProfile>;
