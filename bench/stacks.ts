import type { Groups, Stack } from "../test/support/engine/stack";

export const sites = (count: number, change: Record<string, unknown> = {}): Groups =>
    Object.fromEntries(
        Array.from({ length: count }, (_, i) => [
            `site-${i}`,
            { args: { name: `Site ${i}`, location: "San Jose", latitude: 37.3, longitude: -121.9, ...change } },
        ]),
    );

/** The size of this package's stored resources as compact JSON. */
export function stateBytes(stack: Stack): number {
    const resources: { type: string }[] = JSON.parse(stack.stateText()).checkpoint.latest?.resources ?? [];
    return JSON.stringify(resources.filter(({ type }) => type.endsWith(":AppConnectorGroup"))).length;
}

export const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
