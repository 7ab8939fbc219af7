import pLimit from 'p-limit';
import { groupBy } from '../../domain/group-by.ts';
import type { ExceptionRow } from '../../domain/records.ts';
import type { Ledger } from '../../ports/ledger.ts';
import { createCodec } from './codec.ts';
import { createExceptionFacts } from './exception-facts.ts';
import { createExceptionList, partitionOf } from './exception-list.ts';
import { all, compare } from './filter.ts';
import type { Table } from './table.ts';

const codec = createCodec<ExceptionRow>({ rowKey: 'key', json: ['parties', 'raw', 'staged'] });
const TRANSACTIONS_AT_ONCE = 8;

/** One partition a run, `{connectorId}|{run key}`, so that a connector's exceptions stand newest run first. */
export function createExceptions(
  table: Table,
  connectors: Table,
): Pick<
  Ledger,
  'putExceptions' | 'exceptions' | 'exceptionsOf' | 'exceptionFacts' | 'listExceptions'
> {
  return {
    putExceptions: async (rows) => {
      const limit = pLimit(TRANSACTIONS_AT_ONCE);
      const entities = new Map(
        rows.map((row) => {
          const entity = codec.encode(partitionOf(row.runId), row.key, row);
          return [`${entity.partitionKey}|${entity.rowKey}`, entity];
        }),
      );
      const runs = [...groupBy(entities.values(), (entity) => entity.partitionKey).values()];
      await Promise.all(runs.map((group) => limit(() => table.upsertAll(group))));
    },
    exceptions: async function* (runId) {
      const filter = compare('PartitionKey', 'eq', partitionOf(runId));
      for await (const page of table.pages(filter)) yield page.map((row) => codec.decode(row));
    },
    exceptionsOf: async (runId, itemKey) => {
      const filter = all(
        compare('PartitionKey', 'eq', partitionOf(runId)),
        compare('RowKey', 'ge', itemKey),
        compare('RowKey', 'lt', `${itemKey}}`),
      );
      return (await table.query(filter)).map((row) => codec.decode(row));
    },
    exceptionFacts: createExceptionFacts(table, connectors),
    listExceptions: createExceptionList(table, connectors, (entity) => codec.decode(entity)),
  };
}
