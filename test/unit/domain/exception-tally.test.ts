import { describe, expect, it } from '@jest/globals';
import { ExceptionCounter } from '../../../src/domain/exception-tally.ts';
import type { ExceptionFacts } from '../../../src/domain/records.ts';

const unmapped = (parties: string[], state: ExceptionFacts['state'] = 'open'): ExceptionFacts => ({
  cause: 'unmapped',
  reason: 'noMailbox',
  state,
  parties,
});

describe('domain/exception-tally', () => {
  it('counts by reason and by number, an item once for each of its numbers', () => {
    const counter = new ExceptionCounter();
    counter.add(unmapped(['+1', '+1', '+2']));
    counter.add(unmapped(['+2'], 'resolved'));
    counter.add({ cause: 'failed', reason: 'quotaFull', state: 'open', parties: ['+3'] });
    expect(counter.tally()).toEqual({
      groups: [
        { cause: 'unmapped', reason: 'noMailbox', open: 1, resolved: 1 },
        { cause: 'failed', reason: 'quotaFull', open: 1, resolved: 0 },
      ],
      parties: [
        { party: '+2', open: 1, resolved: 1 },
        { party: '+1', open: 1, resolved: 0 },
      ],
    });
  });

  it('puts all that cannot be read together', () => {
    const counter = new ExceptionCounter();
    counter.add({ cause: 'malformed', reason: 'sender: is missing', state: 'open' });
    counter.add({ cause: 'malformed', reason: 'kind: is odd', state: 'open' });
    expect(counter.tally().groups).toEqual([
      { cause: 'malformed', reason: '', open: 2, resolved: 0 },
    ]);
  });

  it('adds up tallies, and of each only what is wanted', () => {
    const first = new ExceptionCounter();
    first.add(unmapped(['+1']));
    first.add(unmapped(['+1'], 'resolved'));
    first.add({ cause: 'failed', reason: 'quotaFull', state: 'open' });
    const both = new ExceptionCounter();
    both.addTally(first.tally());
    both.addTally(first.tally(), { cause: 'unmapped', state: 'open' });
    expect(both.tally()).toMatchObject({
      groups: [
        { cause: 'unmapped', open: 2, resolved: 1 },
        { cause: 'failed', open: 1 },
      ],
      parties: [{ party: '+1', open: 2, resolved: 1 }],
    });
    const resolved = new ExceptionCounter();
    resolved.addTally(first.tally(), { state: 'resolved', cause: 'failed' });
    expect(resolved.tally()).toEqual({ groups: [], parties: [] });
  });
});
