import { describe, expect, it } from '@jest/globals';
import { adopted, meet } from '../../../src/domain/meeting.ts';
import type { DeliveryRow } from '../../../src/domain/records.ts';

function row(change: Partial<DeliveryRow>): DeliveryRow {
  return {
    key: 'mailbox|content',
    runId: 'run-1',
    itemId: 'a',
    itemKey: 'ka',
    state: 'planned',
    staged: { blob: 'b', offset: 0, length: 1 },
    reduced: false,
    rule: 'custom',
    round: 1,
    attempts: 0,
    at: 1,
    ...change,
  };
}

describe('domain/meeting', () => {
  it.each([
    ['the same item in the same run', {}, {}, true, 'mine'],
    ['another item in the same run', { itemKey: 'kb' }, {}, true, 'duplicate'],
    ['imported by an earlier run', { state: 'imported' }, { runId: 'run-2' }, false, 'duplicate'],
    [
      'partly imported by an earlier run',
      { state: 'partial' },
      { runId: 'run-2' },
      false,
      'duplicate',
    ],
    ['on its way in a run that is active', {}, { runId: 'run-2' }, true, 'duplicate'],
    ['planned by a run that was cancelled', {}, { runId: 'run-2' }, false, 'adopt'],
    ['failed in an earlier run', { state: 'failed' }, { runId: 'run-2' }, false, 'adopt'],
  ] as const)('%s', (_, before, mine, active, expected) => {
    expect(meet(row(before), row(mine), active)).toBe(expected);
  });

  it('keeps the doubt about a delivery that is taken over', () => {
    const mine = row({ runId: 'run-2', itemId: 'b', at: 9 });
    expect(adopted(row({ state: 'claimed', at: 5, attempts: 2 }), mine)).toEqual({
      ...mine,
      state: 'claimed',
      at: 5,
      attempts: 2,
    });
    expect(adopted(row({ state: 'failed', cause: 'quotaFull' }), mine)).toEqual(mine);
  });
});
