/** When the calls of a limit were sent, and until when all calls must wait. */
export interface LedgerPage {
    readonly sentAt: readonly number[];
    readonly pausedUntil: number;
}

export const EMPTY_PAGE: LedgerPage = { sentAt: [], pausedUntil: 0 };

/** A store for the calls of a limit. `change` is atomic; its function may be called more than once. */
export interface Ledger {
    change(change: (page: LedgerPage) => LedgerPage): Promise<LedgerPage>;
}

/** Counts only the calls of this process. */
export function memoryLedger(): Ledger {
    let page = EMPTY_PAGE;
    return {
        async change(change) {
            page = change(page);
            return page;
        },
    };
}
