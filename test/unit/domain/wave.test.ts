import { describe, expect, it } from '@jest/globals';
import {
  afterWave,
  faulted,
  FIRST_PAUSE_MS,
  LONGEST_PAUSE_MS,
  MAX_FAILURES,
  MAX_IDLE,
  nextStep,
  workOn,
  type UnitResult,
} from '../../../src/domain/wave.ts';

const NOW = Date.UTC(2026, 10, 20);
const unavailable = { code: 'source_unavailable', message: 'busy' } as const;

describe('domain/wave', () => {
  it('calls at most the width, in order, and is done when nothing is open', () => {
    let work = workOn([4, 5, 6]);
    expect(nextStep(work, NOW, 2)).toMatchObject({ kind: 'call', units: [4, 5] });
    work = afterWave(work, NOW, [
      { unit: 4, done: true },
      { unit: 5, done: true },
    ]);
    expect(nextStep(work, NOW, 2)).toMatchObject({ kind: 'call', units: [6] });
    expect(nextStep(afterWave(work, NOW, [{ unit: 6, done: true }]), NOW, 2)).toEqual({
      kind: 'done',
    });
  });

  it('is done at once when there is nothing to do', () => {
    expect(nextStep(workOn([]), NOW, 4)).toEqual({ kind: 'done' });
  });

  it('puts a unit that is not done behind those that have not had their turn', () => {
    const work = afterWave(workOn([1, 2, 3]), NOW, [{ unit: 1, done: false }]);
    expect(nextStep(work, NOW, 3)).toMatchObject({ kind: 'call', units: [2, 3, 1] });
  });

  it('waits for the earliest unit when all want to be left alone', () => {
    const work = afterWave(workOn([1, 2]), NOW, [
      { unit: 1, done: false, waitMs: 9_000 },
      { unit: 2, done: false, waitMs: 4_000 },
    ]);
    expect(nextStep(work, NOW, 2)).toEqual({ kind: 'wait', until: NOW + 4_000 });
    expect(nextStep(work, NOW + 4_000, 2)).toMatchObject({ kind: 'call', units: [2] });
  });

  it('fails at once when trying again cannot help', () => {
    const failed = { code: 'invalid_credentials', message: 'no' } as const;
    const work = afterWave(workOn([1]), NOW, [{ unit: 1, done: false, failed }]);
    expect(nextStep(work, NOW, 1)).toEqual({ kind: 'failed', failure: failed });
  });

  it('doubles the pause after each failure in a row, honours a longer wish, and gives up in the end', () => {
    let work = workOn([1]);
    const pauses: number[] = [];
    for (let failure = 1; failure < MAX_FAILURES; failure++) {
      work = afterWave(work, NOW, [{ unit: 1, done: false, waitMs: 0, failed: unavailable }]);
      const step = nextStep(work, NOW, 1);
      pauses.push(step.kind === 'wait' ? step.until - NOW : -1);
    }
    expect(pauses.slice(0, 3)).toEqual([FIRST_PAUSE_MS, 2 * FIRST_PAUSE_MS, 4 * FIRST_PAUSE_MS]);
    expect(pauses.at(-1)).toBe(LONGEST_PAUSE_MS);
    const wish = LONGEST_PAUSE_MS + 1;
    const wished = afterWave(workOn([1]), NOW, [
      { unit: 1, done: false, waitMs: wish, failed: unavailable },
    ]);
    expect(nextStep(wished, NOW, 1)).toEqual({ kind: 'wait', until: NOW + wish });
    work = afterWave(work, NOW, [{ unit: 1, done: false, waitMs: 0, failed: unavailable }]);
    expect(nextStep(work, NOW, 1)).toEqual({ kind: 'failed', failure: unavailable });
  });

  it('forgets failures once a call succeeded', () => {
    const failed: UnitResult = { unit: 1, done: false, waitMs: 0, failed: unavailable };
    let work = workOn([1]);
    for (let round = 0; round < 3 * MAX_FAILURES; round++) {
      work = afterWave(work, NOW, [failed]);
      work = afterWave(work, NOW, [{ unit: 1, done: false }]);
    }
    expect(nextStep(work, NOW, 1)).toMatchObject({ kind: 'call', units: [1] });
  });

  it('asks a unit that only ever waits less and less often, and then for the last time', () => {
    let work = workOn([1]);
    let now = NOW;
    const pauses: number[] = [];
    for (let idle = 1; idle <= MAX_IDLE; idle++) {
      expect(nextStep(work, now, 1)).toMatchObject({ kind: 'call', units: [1], lastChance: [] });
      work = afterWave(work, now, [{ unit: 1, done: false, waitMs: 1_000 }]);
      const step = nextStep(work, now, 1);
      if (step.kind !== 'wait') throw new Error('it is to wait');
      pauses.push(step.until - now);
      now = step.until;
    }
    expect(pauses.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(pauses.at(-1)).toBe(LONGEST_PAUSE_MS);
    expect(nextStep(work, now, 1)).toMatchObject({ kind: 'call', units: [1], lastChance: [1] });
    const moved = afterWave(work, now, [{ unit: 1, done: false, waitMs: 1_000, progress: true }]);
    expect(nextStep(moved, now + 1_000, 1)).toMatchObject({ lastChance: [] });
  });

  it('tells how often in a row a unit has failed', () => {
    const later = NOW + 10 * LONGEST_PAUSE_MS;
    const once = afterWave(workOn([1, 2]), NOW, [{ unit: 1, done: false }, ...faulted([2])]);
    expect(nextStep(once, later, 2)).toMatchObject({ failures: { 2: 1 } });
    const twice = afterWave(once, NOW, faulted([1, 2]));
    expect(nextStep(twice, later, 2)).toMatchObject({ failures: { 1: 1, 2: 2 } });
    const mended = afterWave(twice, NOW, [{ unit: 2, done: false }]);
    expect(nextStep(mended, later, 2)).toMatchObject({ failures: { 1: 1 } });
  });

  it('counts a wave that faulted as a failure of each of its units', () => {
    const work = afterWave(workOn([1, 2]), NOW, faulted([1, 2]));
    expect(nextStep(work, NOW, 2)).toEqual({ kind: 'wait', until: NOW + FIRST_PAUSE_MS });
  });
});
