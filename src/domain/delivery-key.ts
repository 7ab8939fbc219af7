import type { DeliveryRow } from './records.ts';

/** The same for every listing of a communication that goes to a mailbox. */
export function deliveryKey(mailboxId: string, contentKey: string): string {
  return `${mailboxId}|${contentKey}`;
}

export function mailboxOf({ key }: Pick<DeliveryRow, 'key'>): string {
  return key.slice(0, key.indexOf('|'));
}

export function contentKeyOf({ key }: Pick<DeliveryRow, 'key'>): string {
  return key.slice(key.indexOf('|') + 1);
}
