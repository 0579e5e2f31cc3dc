/** When the calls of a limit were sent, and until when its calls must wait. */
export interface LedgerPage {
    readonly sentAt: readonly number[];
    readonly pausedUntil: number;
}

/** The pages of several limits, by the limit's key. */
export type LedgerPages = Readonly<Record<string, LedgerPage>>;

export const EMPTY_PAGE: LedgerPage = { sentAt: [], pausedUntil: 0 };

/**
 * A store for the calls to one address. `change` is atomic, for all limits of a call; its function may be called more
 * than once.
 */
export interface Ledger {
    change(change: (pages: LedgerPages) => LedgerPages): Promise<LedgerPages>;
}

/** Counts only the calls of this process. */
export function memoryLedger(): Ledger {
    let pages: LedgerPages = {};
    return {
        async change(change) {
            pages = change(pages);
            return pages;
        },
    };
}
