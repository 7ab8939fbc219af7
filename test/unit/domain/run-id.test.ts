import { describe, expect, it } from '@jest/globals';
import { parseRunId, runIdOf } from '../../../src/domain/run-id.ts';

const MIDNIGHT = Date.UTC(2026, 10, 19);

describe('domain/run-id', () => {
  it.each([
    ['run-c1-20261119', { connectorId: 'c1', from: MIDNIGHT, number: 1 }],
    ['run-c1-20261119-r2', { connectorId: 'c1', from: MIDNIGHT, number: 2 }],
    ['run-c1-20261119T0930', { connectorId: 'c1', from: MIDNIGHT + 34_200_000, number: 1 }],
    ['run-c1-20261119T2359-r12', { connectorId: 'c1', from: MIDNIGHT + 86_340_000, number: 12 }],
    ['run-a-b-20200101-r3-20261119', { connectorId: 'a-b-20200101-r3', from: MIDNIGHT, number: 1 }],
  ])('names %s and reads it back', (runId, name) => {
    expect(runIdOf(name)).toBe(runId);
    expect(parseRunId(runId)).toEqual(name);
  });

  it.each([
    'run-c1',
    'run--20261119',
    'run-c1-20261350',
    'run-c1-20261119-r1',
    'run-c1-20261119-r0',
    'run-c1-20261119T0000',
    'run-c1-20261119T2460',
    'run-c1-20261119-a2',
    'c1-20261119',
  ])('does not take %s for a run', (runId) => {
    expect(parseRunId(runId)).toBeUndefined();
  });

  it.each([
    { connectorId: 'c1', from: MIDNIGHT + 1, number: 1 },
    { connectorId: 'c1', from: MIDNIGHT, number: 0 },
  ])('refuses what its name could not say: %j', (name) => {
    expect(() => runIdOf(name)).toThrow(/whole minute/);
  });
});
