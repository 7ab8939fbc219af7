import { hash } from 'node:crypto';
import type { Item, Malformed, Party } from './item.ts';

/** Hex digits of our keys: 160 bits, far beyond any accidental meeting of two. */
const KEY_DIGITS = 40;

/**
 * The key of one listing of the source: its id and revision. Of a listing that could not be read these two are what was
 * made out of it, and may be those of a sound one: what is wrong with it keeps the two apart.
 */
export function itemKey(id: string, revision: number, unread?: Malformed): string {
  return digest(unread ? [id, revision, unread.place, unread.reason] : [id, revision]);
}

/**
 * The same for every listing of the same communication, whoever's phone reported it; different for an edit, a deletion
 * and a higher revision, which are communications of their own. What they replace is left aside: every phone names the
 * item that it reported before.
 */
export function contentKey(item: Item): string {
  const hashes = item.attachments.map(({ sha256 }) => sha256).sort();
  const shared = [
    item.format,
    item.parties.filter(({ role }) => role === 'from').map(partyName),
    recipientsOf(item),
    // An impossible time still tells communications apart, whereas `archivedAt` differs from listing to listing.
    item.givenTime ?? item.occurredAt,
    item.text ?? '',
    hashes,
    item.event,
    item.revision > 1 ? item.revision : 1,
  ];
  return digest([...shared, ...(item.format === 'email' ? ofEmail(item) : ofRecord(item))]);
}

function ofRecord({ kind, segment }: Item): unknown[] {
  // Two pieces of one long message may carry the same words at the same moment.
  return [kind, segment?.piece ?? 0, segment?.of ?? 0];
}

function ofEmail({ subject, text, html }: Item): unknown[] {
  return [subject ?? '', text === undefined ? (html ?? '') : ''];
}

/** The owner of the phone is left aside: every phone reports the same communication with another owner. */
function recipientsOf({ parties }: Item): string[] {
  const names = parties.filter(({ role }) => role !== 'from' && role !== 'owner').map(partyName);
  return [...new Set(names)].sort();
}

/** What a party is known by: the normalised number, else the value as captured. */
export function partyName({ number, value, email, name }: Party): string {
  return number ?? (value.trim() || (email ?? name ?? ''));
}

function digest(facts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(facts)).slice(0, KEY_DIGITS);
}
