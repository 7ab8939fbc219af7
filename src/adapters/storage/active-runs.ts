import pLimit from 'p-limit';
import { DAY_MS } from '../../domain/window.ts';
import type { Clock } from '../../ports/system.ts';
import type { StoredEntity } from './codec.ts';
import { compare } from './filter.ts';
import type { Table } from './table.ts';

const PARTITION = '~active';
/** A leftover of a crash is certain to be one by then: the run is written right after its entry here. */
const LEFTOVER_AFTER_MS = DAY_MS;
/** Active runs are a handful, a few hundred after a long backfill. */
const READS_AT_ONCE = 8;

/**
 * Which runs may be active, so that nobody has to read all runs to find out. An entry is made before its run becomes
 * active and removed after it has ended; what an interruption leaves behind is seen through by reading the run.
 */
export interface ActiveRuns {
  enter(runId: string): Promise<void>;
  find(runId: string): Promise<StoredEntity | undefined>;
  /** Unless somebody has entered the run anew since the entry was read. */
  leave(entry: StoredEntity): Promise<void>;
  /** The runs that entries stand for; those that have ended are among them. */
  list<R>(read: (runId: string) => Promise<R | undefined>): Promise<R[]>;
}

export function createActiveRuns(table: Table, clock: Clock): ActiveRuns {
  async function leave(entry: StoredEntity): Promise<void> {
    await table.remove(PARTITION, entry.rowKey, entry.etag);
  }

  return {
    leave,
    enter: (runId) =>
      table.upsert({
        partitionKey: PARTITION,
        rowKey: runId,
        at: clock.now(),
        'at@odata.type': 'Edm.Double',
      }),
    find: (runId) => table.get(PARTITION, runId),
    list: async (read) => {
      const entries = await table.query(compare('PartitionKey', 'eq', PARTITION));
      const limit = pLimit(READS_AT_ONCE);
      const runs = await Promise.all(
        entries.map((entry) =>
          limit(async () => {
            const run = await read(entry.rowKey);
            const isOld = clock.now() - Number(entry.at) > LEFTOVER_AFTER_MS;
            if (run === undefined && isOld) await leave(entry);
            return run;
          }),
        ),
      );
      return runs.filter((run) => run !== undefined);
    },
  };
}
