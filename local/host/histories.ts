import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { HistoryEvent } from './history.ts';

/** What a host has written of an orchestration; for the time when none runs on the data folder. */
export function readHistory(data: string, instanceId: string): HistoryEvent[] {
  const database = new DatabaseSync(join(data, 'host.sqlite'), { readOnly: true });
  try {
    const select = database.prepare('SELECT event FROM history WHERE id = ? ORDER BY seq');
    return select.all(instanceId).map(({ event }) => JSON.parse(String(event)) as HistoryEvent);
  } finally {
    database.close();
  }
}
