import { describe, expect, it } from '@jest/globals';
import { createOpenRun } from '../../src/activities/open-run.ts';
import { newRun } from '../../src/api/timers/tick.ts';
import type { Run } from '../../src/domain/records.ts';
import type { FakePorts } from '../support/fake-ports.ts';
import { orchestrate } from '../support/orchestration.ts';
import { CONNECTOR, NOON, WINDOW, world } from '../support/small-world.ts';

async function drive(ports: FakePorts, run: Run): Promise<Run> {
  const stored = (await ports.runs.get(run.id))!;
  const attempt = stored.attempt + 1;
  await ports.runs.update(run.id, stored.etag, { attempt, attemptedAt: ports.clock.now() });
  await orchestrate(ports, ports.clock, { runId: run.id, attempt });
  return (await ports.runs.get(run.id))!;
}

async function first(ports: FakePorts): Promise<Run> {
  return (await ports.runs.between(CONNECTOR, WINDOW.from, WINDOW.to))[0]!;
}

async function another(ports: FakePorts, change: Partial<Run> = {}): Promise<Run> {
  const run = { ...newRun(CONNECTOR, WINDOW, 2, 'test', NOON + 1), ...change };
  await ports.runs.create(run);
  return run;
}

describe('several runs of a connector', () => {
  it('take over what an earlier one could not deliver, and both add up', async () => {
    const ports = await world();
    ports.mailboxes.script.push(
      ...Array.from({ length: 20 }, () => ({
        result: { kind: 'refused', cause: 'quotaFull' } as const,
      })),
    );
    const failed = await drive(ports, await first(ports));
    expect(failed.certificate).toMatchObject({ balanced: true, imported: 0, failed: 20 });

    ports.mailboxes.script.length = 0;
    const later = await drive(ports, await another(ports));
    expect(later.certificate).toMatchObject({ balanced: true, imported: 20, duplicate: 2 });
    expect(ports.mailboxes.messages).toHaveLength(20);

    const settled = (await ports.runs.get(failed.id))!;
    const { etag } = settled;
    await ports.runs.update(failed.id, etag, { state: 'queued', round: settled.round + 1 });
    const retried = await drive(ports, settled);
    expect(retried.state).toBe('succeededWithExceptions');
    expect(retried.certificate).toMatchObject({ balanced: true, failed: 0, duplicate: 22 });
    expect(ports.mailboxes.messages).toHaveLength(20);
  });

  it('follow one another, the oldest first', async () => {
    const ports = await world();
    const openRun = createOpenRun(ports);
    const older = await first(ports);
    const younger = await another(ports);
    const open = async (run: Run) => openRun({ runId: run.id, attempt: 0, unit: 0 });
    expect(await open(younger)).toMatchObject({ done: false, waitMs: 2_000 });
    expect(await open(older)).toMatchObject({ done: true });
    expect(await open(younger)).toMatchObject({ done: false, waitMs: 2_000 });
    const running = (await ports.runs.get(older.id))!;
    await ports.runs.update(older.id, running.etag, { state: 'succeeded' });
    expect(await open(younger)).toMatchObject({ done: true });
  });

  it('are not begun while the connector waits for a person', async () => {
    const ports = await world();
    const connector = (await ports.connectors.get(CONNECTOR))!;
    await ports.connectors.update(CONNECTOR, connector.etag, {
      state: 'attention',
      attention: { code: 'account_locked', since: NOON },
    });
    const run = await drive(ports, await first(ports));
    expect(run).toMatchObject({ state: 'failed', error: { code: 'account_locked' } });
    expect(ports.mailboxes.messages).toEqual([]);
  });

  it('list the window once more when the source counts more than it listed, and say so', async () => {
    const ports = await world();
    ports.source.counted = 14;
    const run = await drive(ports, await first(ports));
    expect(run.relisted).toBe(true);
    expect(run.certificate).toMatchObject({
      balanced: false,
      items: 13,
      sourceCount: 14,
      imported: 20,
    });
    expect(run.certificate).toMatchObject({ listed: 28, repeated: 15 });
    expect(ports.mailboxes.messages).toHaveLength(20);
  });
});
