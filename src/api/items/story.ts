/** One item's whole story: what the ledger holds of it, of its deliveries and of the items it has to do with. */
import pLimit from 'p-limit';
import { itemKey } from '../../domain/content-key.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { runNameOf } from '../../domain/run-id.ts';
import { DAY_MS } from '../../domain/window.ts';
import type { DeliveryHistory } from '../../ports/ledger.ts';
import { eventsOf } from './events.ts';
import { itemIdOf, placeOfItem } from './id.ts';
import { readItems } from './lookup.ts';
import type { ItemStory } from './schemas.ts';
import { deliveryView, itemView, partitionOf, type LedgerItem } from './view.ts';
import type { ApiDeps } from '../ports.ts';
import { notFound } from '../http/problem.ts';

type StoryDeps = Pick<ApiDeps, 'runs' | 'ledger'>;
type Related = ItemStory['related'][number];

/** Each reads its partition's journal. */
const DELIVERIES_AT_ONCE = 8;
/** Runs that begin so long before or after are asked for the same item, and for those it names. */
const RELATED_MS = 31 * DAY_MS;

export async function itemStory(deps: StoryDeps, id: string): Promise<ItemStory> {
  const place = placeOfItem(id);
  const row = place && (await deps.ledger.item(place.runId, place.key));
  if (!row) throw notFound('item');
  const item = { runId: place.runId, row };
  const [histories, exceptions, { elsewhere, related }] = await Promise.all([
    historiesOf(deps, item),
    deps.ledger.exceptionsOf(item.runId, row.key),
    relatedTo(deps, item),
  ]);
  const mailboxes = histories.map((history) => deliveryView(item, history.row));
  return {
    ...itemView(item),
    raw: row.raw,
    mailboxes,
    events: eventsOf({ item, histories, exceptions, elsewhere }),
    related: [...duplicatesIn(mailboxes), ...related],
  };
}

async function historiesOf({ ledger }: StoryDeps, item: LedgerItem): Promise<DeliveryHistory[]> {
  const { mailboxes = [], contentKey = '' } = item.row;
  const limit = pLimit(DELIVERIES_AT_ONCE);
  const histories = await Promise.all(
    mailboxes.map((mailboxId) =>
      limit(() =>
        ledger.deliveryHistory(partitionOf(item, mailboxId), deliveryKey(mailboxId, contentKey)),
      ),
    ),
  );
  return histories.filter((history) => history !== undefined);
}

function duplicatesIn(mailboxes: ItemStory['mailboxes']): Related[] {
  const firsts = mailboxes.flatMap(({ duplicateOf }) => duplicateOf ?? []);
  const byId = new Map(firsts.map((first) => [first.id, first]));
  return [...byId.values()].map(({ id, itemId, runId }) => ({
    relation: 'duplicateOf',
    itemId,
    revision: null,
    id,
    runId,
  }));
}

/** Keys follow from ids, so that a look at a row for each run and id is enough. */
async function relatedTo(
  { runs, ledger }: StoryDeps,
  { runId, row }: LedgerItem,
): Promise<{ elsewhere: LedgerItem[]; related: Related[] }> {
  const { connectorId, from } = runNameOf(runId);
  const near = await runs.between(connectorId, from - RELATED_MS, from + RELATED_MS);
  const look = (key: string): Promise<LedgerItem[]> =>
    readItems(
      ledger,
      near.map((run) => ({ runId: run.id, key })),
    );
  const { itemId, revision, replaces } = row;
  const isRevision = replaces === itemId;
  const [same, next, replaced] = await Promise.all([
    look(row.key),
    look(itemKey(itemId, revision + 1)),
    replaces === undefined ? [] : look(itemKey(replaces, isRevision ? revision - 1 : 1)),
  ]);
  const elsewhere = same.filter((other) => other.runId !== runId);
  const related = [
    ...elsewhere.map((other) => relationTo('sameInOtherRun', other)),
    ...next.slice(0, 1).map((other) => relationTo('replacedBy', other)),
    ...replaced.slice(0, 1).map((other) => relationTo('replaces', other)),
  ];
  if (replaces !== undefined && replaced.length === 0) {
    related.push({ relation: 'replaces', itemId: replaces, revision: null, id: null, runId: null });
  }
  return { elsewhere, related };
}

function relationTo(relation: Related['relation'], { runId, row }: LedgerItem): Related {
  const { itemId, revision, key } = row;
  return { relation, itemId, revision, id: itemIdOf({ runId, key }), runId };
}
