import pLimit from 'p-limit';
import { rowAfter, SYSTEM, type AuditEntry, type AuditRow } from '../../domain/audit.ts';
import { AppError, errorCode, isCode } from '../../domain/errors.ts';
import { isoTime } from '../../domain/window.ts';
import type { Audit, AuditIntent } from '../../ports/audit.ts';
import type { Clock, Log, Random } from '../../ports/system.ts';
import {
  createAuditReader,
  END,
  endCodec,
  FIRST_ROW,
  keyOf,
  PARTITION,
  rowCodec,
} from './audit-reader.ts';
import type { Operation } from './batch.ts';
import { createCodec } from './codec.ts';

import { all, compare } from './filter.ts';
import type { Table } from './table.ts';

const INTENT = '!intent|';
/** Other copies of the app append at the same moment; each round one of them has gone on. */
const MAX_ROUNDS = 40;
/** About what an append takes. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;

interface AuditTools {
  clock: Clock;
  random: Random;
  log: Log;
}

const intentCodec = createCodec<Omit<AuditIntent, 'id'>>({ json: ['entry'] });

export function createAudit(table: Table, tools: AuditTools): Audit {
  const { clock, random, log } = tools;
  // Within a process they queue up, so that only processes ever compete.
  const oneAtATime = pLimit(1);
  const append: Audit['append'] = (entry, intent) =>
    oneAtATime(() => appendTo(table, entry, intent, tools));

  return {
    ...createAuditReader(table),
    append,
    automatic: async (act) => {
      try {
        await append({ ...act, who: SYSTEM, outcome: 'done' });
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
      const intents = await table.query(
        all(
          compare('PartitionKey', 'eq', PARTITION),
          compare('RowKey', 'ge', INTENT),
          compare('RowKey', 'lt', FIRST_ROW),
        ),
      );
      return intents
        .map((found) => ({ id: found.rowKey.slice(INTENT.length), ...intentCodec.decode(found) }))
        .filter(({ begunAt }) => begunAt < before);
    },
  };
}

async function appendTo(
  table: Table,
  entry: AuditEntry,
  intent: string | undefined,
  { clock, random }: AuditTools,
): Promise<void> {
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
    const gone = { partitionKey: PARTITION, rowKey: INTENT + intent };
    operations.push({ kind: 'delete', entity: gone });
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
