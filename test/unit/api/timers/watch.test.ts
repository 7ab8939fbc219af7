import { describe, expect, it } from '@jest/globals';
import { newRun } from '../../../../src/api/timers/tick.ts';
import { watch } from '../../../../src/api/timers/watch.ts';
import type { Connector } from '../../../../src/domain/records.ts';
import { DAY_MS, HOUR_MS } from '../../../../src/domain/window.ts';
import { createFakePorts, type FakePorts } from '../../../support/fake-ports.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');

async function connector(ports: FakePorts, change: Partial<Connector>): Promise<void> {
  await ports.connectors.create({
    id: 'connector1',
    product: 'android',
    name: 'test',
    state: 'active',
    createdAt: NOW - 20 * DAY_MS,
    createdBy: 'test',
    settings: {},
    ...change,
  });
}

describe('api/watch', () => {
  it.each([
    ['a watermark of today', { watermark: NOW - 12 * HOUR_MS }, []],
    ['a watermark just before the daily run', { watermark: NOW - 26 * HOUR_MS }, []],
    ['an old watermark', { watermark: NOW - 40 * HOUR_MS }, [40]],
    ['none since the activation', { activatedAt: NOW - 36 * HOUR_MS }, [36]],
    ['a connector that waits', { state: 'attention', watermark: NOW - 50 * HOUR_MS }, [50]],
    ['a paused one', { state: 'paused', watermark: NOW - 50 * HOUR_MS }, []],
    ['a draft', { state: 'draft' }, []],
  ] as const)('tells of %s as it should', async (_, change, hours) => {
    const ports = createFakePorts({ now: NOW });
    await connector(ports, change);
    await watch(ports);
    expect(ports.log.entries.map(({ data }) => data.hours)).toEqual(hours);
  });

  it.each([
    [5, []],
    [6, ['a run is late']],
  ])('calls a run late that began %i hours ago: %j', async (hours, messages) => {
    const ports = createFakePorts({ now: NOW });
    const window = { from: NOW - 2 * DAY_MS, to: NOW - DAY_MS };
    await ports.runs.create(newRun('connector1', window, 1, 'test', NOW - hours * HOUR_MS));
    await watch(ports);
    expect(ports.log.entries.map(({ message }) => message)).toEqual(messages);
  });
});
