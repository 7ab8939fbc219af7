import type { ExceptionRow } from '../../domain/records.ts';
import { runNameOf } from '../../domain/run-id.ts';
import type { ExceptionFilter, Ledger } from '../../ports/ledger.ts';
import type { Page } from '../../ports/storage.ts';
import type { StoredEntity } from './codec.ts';
import { CONNECTORS_PARTITION } from './connectors.ts';
import { decodeCursor, encodeCursor, pageOf, take } from './cursor.ts';
import { all, compare } from './filter.ts';
import { runKey } from './run-key.ts';
import { PAGE_ROWS, type Table } from './table.ts';

/** A place in the list: newest run first, then by connector, then by key. */
type Place = readonly [run: string, connectorId: string, key: string];

/** Of a party: rows read at a time, with one more just what a request brings. */
const SEARCH_PAGE_ROWS = PAGE_ROWS - 1;
/** What a person waits for before being told how far the search has come. */
const MAX_SEARCHED_PAGES = 10;

/** Merges what stands in the partitions of one or all connectors. */
export function createExceptionList(
  table: Table,
  connectors: Table,
  decode: (entity: StoredEntity) => ExceptionRow,
): Ledger['listExceptions'] {
  async function* rowsAfter(
    connectorId: string,
    filter: ExceptionFilter,
    count: number,
    after: Place | undefined,
  ): AsyncIterable<StoredEntity> {
    const pageRows = Math.min(count, PAGE_ROWS);
    for (const place of placesAfter(connectorId, filter.runId, after)) {
      const conditions = all(place, conditionsOf(filter));
      for await (const page of table.pages(conditions, { pageRows })) yield* page;
    }
  }

  /** The first rows behind a place, and one more if there are so many. */
  async function merge(
    ids: readonly string[],
    filter: ExceptionFilter,
    limit: number,
    after: Place | undefined,
  ): Promise<StoredEntity[]> {
    const count = limit + 1;
    const lists = await Promise.all(
      ids.map((id) => take(rowsAfter(id, filter, count, after), count)),
    );
    const merged = lists.flat().sort((a, b) => comparePlaces(placeOf(a), placeOf(b)));
    return merged.slice(0, count);
  }

  /** No column can be asked for a party: the rows are looked at one after the other. */
  async function search(
    ids: readonly string[],
    filter: ExceptionFilter,
    limit: number,
    after: Place | undefined,
  ): Promise<Page<ExceptionRow>> {
    const rows: ExceptionRow[] = [];
    let place = after;
    for (let pages = 0; pages < MAX_SEARCHED_PAGES; pages++) {
      const found = await merge(ids, filter, SEARCH_PAGE_ROWS, place);
      for (const entity of found.slice(0, SEARCH_PAGE_ROWS)) {
        place = placeOf(entity);
        const row = decode(entity);
        if (!isOfParty(row, filter.party)) continue;
        if (rows.push(row) === limit) return { rows, nextCursor: encodeCursor(place) };
      }
      if (found.length <= SEARCH_PAGE_ROWS) return { rows };
    }
    return { rows, ...(place && { nextCursor: encodeCursor(place) }) };
  }

  return async (filter, limit, cursor) => {
    const after = cursor === undefined ? undefined : placeIn(cursor);
    const ids = await connectorIds(connectors, filter);
    if (filter.party !== undefined) return search(ids, filter, limit, after);
    return pageOf(await merge(ids, filter, limit, after), limit, decode, placeOf);
  };
}

export function isOfParty({ parties }: Pick<ExceptionRow, 'parties'>, party?: string): boolean {
  return party === undefined || (parties?.includes(party) ?? false);
}

/** What columns can be asked for. */
export function conditionsOf(filter: ExceptionFilter): string | undefined {
  const { cause, reason, state, itemId, party } = filter;
  // Only what is unmapped names parties.
  const causeOfParties = party === undefined ? undefined : 'unmapped';
  const wanted = { cause: cause ?? causeOfParties, reason, state, itemId };
  const filters = Object.entries(wanted).flatMap(([column, value]) =>
    value === undefined ? [] : [compare(column, 'eq', value)],
  );
  return filters.length === 0 ? undefined : all(...filters);
}

export function partitionOf(runId: string): string {
  const name = runNameOf(runId);
  return `${name.connectorId}|${runKey(name)}`;
}

export async function connectorIds(connectors: Table, filter: ExceptionFilter): Promise<string[]> {
  const named = filter.runId === undefined ? undefined : runNameOf(filter.runId).connectorId;
  if (filter.connectorId !== undefined) {
    return named === undefined || named === filter.connectorId ? [filter.connectorId] : [];
  }
  if (named !== undefined) return [named];
  const rows = await connectors.query(compare('PartitionKey', 'eq', CONNECTORS_PARTITION), {
    select: ['RowKey'],
  });
  return rows.map((row) => row.rowKey);
}

/** Filters that together, in this order, find what stands behind a place among a connector's exceptions. */
export function placesAfter(
  connectorId: string,
  runId: string | undefined,
  after: Place | undefined,
): string[] {
  if (runId !== undefined) {
    const run = compare('PartitionKey', 'eq', partitionOf(runId));
    return [after ? all(run, compare('RowKey', 'gt', after[2])) : run];
  }
  const within = compare('PartitionKey', 'lt', `${connectorId}}`);
  if (!after) return [all(compare('PartitionKey', 'ge', `${connectorId}|`), within)];
  const [run, afterConnector, afterKey] = after;
  const same = compare('PartitionKey', 'eq', `${connectorId}|${run}`);
  const rest = all(compare('PartitionKey', 'gt', `${connectorId}|${run}`), within);
  if (connectorId < afterConnector) return [rest];
  const isHere = connectorId === afterConnector;
  return [isHere ? all(same, compare('RowKey', 'gt', afterKey)) : same, rest];
}

function placeIn(cursor: string): Place {
  const [run = '', connectorId = '', key = ''] = decodeCursor(cursor, 3);
  return [run, connectorId, key];
}

function placeOf(entity: StoredEntity): Place {
  const separator = entity.partitionKey.indexOf('|');
  return [
    entity.partitionKey.slice(separator + 1),
    entity.partitionKey.slice(0, separator),
    entity.rowKey,
  ];
}

function comparePlaces(a: Place, b: Place): number {
  for (const [index, part] of a.entries()) {
    const other = b[index] ?? '';
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}
