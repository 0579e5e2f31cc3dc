import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const Site = z.strictObject({
    location: z.string(),
    latitude: z.number(),
    longitude: z.number(),
    description: z.string().optional(),
    upgradeDay: z.enum(["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"]).optional(),
    /** A time in steps of 15 minutes, such as `18:30`. */
    upgradeTime: z
        .string()
        .regex(/^([01]\d|2[0-3]):(00|15|30|45)$/, 'must be a quarter of an hour, such as "18:30"')
        .optional(),
});
const Sites = z.record(z.string(), Site);

/** Reads the sites of a file. The error lists every invalid entry with its site, its field and the reason. */
export function readSites(file: string) {
    const parsed = Sites.safeParse(parse(readFileSync(file, "utf8")));
    if (parsed.success) return parsed.data;
    const lines = parsed.error.issues.map(({ path, message }) => `\n  ${path.join(".")}: ${message}`);
    throw new Error(`${file} is not usable:${lines.join("")}`);
}

/** Seconds after midnight of a time such as `18:30`. */
export function secondsOf(time: string): number {
    const [hours = 0, minutes = 0] = time.split(":").map(Number);
    return hours * 3_600 + minutes * 60;
}
