import { describe, expect, it } from '@jest/globals';
import { TooLate, createGovernor } from '../../../../src/adapters/http/governor.ts';
import type { Governor, GovernorLimits, Turn } from '../../../../src/adapters/http/governor.ts';
import { createFakeClock, settled } from './fakes.ts';
import type { FakeClock } from './fakes.ts';

const LIMITS: GovernorLimits = {
  concurrency: { start: 3, most: 4 },
  requests: { limit: 10, spanMs: 32_000 },
  bytes: { limit: 1000, spanMs: 16_000 },
};
const ANY_TIME: Turn = { safeUntil: () => Infinity };

function setUp(limits: GovernorLimits = LIMITS): { clock: FakeClock; governor: Governor } {
  const clock = createFakeClock();
  return { clock, governor: createGovernor({ clock, limits }) };
}

/** Enters and tells how it is going. */
function enter(governor: Governor, key = 'a', bytes = 0, turn = ANY_TIME) {
  const state: { value: unknown } = { value: 'waiting' };
  governor.enter(key, bytes, turn).then(
    () => {
      state.value = 'in';
    },
    (error: unknown) => {
      state.value = error;
    },
  );
  return state;
}

async function enterMany(governor: Governor, count: number) {
  const all = Array.from({ length: count }, () => enter(governor));
  await settled();
  return all;
}

const valuesOf = (all: { value: unknown }[]): unknown[] => all.map(({ value }) => value);

describe('adapters/http/governor', () => {
  it('lets three in at a time, the others in the order they came', async () => {
    const { governor } = setUp();
    const all = await enterMany(governor, 5);
    expect(valuesOf(all)).toEqual(['in', 'in', 'in', 'waiting', 'waiting']);

    governor.leave('a', false);
    await settled();
    expect(valuesOf(all)).toEqual(['in', 'in', 'in', 'in', 'waiting']);
  });

  it('holds up nobody on another key', async () => {
    const { governor } = setUp();
    await enterMany(governor, 4);
    const other = enter(governor, 'b');
    await settled();
    expect(other.value).toBe('in');
  });

  it('halves what is in flight when crowded, and waits for one of its own to end', async () => {
    const { governor } = setUp();
    const all = await enterMany(governor, 5);

    governor.leave('a', true);
    await settled();
    expect(valuesOf(all.slice(3))).toEqual(['waiting', 'waiting']);
    governor.leave('a', true);
    governor.leave('a', false);
    await settled();
    expect(valuesOf(all.slice(3))).toEqual(['in', 'waiting']);
  });

  it('earns a fourth place in fifty undisturbed requests, and never a fifth', async () => {
    const { governor } = setUp({ concurrency: LIMITS.concurrency });
    for (let request = 0; request < 120; request += 1) {
      await governor.enter('a', 0, ANY_TIME);
      governor.leave('a', false);
    }
    expect(valuesOf(await enterMany(governor, 5))).toEqual(['in', 'in', 'in', 'in', 'waiting']);
  });

  it('keeps to the number of requests in a span of time', async () => {
    const { governor, clock } = setUp();
    for (let request = 0; request < 10; request += 1) {
      await governor.enter('a', 0, ANY_TIME);
      governor.leave('a', false);
    }
    const next = enter(governor);
    await clock.advance(31_999);
    expect(next.value).toBe('waiting');
    await clock.advance(1_001);
    expect(next.value).toBe('in');
  });

  it('keeps to the bytes in a span of time, and lets what has none pass in its turn', async () => {
    const { governor, clock } = setUp();
    await governor.enter('a', 900, ANY_TIME);
    await governor.enter('a', 0, ANY_TIME);
    governor.leave('a', false);
    const next = enter(governor, 'a', 200);
    await clock.advance(15_000);
    expect(next.value).toBe('waiting');
    await clock.advance(2_000);
    expect(next.value).toBe('in');
  });

  it('opens a closed gate after the whole time, however often it was closed for less', async () => {
    const { governor, clock } = setUp();
    governor.close('a', 60_000);
    governor.close('a', 5_000);
    const next = enter(governor);
    await clock.advance(59_999);
    expect(next.value).toBe('waiting');
    await clock.advance(1);
    expect(next.value).toBe('in');
  });

  it('refuses at once, with the time to come back, when the wait is longer than it is safe', async () => {
    const { governor, clock } = setUp();
    governor.close('a', 60_000);
    const until = clock.now() + 59_000;
    const late = enter(governor, 'a', 0, { safeUntil: () => until });
    await settled();
    expect(late.value).toBeInstanceOf(TooLate);
    expect(late.value).toMatchObject({ retryAfterMs: 60_000 });
  });

  it('waits beyond what is safe now for those with patience, if it is safe when the time comes', async () => {
    const { governor, clock } = setUp();
    governor.close('a', 60_000);
    const renewed = (): number => clock.now() + 5000;
    const patient = enter(governor, 'a', 0, { safeUntil: renewed, patienceMs: 60_000 });
    const until = clock.now() + 5000;
    const lost = enter(governor, 'a', 0, { safeUntil: () => until, patienceMs: 60_000 });
    await clock.advance(60_000);
    expect(patient.value).toBe('in');
    expect(lost.value).toBeInstanceOf(TooLate);
  });

  it('refuses who has waited for a place until it was no longer safe', async () => {
    const { governor, clock } = setUp();
    await enterMany(governor, 3);
    const until = clock.now() + 1000;
    const late = enter(governor, 'a', 0, { safeUntil: () => until });
    const next = enter(governor);
    await clock.advance(1000);
    governor.leave('a', false);
    await settled();
    expect(late.value).toBeInstanceOf(TooLate);
    expect(next.value).toBe('in');
  });

  it('forgets keys that have been idle, and only those', async () => {
    const { governor, clock } = setUp();
    await governor.enter('busy', 0, ANY_TIME);
    governor.close('closed', 1_000_000);
    for (let round = 0; round < 50; round += 1) {
      for (let key = 0; key < 20; key += 1) {
        await governor.enter(`${round}-${key}`, 10, ANY_TIME);
        governor.leave(`${round}-${key}`, false);
      }
      await clock.advance(10_000);
    }
    // Four rounds fit into the longest window; sweeping lags behind by no more than that again.
    expect(governor.size()).toBeLessThan(200);
    const closed = enter(governor, 'closed');
    await settled();
    expect(closed.value).toBe('waiting');
    await governor.enter('busy', 0, ANY_TIME);
    await governor.enter('busy', 0, ANY_TIME);
    const fourth = enter(governor, 'busy');
    await settled();
    expect(fourth.value).toBe('waiting');
  });
});
