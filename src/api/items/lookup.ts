/** Items by their ids: the keys of their rows follow from them. */
import pLimit from 'p-limit';
import { itemKey } from '../../domain/content-key.ts';
import type { Window } from '../../domain/window.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ItemPlace } from './id.ts';
import type { LedgerItem } from './view.ts';

/** Single rows are read this many at a time. */
const READS_AT_ONCE = 16;
/** Revisions that an item may first have been listed with; one for which there are others is followed further. */
const FIRST_REVISIONS = [0, 1, 2, 3];
/** Unreadable listings of one id; a source that repeats one oftener has shown enough of it. */
const MAX_UNREAD = 100;

/** An item of the source, in every revision and every run over the time, the oldest run first. */
export async function findById(
  { runs, ledger }: Pick<Ports, 'runs' | 'ledger'>,
  connectorId: string,
  itemId: string,
  { from, to }: Window,
): Promise<LedgerItem[]> {
  const all = await runs.between(connectorId, from, to);
  all.sort((a, b) => a.window.from - b.window.from || a.number - b.number);
  const look = (revisions: readonly number[]): Promise<LedgerItem[]> => {
    const keys = revisions.map((revision) => itemKey(itemId, revision));
    const places = all.flatMap(({ id }) => keys.map((key) => ({ runId: id, key })));
    return readItems(ledger, places);
  };
  const found = await look(FIRST_REVISIONS);
  for (let revision = FIRST_REVISIONS.length; ; revision++) {
    const more = await look([revision]);
    found.push(...more);
    if (more.length === 0) break;
  }
  found.push(...(await findUnread(ledger, connectorId, itemId)));
  const order = new Map(all.map(({ id }, index) => [id, index]));
  return found
    .filter(({ runId }) => order.has(runId))
    .sort((a, b) => (order.get(a.runId) ?? 0) - (order.get(b.runId) ?? 0));
}

/** What could not be read has a key that follows from what is wrong with it as well; its exception knows it. */
async function findUnread(
  ledger: Ports['ledger'],
  connectorId: string,
  itemId: string,
): Promise<LedgerItem[]> {
  const filter = { connectorId, itemId, cause: 'malformed' };
  const { rows } = await ledger.listExceptions(filter, MAX_UNREAD);
  const keyed = new Set(FIRST_REVISIONS.map((revision) => itemKey(itemId, revision)));
  const unread = rows.filter((row) => !keyed.has(row.itemKey));
  return readItems(
    ledger,
    unread.map(({ runId, itemKey: key }) => ({ runId, key })),
  );
}

/** Those of the places where an item stands. */
export async function readItems(
  ledger: Pick<Ports['ledger'], 'item'>,
  places: readonly ItemPlace[],
): Promise<LedgerItem[]> {
  const limit = pLimit(READS_AT_ONCE);
  const items = await Promise.all(
    places.map(({ runId, key }) =>
      limit(async () => {
        const row = await ledger.item(runId, key);
        return row && { runId, row };
      }),
    ),
  );
  return items.filter((item) => item !== undefined);
}
