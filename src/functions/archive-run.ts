import * as df from 'durable-functions';
import { ACTIVITIES } from '../activities/contract.ts';
import { createImportBucket } from '../activities/import-bucket.ts';
import { createOpenRun } from '../activities/open-run.ts';
import { createReprocessExceptions } from '../activities/reprocess-exceptions.ts';
import { createSettleRun } from '../activities/settle-run.ts';
import { createStageSlice } from '../activities/stage-slice.ts';
import { ports, withInvocation } from '../app.ts';
import { ARCHIVE_RUN, archiveRun } from '../orchestrators/archive-run.ts';

df.app.orchestration(ARCHIVE_RUN, archiveRun);
df.app.activity(ACTIVITIES.openRun, { handler: withInvocation(createOpenRun(ports)) });
df.app.activity(ACTIVITIES.stageSlice, { handler: withInvocation(createStageSlice(ports)) });
df.app.activity(ACTIVITIES.reprocessExceptions, {
  handler: withInvocation(createReprocessExceptions(ports)),
});
df.app.activity(ACTIVITIES.importBucket, { handler: withInvocation(createImportBucket(ports)) });
df.app.activity(ACTIVITIES.settleRun, { handler: withInvocation(createSettleRun(ports)) });
