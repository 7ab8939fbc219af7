import { describe, expect, it } from '@jest/globals';
import { orchestrate } from '../support/orchestration.ts';
import { currentRun, expectArchived, world } from '../support/small-world.ts';

/** As with pages full of recordings, which take longer than an activity may last. */
describe('a source whose pages are too much at a time', () => {
  it.each([400, 60, 7, 1])('is asked for less until it answers: %i items', async (most) => {
    const ports = await world();
    ports.source.mostAsked = most;
    const run = await currentRun(ports);
    await ports.runs.update(run.id, run.etag, { attempt: 1 });
    await orchestrate(ports, ports.clock, { runId: run.id, attempt: 1 });
    await expectArchived(ports, `at most ${String(most)}`);
  });

  it('is given up when not even one item can be had', async () => {
    const ports = await world();
    ports.source.mostAsked = 0;
    const run = await currentRun(ports);
    await ports.runs.update(run.id, run.etag, { attempt: 1 });
    await orchestrate(ports, ports.clock, { runId: run.id, attempt: 1 });
    expect(await currentRun(ports)).toMatchObject({
      state: 'failed',
      error: { code: 'source_unavailable' },
    });
  });
});
