import { z } from "zod";

/** A version profile as the API answers it. Source: the API contract, §9. */
export const ApiVersionProfile = z.object({
    id: z.string(),
    name: z.string(),
    description: z.string().optional(),
    visibilityScope: z.string().optional(),
    upgradePriority: z.string().optional(),
    versions: z
        .array(
            z.object({ platform: z.string().optional(), version: z.string().optional(), role: z.string().optional() }),
        )
        .optional(),
});
export type ApiVersionProfile = z.output<typeof ApiVersionProfile>;
