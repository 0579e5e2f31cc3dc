import { z } from "zod";
import { flag, id, text } from "../answer";
import type { EndpointSpec } from "./objects";

/**
 * A microtenant of a response. The Default microtenant has the id `"0"`. Source:
 * docs/zpa-api.md#microtenants
 */
export const ApiMicrotenant = z.object({
    id,
    name: text,
    description: text.optional(),
    enabled: flag.optional(),
    criteriaAttribute: text.optional(),
    criteriaAttributeValues: z.array(text).optional(),
});
export type ApiMicrotenant = z.output<typeof ApiMicrotenant>;

export const MICROTENANTS = {
    path: "/microtenants",
    schema: ApiMicrotenant,
    noun: "microtenant",
} as const satisfies EndpointSpec<typeof ApiMicrotenant>;
