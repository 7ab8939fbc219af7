import pLimit from 'p-limit';
import {
  rowAfter,
  SYSTEM,
  type AuditEnd,
  type AuditEntry,
  type AuditRow,
} from '../../domain/audit.ts';
import { AppError, errorCode } from '../../domain/errors.ts';
import { DAY_MS, isoTime } from '../../domain/window.ts';
import type { Audit, AuditFilter, Clock, Log, Random } from '../../ports.ts';
import type { Operation } from './batch.ts';
import { createCodec, type StoredEntity } from './codec.ts';
import { decodeCursor, pageOf, take } from './cursor.ts';
import { isCode } from './errors.ts';
import { all, compare } from './filter.ts';
import { windowKey } from './run-key.ts';
import { PAGE_ROWS, type Table } from './table.ts';

/** One, so that the end of the chain and a row are written in one transaction; it takes far more than people do. */
const PARTITION = 'chain';
/** What is no row of the chain sorts before all rows, whose keys begin with a digit. */
const END = '!end';
const INTENT = '!intent|';
const FIRST_ROW = '0';
/** Ten digits: as many rows as nobody will ever write. */
const LAST_NUMBER = 9_999_999_999;

/** Other copies of the app append at the same moment; each round one of them has gone on. */
const MAX_ROUNDS = 40;
/** About what an append takes. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;

interface Intent {
  entry: AuditEntry;
  begunAt: number;
}

interface AuditTools {
  clock: Clock;
  random: Random;
  log: Log;
}

const rowCodec = createCodec<AuditRow>({ json: ['before', 'after'] });
const endCodec = createCodec<AuditEnd>({});
const intentCodec = createCodec<Intent>({ json: ['entry'] });

export function createAudit(table: Table, { clock, random, log }: AuditTools): Audit {
  // Within a process they queue up, so that only processes ever compete.
  const oneAtATime = pLimit(1);

  async function append(entry: AuditEntry, intent?: string): Promise<void> {
    let open = intent;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const end = await table.get(PARTITION, END);
      const row = rowAfter(end && endCodec.decode(end), entry, isoTime(clock.now()));
      const result = await tryAppend(table, row, end?.etag, open);
      if (result === 'written') return;
      if (result === 'noIntent') open = undefined;
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** round);
      await clock.sleep(Math.ceil(random.fraction() * pause));
    }
    throw new AppError('storage_unavailable', 'the audit is written by too many at once', {
      retry: 'later',
    });
  }

  async function* rows(from: number, to: number): AsyncIterable<AuditRow[]> {
    for await (const page of table.pages(between(from, to))) yield page.map(rowCodec.decode);
  }

  return {
    rows,
    append: (entry, intent) => oneAtATime(() => append(entry, intent)),
    automatic: async (act) => {
      try {
        await oneAtATime(() => append({ ...act, who: SYSTEM, outcome: 'done' }));
      } catch (error) {
        const { action, connectorId, runId } = act;
        const facts = { action, connectorId, runId, code: errorCode(error) };
        log.error('an audit row could not be written', facts);
      }
    },
    begin: async (entry) => {
      const id = random.uuid();
      const intent = { entry, begunAt: clock.now() };
      await table.insert(intentCodec.encode(PARTITION, INTENT + id, intent));
      return id;
    },
    forget: (intent) => table.remove(PARTITION, INTENT + intent),
    unfinished: async (before) => {
      const found = await table.query(
        all(partition(), compare('RowKey', 'ge', INTENT), compare('RowKey', 'lt', FIRST_ROW)),
      );
      return found
        .map((entity) => ({
          id: entity.rowKey.slice(INTENT.length),
          ...intentCodec.decode(entity),
        }))
        .filter(({ begunAt }) => begunAt < before);
    },
    list: async (filter, limit, cursor) => {
      const [after] = cursor === undefined ? [undefined] : decodeCursor(cursor, 1);
      const place = after === undefined ? undefined : compare('RowKey', 'gt', after);
      const conditions = all(between(filter.from, filter.to), place, ...conditionsOf(filter));
      const pageRows = Math.min(limit + 1, PAGE_ROWS);
      const found = await take(entitiesOf(table, conditions, pageRows), limit + 1);
      return pageOf(found, limit, rowCodec.decode, ({ rowKey }) => [rowKey]);
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

/** `overtaken`: somebody else appended first. `noIntent`: the intent was taken for one that never ends. */
async function tryAppend(
  table: Table,
  row: AuditRow,
  etag: string | undefined,
  intent: string | undefined,
): Promise<'written' | 'overtaken' | 'noIntent'> {
  const { number, at, hash } = row;
  const key = keyOf(row);
  const end = endCodec.encode(PARTITION, END, { number, at, hash });
  const operations: Operation[] = [
    etag === undefined ? { kind: 'insert', entity: end } : { kind: 'replace', entity: end, etag },
    { kind: 'insert', entity: rowCodec.encode(PARTITION, key, row) },
  ];
  if (intent !== undefined) {
    operations.push({
      kind: 'delete',
      entity: { partitionKey: PARTITION, rowKey: INTENT + intent },
    });
  }
  try {
    await table.transact(operations);
    return 'written';
  } catch (error) {
    const isRefused = isCode(error, 'conflict') || isCode(error, 'not_found');
    if (!isRefused) throw error;
    // An answer that was lost is followed by the refusal of its repetition.
    if ((await table.get(PARTITION, key))?.hash === hash) return 'written';
    return isCode(error, 'conflict') ? 'overtaken' : 'noIntent';
  }
}

async function* entitiesOf(
  table: Table,
  filter: string,
  pageRows: number,
): AsyncIterable<StoredEntity> {
  for await (const page of table.pages(filter, { pageRows })) yield* page;
}

/** Newest first; the number, as several rows may be of one moment. */
function keyOf({ at, number }: AuditRow): string {
  return `${windowKey(Date.parse(at))}|${String(LAST_NUMBER - number).padStart(10, '0')}`;
}

/** Rows of [from, to). */
function between(from: number | undefined, to: number | undefined): string {
  return all(
    partition(),
    // Keys of one moment begin with its time, and `~` sorts behind all of them.
    to === undefined
      ? compare('RowKey', 'ge', FIRST_ROW)
      : compare('RowKey', 'gt', `${windowKey(to)}~`),
    from === undefined ? undefined : compare('RowKey', 'lt', `${windowKey(from)}~`),
  );
}

function partition(): string {
  return compare('PartitionKey', 'eq', PARTITION);
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
