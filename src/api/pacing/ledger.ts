/** When the calls of one limit were sent, and until when the service asked everybody to wait. */
export interface LedgerPage {
    readonly sentAt: readonly number[];
    readonly pausedUntil: number;
}

export const EMPTY_PAGE: LedgerPage = { sentAt: [], pausedUntil: 0 };

/** Where the calls of one limit are counted. `change` is atomic; its function may be called more than once. */
export interface Ledger {
    change(change: (page: LedgerPage) => LedgerPage): Promise<LedgerPage>;
}

/** Counts the calls of this process alone. */
export function memoryLedger(): Ledger {
    let page = EMPTY_PAGE;
    return {
        async change(change) {
            page = change(page);
            return page;
        },
    };
}
