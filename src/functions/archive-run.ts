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
df.app.activity(ACTIVITIES.openRun, { handler: entry(createOpenRun(ports)) });
df.app.activity(ACTIVITIES.stageSlice, { handler: entry(createStageSlice(ports)) });
df.app.activity(ACTIVITIES.reprocessExceptions, {
  handler: entry(createReprocessExceptions(ports)),
});
df.app.activity(ACTIVITIES.importBucket, { handler: entry(createImportBucket(ports)) });
df.app.activity(ACTIVITIES.settleRun, { handler: entry(createSettleRun(ports)) });

function entry<A extends unknown[], R>(
  activity: (...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
  return withInvocation(guarded(ports.log, activity));
}
