import type { Results } from "./results";
import { table } from "./tables";

/** The figures that `docs/evaluation.md` quotes from `docs/benchmark.md`. */
export function quotedFigures({ floor, limits }: Results): string {
    const unchanged = (groups: number) =>
        floor?.result.find(
            (row) => row.operation === "preview of nothing" && row.groups === groups && row.latencyMs === 0,
        )?.floor.ratio;
    const created = limits?.result.find(
        (row) => row.operation === "create" && row.api === "OneAPI" && row.groups === 100 && row.keys === 0,
    );
    const asked = limits?.result.filter(({ operation }) => operation === "preview, nothing to change") ?? [];
    const refused = limits?.result.map((row) => row.refused429) ?? [];
    const bytes = floor?.result.findLast(({ stateBytesPerGroup }) => stateBytesPerGroup)?.stateBytesPerGroup;
    return table(
        ["what", "measured"],
        [
            ...[1, 100, 500].map((groups) => [
                `preview of ${groups} unchanged group${groups > 1 ? "s" : ""}, time in relation to a dynamic provider that does nothing`,
                unchanged(groups)?.toFixed(2),
            ]),
            ["calls of a preview with nothing to change", Math.max(...asked.map((row) => row.reads + row.writes))],
            [
                "writing 100 new groups on OneAPI, seconds; the least that the rate limit allows",
                `${created?.writeSeconds?.toFixed(1)}; ${created?.leastSeconds?.toFixed(0)}`,
            ],
            ["answers with 429, in all measured operations together", refused.reduce((sum, count) => sum + count, 0)],
            ["state of a group, bytes", bytes?.toFixed(0)],
        ],
    );
}
