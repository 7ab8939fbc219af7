import { app, type InvocationContext, type Timer } from '@azure/functions';
import * as df from 'durable-functions';
import { sendDigest } from '../api/timers/digest.ts';
import { applyRetention } from '../api/timers/retention.ts';
import { recordUnfinished } from '../api/audit/unfinished.ts';
import { tick } from '../api/timers/tick.ts';
import { watch } from '../api/timers/watch.ts';
import { config, ports, withInvocation } from '../app.ts';
import { createOrchestrations } from './orchestrations.ts';
import { purgeHistories } from './purge.ts';

/** A lost tick is made good by the next; nothing waits for one moment of the day. */
const EVERY_QUARTER_HOUR = '0 */15 * * * *';
const DAILY_AT_0340 = '0 40 3 * * *';
const DAILY_AT_0420 = '0 20 4 * * *';
/** When most of the world's runs of the day before have settled. */
const DAILY_AT_0600 = '0 0 6 * * *';

app.timer('tick', {
  schedule: EVERY_QUARTER_HOUR,
  extraInputs: [df.input.durableClient()],
  handler: withInvocation(async (_timer: Timer, context: InvocationContext) => {
    const orchestrations = createOrchestrations(ports, df.getClient(context));
    const starts = config.draining ? 0 : await tick(ports, orchestrations);
    ports.log.info('tick', { starts, draining: config.draining });
    await watch(ports);
    await recordUnfinished(ports);
  }),
});

app.timer('purgeHistories', {
  schedule: DAILY_AT_0340,
  extraInputs: [df.input.durableClient()],
  handler: withInvocation(async (_timer: Timer, context: InvocationContext) => {
    const purged = await purgeHistories(df.getClient(context), ports.clock.now());
    ports.log.info('old orchestration histories purged', { purged });
    if (purged > 0) await ports.audit.automatic({ action: 'purgeHistories', after: { purged } });
  }),
});

app.timer('retention', {
  schedule: DAILY_AT_0420,
  handler: withInvocation(() => applyRetention(ports, config.retention)),
});

app.timer('digest', {
  schedule: DAILY_AT_0600,
  handler: withInvocation(() => sendDigest(ports, config.digest)),
});
