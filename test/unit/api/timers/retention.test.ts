import { describe, expect, it } from '@jest/globals';
import { applyRetention, type RetentionRules } from '../../../../src/api/timers/retention.ts';
import { newRun } from '../../../../src/api/timers/tick.ts';
import type { RunState } from '../../../../src/domain/records.ts';
import { DAY_MS } from '../../../../src/domain/window.ts';
import { createFakePorts, type FakePorts } from '../../../support/fake-ports.ts';

const NOW = Date.parse('2026-06-10T04:20:00Z');
const TODAY = Date.parse('2026-06-10T00:00:00Z');
const FOR_EVER: RetentionRules = { legalHold: false, rawDays: 0, stagedDays: 0, ledgerDays: 0 };

/** Runs of these ages in days, all settled but for the one named. */
async function world(ages: Record<number, RunState>): Promise<FakePorts> {
  const ports = createFakePorts({ now: NOW });
  await ports.connectors.create({
    id: 'c1',
    product: 'android',
    name: 'test',
    state: 'deleted',
    createdAt: NOW - 400 * DAY_MS,
    createdBy: 'test',
    settings: {},
  });
  for (const [age, state] of Object.entries(ages)) {
    const from = TODAY - Number(age) * DAY_MS;
    const run = newRun('c1', { from, to: from + DAY_MS }, 1, 'test', from);
    await ports.runs.create({ ...run, state });
  }
  return ports;
}

describe('api/retention', () => {
  it('removes nothing when everything is kept for ever', async () => {
    const ports = await world({ 300: 'succeeded' });
    await applyRetention(ports, FOR_EVER);
    expect(ports.retention.removed).toEqual([]);
    expect((await ports.audit.list({}, 10)).rows).toEqual([]);
  });

  it('removes nothing under legal hold, whatever else is set', async () => {
    const ports = await world({ 300: 'succeeded' });
    await applyRetention(ports, { legalHold: true, rawDays: 30, stagedDays: 30, ledgerDays: 30 });
    expect(ports.retention.removed).toEqual([]);
    expect(ports.log.entries.map(({ message }) => message)).toEqual([
      'nothing is removed under legal hold',
    ]);
  });

  it('removes runs that are old enough and over, those of deleted connectors too', async () => {
    const ports = await world({ 99: 'succeeded', 100: 'running', 101: 'failed', 102: 'cancelled' });
    await applyRetention(ports, { ...FOR_EVER, ledgerDays: 100 });
    expect(ports.retention.removed.sort()).toEqual(['run-c1-20260228', 'run-c1-20260301']);
    expect((await ports.audit.list({}, 10)).rows).toMatchObject([
      { who: 'system', action: 'applyRetention', after: { runs: 2 } },
    ]);
  });

  it('keeps what was prepared for runs that have open exceptions', async () => {
    const ports = await world({ 95: 'succeeded', 96: 'succeededWithExceptions' });
    await ports.ledger.putExceptions([
      {
        connectorId: 'c1',
        runId: 'run-c1-20260306',
        key: 'k',
        cause: 'unmapped',
        reason: 'noMailbox',
        state: 'open',
        itemId: 'i',
        itemKey: 'k',
        kind: 'sms',
        occurredAt: NOW,
        since: NOW,
        raw: { blob: 'b', index: 0 },
      },
    ]);
    await applyRetention(ports, { ...FOR_EVER, stagedDays: 90 });
    expect(ports.retention.removed).toEqual([
      'staged run-c1-20260307/ before 2026-03-12T00:00:00.000Z',
    ]);
  });

  it('removes raw bytes day by day, and media by age', async () => {
    const ports = await world({});
    await applyRetention(ports, { ...FOR_EVER, rawDays: 365 });
    expect(ports.retention.removed).toHaveLength(32);
    expect(ports.retention.removed).toEqual(
      expect.arrayContaining([
        'raw c1/reprocessed/ before 2025-06-10T00:00:00.000Z',
        'raw c1/20250609/ before 2025-06-10T00:00:00.000Z',
        'raw c1/20250511/ before 2025-06-10T00:00:00.000Z',
        'media before 2025-06-10T00:00:00.000Z',
      ]),
    );
  });
});
