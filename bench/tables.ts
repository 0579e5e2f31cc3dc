import type { FloorRow } from "./floor";
import type { PartResults, RunInfo } from "./results";

type Cell = string | number | undefined;

/** A table in Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly Cell[])[]) =>
    [head, head.map(() => "---"), ...rows]
        .map((cells) => `| ${cells.map((cell) => cell ?? "–").join(" | ")} |`)
        .join("\n");
const show = (value: number | undefined, digits = 0) => value?.toFixed(digits);

/** When, where and with what a part was measured. */
export const runLine = ({ date, cpu, cores, node, cli, sdk, minutes, load }: RunInfo): string =>
    `Measured on ${date.slice(0, 10)} with ${cores} cores (${cpu}), Node ${node}, CLI ${cli}, SDK ${sdk}` +
    (load === undefined
        ? "."
        : `; it took ${show(minutes)} minutes. The load average at its start was ${show(load, 1)}.`);

/** The text of a part's results, the same in the terminal and in `docs/benchmark.md`. */
export const TABLES: { readonly [P in keyof PartResults]: (result: PartResults[P]) => string } = {
    floor: floorTable,
    plugin: ({ loadMs, rows }) =>
        `Loading the provider and a first check take ${show(loadMs)} ms of CPU time more than an empty Node process.\n\n${table(
            ["groups", "tenants", "check, ms a group", "diff, ms a group"],
            rows.map((r) => [r.groups, r.tenants, show(r.checkMs, 3), show(r.diffMs, 3)]),
        )}`,
    emulator: ({ startMs, pageOf500Ms, requestsPerSecond }) =>
        `The emulator in its own process is ready ${show(startMs)} ms after its start. A page of 500 groups takes ` +
        `${show(pageOf500Ms, 1)} ms (median of 41). It answers ${show(requestsPerSecond)} small requests a second on 32 connections.`,
    limits: (rows) =>
        table(
            [
                "API",
                "groups",
                "keys",
                "--parallel",
                "operation",
                "reads",
                "writes",
                "429",
                "seconds",
                "writing",
                "least",
                "ratio",
                "plugin MB",
            ],
            rows.map((r) => [
                ...[r.api, r.groups, r.keys, r.parallel ?? "default", r.operation],
                ...[r.reads, r.writes, r.refused429, show(r.seconds, 1)],
                ...[show(r.writeSeconds, 1), show(r.leastSeconds), show(r.ratio, 3)],
                show(r.peakPluginMb),
            ]),
        ),
    tenants: (rows) =>
        table(
            ["operation", "sign-ins", "reads", "writes", "429", "seconds"],
            rows.map((r) => [r.operation, r.signIns, r.reads, r.writes, r.refused429, show(r.seconds, 1)]),
        ),
};

function floorTable(rows: PartResults["floor"]): string {
    const withVendor = rows.some(({ vendor }) => vendor);
    const columns: [string, (row: FloorRow) => Cell][] = [
        ["latency ms", (r) => r.latencyMs],
        ["groups", (r) => r.groups],
        ["operation", (r) => r.operation],
        ["runs", (r) => r.runs],
        ["s", (r) => show(r.ours.seconds, 1)],
        ["floor s", (r) => show(r.floor.seconds, 1)],
        ["ratio", (r) => show(r.floor.ratio, 2)],
        ["CPU s", (r) => show(r.ours.cpuSeconds, 2)],
        ["floor CPU s", (r) => show(r.floor.cpuSeconds, 2)],
        ["CPU ratio", (r) => show(r.floor.cpuRatio, 2)],
    ];
    const nativeColumns: typeof columns = [
        ["native s", (r) => show(r.native?.seconds, 1)],
        ["native CPU s", (r) => show(r.native?.cpuSeconds, 2)],
        ["native CPU ratio", (r) => show(r.native?.toFloor.cpuRatio, 2)],
    ];
    const vendorColumns: typeof columns = [
        ["vendor s", (r) => show(r.vendor?.seconds, 1)],
        ["ratio to vendor", (r) => show(r.vendor?.ratio, 2)],
        ["CPU ratio to vendor", (r) => show(r.vendor?.cpuRatio, 2)],
        ["native CPU ratio to vendor", (r) => show(r.native?.toVendor?.cpuRatio, 2)],
    ];
    const withNative = rows.some(({ native }) => native);
    const shown = [...columns, ...(withNative ? nativeColumns : []), ...(withVendor ? vendorColumns : [])];
    const bytes = rows.findLast(({ stateBytesPerGroup }) => stateBytesPerGroup);
    const state = bytes
        ? `\n\nA stored group takes ${show(bytes.stateBytesPerGroup)} bytes (state of ${bytes.groups} groups as compact JSON).`
        : "";
    return `${table(
        shown.map(([head]) => head),
        rows.map((row) => shown.map(([, cell]) => cell(row))),
    )}${state}`;
}
