import { app } from '@azure/functions';
import * as df from 'durable-functions';
import type { OrchestrationContext, Task } from 'durable-functions';

/** Functions that do nothing, so that what is measured is the host. */

export interface Plan {
  /** Activities in all. */
  count: number;
  /** Activities at a time. */
  wave: number;
  /** Sub-orchestrations that share the activities; 0 for none. */
  subs: number;
}

df.app.activity('nothing', { handler: () => 0 });
df.app.orchestration('atOnce', function* () {
  return 0;
});

df.app.orchestration('waves', function* (context: OrchestrationContext): Generator<Task, number> {
  const { count, wave, subs } = context.df.getInput<Plan>();
  if (subs > 0) {
    const share: Plan = { count: count / subs, wave, subs: 0 };
    yield context.df.Task.all(
      Array.from({ length: subs }, () => context.df.callSubOrchestrator('waves', share)),
    );
    return count;
  }
  for (let done = 0; done < count; done += wave) {
    const length = Math.min(wave, count - done);
    yield context.df.Task.all(Array.from({ length }, () => context.df.callActivity('nothing')));
  }
  return count;
});

app.http('ping', { methods: ['GET'], authLevel: 'anonymous', handler: () => ({ body: 'pong' }) });

// What an idle host has to look after.
app.timer('tick', { schedule: '*/5 * * * * *', handler: () => undefined });
