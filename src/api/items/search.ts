/** Looking for items: by id at once, by mailbox in its partitions, and by anything else row by row within a budget. */
import { findProduct } from '../../catalog/products.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { mappingKey } from '../../domain/numbers.ts';
import type { Connector, DeliveryRow } from '../../domain/records.ts';
import { DAY_MS, type Window } from '../../domain/window.ts';
import { findConnector } from '../setup/change.ts';
import { findById } from './lookup.ts';
import { DELIVERY_STATES, type ItemList, type ItemQuery } from './schemas.ts';
import { deliveryView, itemView, partitionOf, type LedgerItem } from './view.ts';
import { LATE_MS, walkDeliveries, walkItems, type Met } from './walks.ts';
import { decodePlace, encodePlace } from '../http/paging.ts';
import type { ApiDeps } from '../ports.ts';
import { ApiProblem } from '../http/problem.ts';
import { MAX_WINDOW_DAYS } from '../runs/run-schemas.ts';

export type SearchDeps = Pick<ApiDeps, 'clock' | 'connectors' | 'runs' | 'ledger' | 'directory'>;

/** A page of the search: ten pages of a table, about a second. */
const BUDGET_ROWS = 10_000;
/** A request of its own costs about as much as so many rows of a page. */
const ROWS_PER_REQUEST = 10;
/** How far back an id is looked for, when no time is given. */
const ID_DAYS = 400;

interface Wanted {
  connector: Connector;
  /** When it took place. */
  window: Window;
  /** Spellings of the number. */
  numbers: ReadonlySet<string> | undefined;
  mailboxId: string | undefined;
  itemOutcome: string | undefined;
  deliveryState: string | undefined;
}

interface Hit {
  item: LedgerItem;
  delivery?: DeliveryRow | undefined;
}

export async function searchItems(deps: SearchDeps, query: ItemQuery): Promise<ItemList> {
  const wanted = await wantedBy(deps, query);
  if (query.itemId !== undefined) return searchById(deps, query.itemId, query, wanted);
  const place = query.cursor === undefined ? [] : decodePlace(query.cursor);
  const { connector, window, mailboxId, deliveryState } = wanted;
  const walk =
    mailboxId === undefined && deliveryState === undefined
      ? walkItems(deps, connector.id, window, place)
      : walkDeliveries(
          deps,
          connector.id,
          window,
          {
            ...(mailboxId !== undefined && { mailboxId }),
            ...(deliveryState !== undefined && { state: deliveryState }),
          },
          place,
        );
  return follow(walk, query.limit, wanted);
}

async function follow(walk: AsyncIterable<Met>, limit: number, wanted: Wanted): Promise<ItemList> {
  const hits: Hit[] = [];
  let rows = 0;
  let cost = 0;
  for await (const met of walk) {
    rows += met.rows;
    cost += met.rows + met.requests * ROWS_PER_REQUEST;
    const { item, delivery } = met;
    if (item && isWanted(item, wanted)) hits.push({ item, delivery });
    if (hits.length < limit && cost < BUDGET_ROWS) continue;
    const searched = { rows, place: met.at, complete: false };
    return { items: hits.map(viewOf), nextCursor: encodePlace(met.place), searched };
  }
  return { items: hits.map(viewOf), searched: { rows, place: null, complete: true } };
}

async function searchById(
  deps: SearchDeps,
  itemId: string,
  { limit, cursor }: ItemQuery,
  wanted: Wanted,
): Promise<ItemList> {
  const { from, to } = wanted.window;
  const now = deps.clock.now();
  const begin = Number.isFinite(from) ? from : now - ID_DAYS * DAY_MS;
  const found = await findById(deps, wanted.connector.id, itemId, {
    from: begin - MAX_WINDOW_DAYS * DAY_MS,
    to: Math.min(to, now) + LATE_MS,
  });
  const hits: Hit[] = [];
  for (const item of found) {
    if (!isWanted(item, wanted)) continue;
    const deliveries = await deliveriesOf(deps, item, wanted);
    if (deliveries) hits.push({ item, delivery: deliveries[0] });
  }
  const places = hits.map(({ item }) => encodePlace([item.runId, item.row.key]));
  const start = cursor === undefined ? 0 : places.indexOf(cursor) + 1;
  if (cursor !== undefined && start === 0) {
    throw new ApiProblem(400, 'invalid_cursor', 'The cursor is of another search.');
  }
  const shown = hits.slice(start, start + limit);
  const isLast = start + limit >= hits.length;
  const next = isLast ? undefined : places[start + limit - 1];
  return {
    items: shown.map(viewOf),
    ...(next !== undefined && { nextCursor: next }),
    searched: { rows: found.length, place: null, complete: isLast },
  };
}

/** Those that the search asks for: none where it asks for none, `undefined` where it asks and there are none. */
async function deliveriesOf(
  { ledger }: SearchDeps,
  item: LedgerItem,
  { mailboxId, deliveryState }: Wanted,
): Promise<DeliveryRow[] | undefined> {
  if (mailboxId === undefined && deliveryState === undefined) return [];
  const { mailboxes = [], contentKey = '' } = item.row;
  const asked = mailboxes.filter((id) => mailboxId === undefined || id === mailboxId);
  const histories = await Promise.all(
    asked.map((id) => ledger.deliveryHistory(partitionOf(item, id), deliveryKey(id, contentKey))),
  );
  const rows = histories
    .flatMap((history) => history?.row ?? [])
    .filter(({ state }) => deliveryState === undefined || state === deliveryState);
  return rows.length === 0 ? undefined : rows;
}

async function wantedBy(deps: SearchDeps, query: ItemQuery): Promise<Wanted> {
  const connector = await findConnector(deps, query.connectorId);
  const { number, mailbox, outcome } = query;
  const region = findProduct(connector.product)?.region;
  const isDeliveryState = DELIVERY_STATES.some((state) => state === outcome);
  return {
    connector,
    window: { from: query.from ?? -Infinity, to: query.to ?? Infinity },
    numbers: number === undefined ? undefined : new Set([number, mappingKey(number, region)]),
    mailboxId: mailbox === undefined ? undefined : await mailboxIdOf(deps, mailbox),
    itemOutcome: isDeliveryState ? undefined : outcome,
    deliveryState: isDeliveryState ? outcome : undefined,
  };
}

async function mailboxIdOf({ directory }: SearchDeps, mailbox: string): Promise<string> {
  const address = mailbox.toLowerCase();
  if (!address.includes('@')) return address;
  const resolution = (await directory.resolve([address])).get(address);
  if (resolution?.mailboxId !== undefined) return resolution.mailboxId;
  const detail = 'The directory knows no mailbox of this address; give the object id of its user.';
  throw new ApiProblem(422, 'unknown_mailbox', detail);
}

function isWanted({ row }: LedgerItem, { window, numbers, itemOutcome }: Wanted): boolean {
  if (row.occurredAt < window.from || row.occurredAt >= window.to) return false;
  if (itemOutcome !== undefined && row.outcome !== itemOutcome) return false;
  return numbers === undefined || (row.parties?.some((party) => numbers.has(party)) ?? false);
}

function viewOf({ item, delivery }: Hit): ItemList['items'][number] {
  return { ...itemView(item), delivery: delivery ? deliveryView(item, delivery) : null };
}
