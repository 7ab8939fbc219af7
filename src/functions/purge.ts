import { OrchestrationRuntimeStatus, type DurableClient } from 'durable-functions';
import { DAY_MS } from '../domain/window.ts';

/** The ledger tells a run's story; its orchestration's history is of use to an engineer for a month. */
const KEEP_DAYS = 30;
/** Days looked at beyond that, so that a purge which did not run for a while is made good. */
const REACH_DAYS = 14;

/** Always named: a purge without a status would delete running instances too. */
const ENDED = [
  OrchestrationRuntimeStatus.Completed,
  OrchestrationRuntimeStatus.Failed,
  OrchestrationRuntimeStatus.Terminated,
];

/** Purges ended histories older than a month, a day at a time, which keeps every request short. */
export async function purgeHistories(
  client: Pick<DurableClient, 'purgeInstanceHistoryBy'>,
  now: number,
): Promise<number> {
  let purged = 0;
  const newest = now - KEEP_DAYS * DAY_MS;
  for (let day = REACH_DAYS; day > 0; day--) {
    const result = await client.purgeInstanceHistoryBy({
      createdTimeFrom: new Date(newest - day * DAY_MS),
      createdTimeTo: new Date(newest - (day - 1) * DAY_MS),
      runtimeStatus: ENDED,
    });
    purged += result.instancesDeleted;
  }
  return purged;
}
