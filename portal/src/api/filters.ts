/** What exceptions and items are looked for by: plain data, as it stands in addresses and requests. */

export const CAUSES = ['unmapped', 'tooLarge', 'malformed', 'failed'] as const;
export const ITEM_OUTCOMES = ['delivered', 'unmapped', 'tooLarge', 'malformed'] as const;
export const DELIVERY_STATES = ['imported', 'partial', 'failed', 'claimed', 'planned'] as const;

/** Absent: all. */
export interface ExceptionFilter {
  connectorId?: string;
  runId?: string;
  cause?: (typeof CAUSES)[number];
  state?: 'open' | 'resolved';
  reason?: string;
  itemId?: string;
  party?: string;
}

/** Without an item's id, `from` and `to` are needed. */
export interface ItemSearch {
  connectorId: string;
  number?: string;
  mailbox?: string;
  itemId?: string;
  from?: string;
  to?: string;
  outcome?: (typeof ITEM_OUTCOMES | typeof DELIVERY_STATES)[number];
}
