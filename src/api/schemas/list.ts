import { z } from "zod";

const count = z.union([z.string().regex(/^\d+$/).transform(Number), z.number()]);

/** A page of a list: both counts are strings, `totalCount` may be missing, and so may `list` when it is empty. */
export const page = <T extends z.ZodType>(item: T) =>
    z.object({ totalPages: count.default(1), totalCount: count.optional(), list: z.array(item).default([]) });
