import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { adversaryOf, type PlannedStrike } from '../../local/adversary.ts';
import { spawnHost } from '../../local/host-process.ts';
import { randomWorkflow, seeded } from './random-workflow.ts';
import { eventually, scratch, workflowsApp } from './support.ts';

const workflows = 20;

function decisions(seed: string): unknown[] {
  const adversary = adversaryOf(seed);
  const ids = Array.from({ length: 200 }, (_, n) => `run-${String(n)}`);
  return ids.map((id) => [
    adversary.strikes('twice', id, 1),
    adversary.strikes('activityDeath', id, 1),
    adversary.strikes('timeOut', id, 1),
    adversary.strikes('turnDeath', id, 1),
    adversary.turnSize(id, 1, 32),
    adversary.timerShift(id, 1),
  ]);
}

describe('the adversarial mode', () => {
  it('decides by seed, and by nothing else', () => {
    expect(decisions('1')).toEqual(decisions('1'));
    expect(decisions('1')).not.toEqual(decisions('2'));
  });

  it('strikes as planned, where the plan says and nowhere else', () => {
    const plan: PlannedStrike[] = [{ misfortune: 'turnDeath', at: 2, idEnd: '-b' }];
    const adversary = adversaryOf(JSON.stringify(plan));
    const struck = (misfortune: PlannedStrike['misfortune'], id: string) =>
      [1, 2, 3].map((n) => adversary.strikes(misfortune, id, n));
    expect(struck('turnDeath', 'a-b')).toEqual([false, true, false]);
    expect(struck('turnDeath', 'a-b-c')).not.toContain(true);
    expect(struck('timeOut', 'a-b')).not.toContain(true);
  });

  it('repeats activities, kills the worker, and still brings every orchestration to an end', async () => {
    const { folder, remove } = scratch();
    const notes = join(folder, 'notes');
    const data = join(folder, 'data');
    const host = await spawnHost({
      app: workflowsApp,
      data,
      adversarial: 7,
      env: { WORK_NOTES: notes },
    });
    const random = seeded(7);
    const outputs = await Promise.all(
      Array.from({ length: workflows }, async (_, n) => {
        const init = { method: 'POST', body: JSON.stringify(randomWorkflow(random, 5)) };
        const answer = await fetch(`${host.url}/api/start/w${String(n)}`, init);
        const { statusQueryGetUri } = (await answer.json()) as { statusQueryGetUri: string };
        return eventually(async () => {
          const response = await fetch(statusQueryGetUri);
          if (response.status !== 200) return undefined;
          return (await response.json()) as { runtimeStatus: string; output: unknown };
        }, 30_000);
      }),
    );
    await host.stop();
    const calls = readFileSync(notes, 'utf8').split('\n').filter(Boolean);
    remove();
    expect(new Set(calls).size).toBeLessThan(calls.length);
    expect(host.log.some((line) => line.includes('exited with code 137'))).toBe(true);
    const failed = outputs.filter((one) => one.runtimeStatus !== 'Completed');
    for (const { output } of failed)
      expect(String(output)).toMatch(/137|Timeout|Non-Deterministic|as planned/);
  }, 60_000);
});
