import type { AuditEnd, AuditRow } from '../../domain/audit.ts';
import { DAY_MS } from '../../domain/window.ts';
import type { Audit, AuditFilter } from '../../ports/audit.ts';
import { createCodec, type StoredEntity } from './codec.ts';
import { decodeCursor, pageOf, take } from './cursor.ts';
import { all, compare } from './filter.ts';
import { windowKey } from './run-key.ts';
import { PAGE_ROWS, type Table } from './table.ts';

/** One, so that the end of the chain and a row are written in one transaction; it takes far more than people do. */
export const PARTITION = 'chain';
/** What is no row of the chain sorts before all rows, whose keys begin with a digit. */
export const END = '!end';
export const FIRST_ROW = '0';
/** Ten digits: as many rows as nobody will ever write. */
const LAST_NUMBER = 9_999_999_999;

export const rowCodec = createCodec<AuditRow>({ json: ['before', 'after'] });
export const endCodec = createCodec<AuditEnd>({});

/** Newest first; the number, as several rows may be of one moment. */
export function keyOf({ at, number }: AuditRow): string {
  return `${windowKey(Date.parse(at))}|${String(LAST_NUMBER - number).padStart(10, '0')}`;
}

export function createAuditReader(
  table: Table,
): Pick<Audit, 'list' | 'rows' | 'rowBefore' | 'linkAt'> {
  async function* rows(from: number, to: number): AsyncIterable<AuditRow[]> {
    for await (const page of table.pages(between(from, to))) {
      yield page.map((entity) => rowCodec.decode(entity));
    }
  }

  return {
    rows,
    list: async (filter, limit, cursor) => {
      const [after] = cursor === undefined ? [undefined] : decodeCursor(cursor, 1);
      const place = after === undefined ? undefined : compare('RowKey', 'gt', after);
      const conditions = all(between(filter.from, filter.to), place, ...conditionsOf(filter));
      const pageRows = Math.min(limit + 1, PAGE_ROWS);
      const found = await take(entitiesOf(table, conditions, pageRows), limit + 1);
      return pageOf(
        found,
        limit,
        (entity) => rowCodec.decode(entity),
        ({ rowKey }) => [rowKey],
      );
    },
    rowBefore: async (at) => {
      const [found] = await take(entitiesOf(table, between(undefined, at), 1), 1);
      return found && rowCodec.decode(found);
    },
    linkAt: async (at) => {
      const end = await table.get(PARTITION, END);
      if (!end) return undefined;
      const { number, at: last, hash } = endCodec.decode(end);
      const lastAt = Date.parse(last);
      // Rows stand newest first, so that the one just behind is the last of those that are behind.
      for (let from = at, span = DAY_MS; from <= lastAt; from += span, span *= 2) {
        let next: AuditRow | undefined;
        for await (const page of rows(from, from + span)) next = page.at(-1) ?? next;
        if (next) return { number: next.number, at: next.at, names: next.previous };
      }
      return { number, at: last, names: hash };
    },
  };
}

async function* entitiesOf(
  table: Table,
  filter: string,
  pageRows: number,
): AsyncIterable<StoredEntity> {
  for await (const page of table.pages(filter, { pageRows })) yield* page;
}

/** Rows of [from, to). */
function between(from: number | undefined, to: number | undefined): string {
  return all(
    compare('PartitionKey', 'eq', PARTITION),
    // Keys of one moment begin with its time, and `~` sorts behind all of them.
    to === undefined
      ? compare('RowKey', 'ge', FIRST_ROW)
      : compare('RowKey', 'gt', `${windowKey(to)}~`),
    from === undefined ? undefined : compare('RowKey', 'lt', `${windowKey(from)}~`),
  );
}

function conditionsOf({ connectorId, runId, action, who }: AuditFilter): (string | undefined)[] {
  const equal = (column: string, value: string | undefined) =>
    value === undefined ? undefined : compare(column, 'eq', value);
  return [
    equal('connectorId', connectorId),
    equal('runId', runId),
    equal('action', action),
    who === undefined
      ? undefined
      : `(${compare('who', 'eq', who)} or ${compare('whoId', 'eq', who)})`,
  ];
}
