import { describe, expect, it } from '@jest/globals';
import { processOver } from '../support/dying-process.ts';
import { createFakePorts } from '../support/fake-ports.ts';
import {
  currentRun,
  expectArchived,
  live,
  UNTIL_NEXT_LIFE_MS,
  world,
} from '../support/small-world.ts';
import { orchestrate } from '../support/orchestration.ts';

async function callsOfOneLife(): Promise<number> {
  const ports = await world();
  const run = await currentRun(ports);
  await ports.runs.update(run.id, run.etag, { attempt: 1 });
  const life = processOver(ports, 0, 'before');
  await orchestrate(life.ports, ports.clock, { runId: run.id, attempt: 1 });
  return life.calls();
}

describe('a process that dies', () => {
  it('is not needed for a sound run', async () => {
    const ports = await world();
    expect(await live(ports, 0, 'before')).toBe(true);
    await expectArchived(ports, 'no death');
  });

  it.each(['before', 'after'] as const)(
    'once, %s any call it makes, loses nothing and doubles nothing',
    async (when) => {
      const calls = await callsOfOneLife();
      expect(calls).toBeGreaterThan(100);
      for (let at = 1; at <= calls; at++) {
        const ports = await world();
        expect(await live(ports, at, when)).toBe(false);
        ports.leases.held.clear();
        await ports.clock.advance(UNTIL_NEXT_LIFE_MS);
        expect(await live(ports, 0, when)).toBe(true);
        await expectArchived(ports, `died ${when} call ${String(at)}`);
      }
    },
    120_000,
  );

  it('again and again, at seeded moments, gets there in the end', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const ports = await world();
      const { random } = createFakePorts({ seed });
      let lives = 1;
      while (
        !(await live(
          ports,
          1 + Math.floor(random.fraction() * 60),
          random.fraction() < 0.5 ? 'before' : 'after',
        ))
      ) {
        ports.leases.held.clear();
        await ports.clock.advance(UNTIL_NEXT_LIFE_MS);
        lives++;
        if (lives > 40) {
          await live(ports, 0, 'before');
          break;
        }
      }
      await expectArchived(ports, `seed ${String(seed)}, ${String(lives)} lives`);
    }
  }, 60_000);
});
