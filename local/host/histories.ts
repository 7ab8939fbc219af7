/** Reads what a host has written of an orchestration, once it has ended: while it runs, the state is its own. */
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { HistoryEvent } from './history.ts';

/** @param data the host's data folder */
export function readHistory(data: string, instanceId: string): HistoryEvent[] {
  const database = new DatabaseSync(join(data, 'host.sqlite'), { readOnly: true });
  try {
    const rows = database
      .prepare('SELECT event FROM history WHERE id = ? ORDER BY seq')
      .all(instanceId) as { event: string }[];
    return rows.map(({ event }) => JSON.parse(event) as HistoryEvent);
  } finally {
    database.close();
  }
}
