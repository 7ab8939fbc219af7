import { describe, expect, it } from '@jest/globals';
import {
  exceptionsAddress,
  filterIn,
  mappingAddress,
} from '../../portal/src/pages/exceptions/address.ts';
import { fieldsIn, problemOf, searchIn } from '../../portal/src/pages/items/search.ts';

const NOW = Date.parse('2026-11-20T10:30:00Z');

function fields(changes: Record<string, string> = {}) {
  return { ...fieldsIn(new URLSearchParams(), 'c1', NOW), ...changes };
}

describe('what items are looked for', () => {
  it('is a week up to the end of today, where nothing else is said', () => {
    const { connectorId, from, to } = fields();
    expect({ connectorId, from, to }).toEqual({
      connectorId: 'c1',
      from: '2026-11-14T00:00:00.000Z',
      to: '2026-11-21T00:00:00.000Z',
    });
  });

  it('stands in the address, without what is left empty or unknown', () => {
    const address = new URLSearchParams({
      connectorId: 'c2',
      number: '+44',
      outcome: 'odd',
      to: '',
    });
    expect(searchIn(address)).toEqual({ connectorId: 'c2', number: '+44' });
    expect(searchIn(new URLSearchParams({ number: '+44' }))).toBeUndefined();
    expect(fieldsIn(address, 'c1', NOW)).toMatchObject({ connectorId: 'c2', number: '+44' });
  });

  it.each([
    ['nothing', {}, undefined],
    ['a missing time', { from: '' }, 'missing'],
    ['an end before the beginning', { to: '2026-11-01T00:00:00.000Z' }, 'order'],
    ['more than a month', { from: '2026-10-01T00:00:00.000Z' }, 'tooLong'],
    ['no time beside an id', { from: '', to: '', itemId: 'x' }, undefined],
    [
      'more than a month beside an id',
      { from: '2026-10-01T00:00:00.000Z', itemId: 'x' },
      undefined,
    ],
  ])('has %s to be mended', (_, changes, problem) => {
    expect(problemOf(fields(changes))).toBe(problem);
  });
});

describe('where exceptions are shown', () => {
  it('says what it selects, and is understood again', () => {
    const filter = {
      connectorId: 'c1',
      runId: 'r1',
      cause: 'failed',
      reason: 'quotaFull',
    } as const;
    const [path, query] = exceptionsAddress({ ...filter, party: '+44 1&2' }).split('#');
    expect(path).toBe('/exceptions');
    expect(filterIn(new URLSearchParams(query))).toEqual({ ...filter, party: '+44 1&2' });
  });

  it('are the open ones, where nothing else is said', () => {
    expect(filterIn(new URLSearchParams('cause=odd'))).toEqual({ state: 'open' });
    expect(filterIn(new URLSearchParams('state=resolved'))).toEqual({ state: 'resolved' });
    expect(filterIn(new URLSearchParams('state=all'))).toEqual({});
  });

  it('keeps numbers out of what a server sees', () => {
    const addresses = [exceptionsAddress({ party: '+44' }), mappingAddress('c1', '+44')];
    for (const address of addresses) expect(address.split('#')[0]).not.toContain('44');
  });
});
