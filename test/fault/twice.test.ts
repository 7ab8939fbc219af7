import { describe, expect, it } from '@jest/globals';
import { createFakePorts } from '../support/fake-ports.ts';
import { orchestrate } from '../support/orchestration.ts';
import { currentRun, expectArchived, world } from '../support/small-world.ts';

/** Durable promises to run an activity at least once: two copies may be at work at the same moment. */
describe('activities that each run twice at once', () => {
  it.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'archive each message once, whichever copy is heard (seed %i)',
    async (seed) => {
      const { random } = createFakePorts({ seed });
      const ports = await world();
      const run = await currentRun(ports);
      await ports.runs.update(run.id, run.etag, { attempt: 1 });
      let twins = 0;
      const reference = { runId: run.id, attempt: 1 };
      await orchestrate(ports, ports.clock, reference, async (activity) => {
        const [one, other] = await Promise.allSettled([activity(), activity()]);
        const heard = random.fraction() < 0.5 ? one : other;
        twins++;
        if (heard.status === 'rejected') throw heard.reason;
        return heard.value;
      });
      expect(twins).toBeGreaterThan(5);
      await expectArchived(ports, `seed ${String(seed)}`);
    },
  );
});
