/** What a new mapping changes in the one in use. Pure. */
import type { MappingEntry } from '../../domain/records.ts';
import { isoTime } from '../../domain/window.ts';
import type { Difference, MappingReport } from './schemas.ts';

/** Differences that are listed; all are counted. */
export const MAX_DIFFERENCES_LISTED = 200;

type Comparison = Pick<MappingReport, 'added' | 'changed' | 'removed' | 'differences'>;

/** Row by row, a row being a number and its time. */
export function compare(
  before: readonly MappingEntry[],
  after: readonly MappingEntry[],
): Comparison {
  const counts = { added: 0, changed: 0, removed: 0 };
  const differences: Difference[] = [];
  const note = (
    change: Difference['change'],
    entry: MappingEntry,
    mailboxes: Pick<Difference, 'mailbox' | 'before'>,
  ): void => {
    counts[change]++;
    if (differences.length === MAX_DIFFERENCES_LISTED) return;
    differences.push({
      change,
      number: entry.number,
      ...mailboxes,
      validFrom: dateOf(entry.validFrom),
      validTo: dateOf(entry.validTo),
    });
  };
  const old = new Map(before.map((entry) => [keyOf(entry), entry]));
  for (const entry of after) {
    const { mailbox } = entry;
    const was = old.get(keyOf(entry))?.mailbox;
    if (was === undefined) note('added', entry, { mailbox, before: null });
    else if (was !== mailbox) note('changed', entry, { mailbox, before: was });
    old.delete(keyOf(entry));
  }
  for (const entry of old.values()) {
    note('removed', entry, { mailbox: null, before: entry.mailbox });
  }
  return { ...counts, differences };
}

function keyOf({ number, validFrom, validTo }: MappingEntry): string {
  return `${number}|${String(validFrom)}|${String(validTo)}`;
}

function dateOf(time: number | undefined): string | null {
  return time === undefined ? null : isoTime(time);
}
