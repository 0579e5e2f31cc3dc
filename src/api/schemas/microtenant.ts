import { z } from "zod";

/** A microtenant as the API answers it; the default one has the id `"0"`. Source: the API contract, §10. */
export const ApiMicrotenant = z.object({
    id: z.string(),
    name: z.string(),
    description: z.string().optional(),
    enabled: z.boolean().optional(),
    criteriaAttribute: z.string().optional(),
    criteriaAttributeValues: z.array(z.string()).optional(),
});
export type ApiMicrotenant = z.output<typeof ApiMicrotenant>;
