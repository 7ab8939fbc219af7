import { app, type InvocationContext, type Timer } from '@azure/functions';
import * as df from 'durable-functions';
import { sendDigest } from '../api/timers/digest.ts';
import { applyRetention } from '../api/timers/retention.ts';
import { recordUnfinished } from '../api/audit/unfinished.ts';
import { tick } from '../api/timers/tick.ts';
import { watch } from '../api/timers/watch.ts';
import { config, ports, withInvocation } from '../app.ts';
import { guarded } from './guarded.ts';
import { createOrchestrations } from './orchestrations.ts';
import { purgeHistories } from './purge.ts';

/** A lost tick is made good by the next; nothing waits for one moment of the day. */
const EVERY_QUARTER_HOUR = '0 */15 * * * *';
const DAILY_AT_0340 = '0 40 3 * * *';
const DAILY_AT_0420 = '0 20 4 * * *';
/** When most of the world's runs of the day before have settled. */
const DAILY_AT_0600 = '0 0 6 * * *';

timer('tick', EVERY_QUARTER_HOUR, async (context) => {
  const orchestrations = createOrchestrations(ports, df.getClient(context));
  const starts = config.draining ? 0 : await tick(ports, orchestrations);
  ports.log.info('tick', { starts, draining: config.draining });
  await watch(ports);
  await recordUnfinished(ports);
});

timer('purgeHistories', DAILY_AT_0340, async (context) => {
  const purged = await purgeHistories(df.getClient(context), ports.clock.now());
  ports.log.info('old orchestration histories purged', { purged });
  if (purged > 0) await ports.audit.automatic({ action: 'purgeHistories', after: { purged } });
});

timer('retention', DAILY_AT_0420, () => applyRetention(ports, config.retention));

timer('digest', DAILY_AT_0600, () => sendDigest(ports, config.digest));

function timer(
  name: string,
  schedule: string,
  work: (context: InvocationContext) => Promise<void>,
): void {
  const handler = (_timer: Timer, context: InvocationContext) => work(context);
  app.timer(name, {
    schedule,
    extraInputs: [df.input.durableClient()],
    handler: withInvocation(guarded(ports.log, handler)),
  });
}
