import { describe, expect, it } from '@jest/globals';
import { newRun, tick, type Orchestrations } from '../../../../src/api/timers/tick.ts';
import type { InstanceStatus } from '../../../../src/domain/due.ts';
import type { Connector, Run } from '../../../../src/domain/records.ts';
import { DAY_MS } from '../../../../src/domain/window.ts';
import type { Tagged } from '../../../../src/ports/storage.ts';
import { createFakePorts, type FakePorts } from '../../../support/fake-ports.ts';

const NOON = Date.parse('2026-03-10T12:00:00Z');
const YESTERDAY = Date.parse('2026-03-09T00:00:00Z');

function connector(id: string, change: Partial<Connector> = {}): Connector {
  return {
    id,
    product: 'android',
    name: id,
    state: 'active',
    createdAt: NOON,
    createdBy: 'somebody',
    settings: {},
    activatedAt: NOON - 3 * DAY_MS,
    ...change,
  };
}

function orchestrations(status: InstanceStatus): Orchestrations & { started: string[] } {
  const started: string[] = [];
  return {
    started,
    start: (run: Tagged<Run>) => {
      started.push(run.id);
      return Promise.resolve();
    },
    status: () => Promise.resolve(status),
  };
}

async function portsWith(...connectors: Connector[]): Promise<FakePorts> {
  const ports = createFakePorts({ now: NOON });
  for (const one of connectors) await ports.connectors.create(one);
  return ports;
}

describe('api/tick', () => {
  it('begins every missing day of every active connector, once', async () => {
    const ports = await portsWith(connector('c1'), connector('c2', { state: 'paused' }));
    const driver = orchestrations({ kind: 'alive', lastSignAt: NOON });
    expect(await tick(ports, driver)).toBe(4);
    expect(driver.started).toEqual([
      'run-c1-20260306',
      'run-c1-20260307',
      'run-c1-20260308',
      'run-c1-20260309',
    ]);
    expect(await tick(ports, driver)).toBe(0);
    expect(ports.audit.chain).toHaveLength(4);
    expect(ports.audit.chain[0]).toMatchObject({
      who: 'system',
      action: 'beginRun',
      connectorId: 'c1',
      runId: 'run-c1-20260306',
    });
  });

  it('takes up a run whose orchestration has ended, and leaves one that lives', async () => {
    const ports = await portsWith(connector('c1', { activatedAt: NOON }));
    const run = newRun('c1', { from: YESTERDAY, to: YESTERDAY + DAY_MS }, 1, 'schedule', NOON);
    await ports.runs.create({ ...run, state: 'running' });
    const alive = orchestrations({ kind: 'alive', lastSignAt: NOON });
    expect(await tick(ports, alive)).toBe(0);
    const ended = orchestrations({ kind: 'ended' });
    expect(await tick(ports, ended)).toBe(1);
    expect(ended.started).toEqual([run.id]);
  });

  it('takes up a failed run of a connector that was mended, as a new round', async () => {
    const ports = await portsWith(connector('c1', { activatedAt: NOON }));
    const run = newRun('c1', { from: YESTERDAY, to: YESTERDAY + DAY_MS }, 1, 'schedule', NOON);
    await ports.runs.create({ ...run, state: 'failed' });
    const driver = orchestrations({ kind: 'ended' });
    expect(await tick(ports, driver)).toBe(1);
    expect(await ports.runs.get(run.id)).toMatchObject({ state: 'queued', round: 2 });
  });

  it('spreads a long catch-up over several ticks', async () => {
    const many = Array.from({ length: 10 }, (_, n) =>
      connector(`c${String(n)}`, { activatedAt: NOON - 30 * DAY_MS }),
    );
    const ports = await portsWith(...many);
    const driver = orchestrations({ kind: 'alive', lastSignAt: NOON });
    expect(await tick(ports, driver)).toBe(24);
    expect(await tick(ports, driver)).toBe(24);
    expect(await tick(ports, driver)).toBe(22);
    expect(await tick(ports, driver)).toBe(0);
    expect(new Set(driver.started).size).toBe(70);
  });
});
