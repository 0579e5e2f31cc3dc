/** How often each command has run, and each thing of interest has happened, in all runs together. */
export const tally: Record<string, number> = {};

export const count = (what: string): void => {
    tally[what] = (tally[what] ?? 0) + 1;
};

export const total = (prefix: string): number =>
    Object.entries(tally).reduce((sum, [what, times]) => (what.startsWith(prefix) ? sum + times : sum), 0);
