import * as df from 'durable-functions';
import { ACTIVITIES } from '../activities/contract.ts';
import { createImportBucket } from '../activities/import-bucket.ts';
import { createOpenRun } from '../activities/open-run.ts';
import { createReprocessExceptions } from '../activities/reprocess-exceptions.ts';
import { createSettleRun } from '../activities/settle-run.ts';
import { createStageSlice } from '../activities/stage-slice.ts';
import { ports, withInvocation } from '../app.ts';
import { ARCHIVE_RUN, archiveRun } from '../orchestrators/archive-run.ts';
import { guarded } from './guarded.ts';

df.app.orchestration(ARCHIVE_RUN, archiveRun);
/** One for each name an orchestrator may call: in Azure it would wait for a missing one for ever, unnoticed. */
const HANDLERS: Record<keyof typeof ACTIVITIES, df.ActivityHandler> = {
  openRun: entry(createOpenRun(ports)),
  stageSlice: entry(createStageSlice(ports)),
  reprocessExceptions: entry(createReprocessExceptions(ports)),
  importBucket: entry(createImportBucket(ports)),
  settleRun: entry(createSettleRun(ports)),
};
for (const name of Object.values(ACTIVITIES)) df.app.activity(name, { handler: HANDLERS[name] });

function entry<A extends unknown[], R>(
  activity: (...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
  return withInvocation(guarded(ports.log, activity));
}
