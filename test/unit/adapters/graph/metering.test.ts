import type { Context } from '@microsoft/microsoft-graph-client';
import { describe, expect, it } from '@jest/globals';
import { middleware } from '../../../../src/adapters/graph/chain.ts';
import { GraphFailure } from '../../../../src/adapters/graph/failure.ts';
import { metering } from '../../../../src/adapters/graph/metering.ts';
import { FakeClock, FakeLog } from '../../../support/fakes/system.ts';

const CONTEXT: Context = { request: 'https://graph.example/v1.0/users' };

describe('adapters/graph/metering', () => {
  it('tells once a minute how many requests there were, what they came to and how long they took', async () => {
    const clock = new FakeClock(0);
    const log = new FakeLog();
    const link = metering({ clock, log });
    const script: [ms: number, failure?: GraphFailure][] = [
      [10_000],
      [20_000, new GraphFailure('throttled')],
      [1_000, new GraphFailure('unanswered')],
      [2_000, new GraphFailure('accessDenied')],
      [40_000],
      [5_000],
    ];
    const calls = script[Symbol.iterator]();
    link.setNext?.(
      middleware(async () => {
        const [ms, failure] = calls.next().value ?? [0];
        await clock.advance(ms);
        if (failure) throw failure;
      }),
    );
    for (const [, failure] of script) {
      const outcome = link.execute(CONTEXT).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(await outcome).toBe(failure);
    }
    expect(log.entries).toEqual([
      {
        level: 'info',
        message: 'Graph requests of a while',
        data: {
          seconds: 73,
          requests: 5,
          throttled: 1,
          unanswered: 1,
          refused: 1,
          medianMs: 10_000,
          p95Ms: 20_000,
          maxMs: 40_000,
        },
      },
    ]);
  });
});
