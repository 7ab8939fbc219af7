import { describe, expect, it } from '@jest/globals';
import { addressesOf, assignMailboxes, indexMapping } from '../../../src/domain/mapping.ts';
import type { MappingEntry } from '../../../src/domain/records.ts';
import { ANNA, BO, item, SAID_AT } from './items.ts';

const BOTH = { automatic: true, custom: true };
const found = (mailboxId: string) => ({ mailboxId });
const NOT_FOUND = {};

function assign(
  entries: readonly MappingEntry[],
  resolutions: Record<string, { mailboxId?: string }>,
  rules = BOTH,
  of = item(),
) {
  return assignMailboxes(of, rules, indexMapping(entries), new Map(Object.entries(resolutions)));
}

describe('domain/mapping', () => {
  it('looks at the uploaded mapping before the e-mail property', () => {
    const entries = [{ number: '+447700900123', mailbox: 'Desk@contoso.example' }];
    const resolutions = {
      'desk@contoso.example': found('desk'),
      'anna.berg@contoso.example': found('anna'),
    };
    expect(assign(entries, resolutions)).toEqual({
      mailboxes: [{ mailboxId: 'desk', rule: 'custom' }],
      unmatched: ['07700 900456'],
    });
  });

  it('falls through to the e-mail property where the mapping names no valid user', () => {
    const entries = [{ number: '+447700900123', mailbox: 'gone@contoso.example' }];
    const resolutions = {
      'gone@contoso.example': NOT_FOUND,
      'anna.berg@contoso.example': found('anna'),
    };
    expect(assign(entries, resolutions).mailboxes).toEqual([
      { mailboxId: 'anna', rule: 'automatic' },
    ]);
  });

  it.each([
    [{ automatic: false, custom: true }, []],
    [{ automatic: true, custom: false }, [{ mailboxId: 'anna', rule: 'automatic' }]],
    [{ automatic: false, custom: false }, []],
  ])('applies only the rules that are on: %j', (rules, mailboxes) => {
    const resolutions = { 'anna.berg@contoso.example': found('anna') };
    expect(assign([], resolutions, rules).mailboxes).toEqual(mailboxes);
  });

  it('sends one copy to a mailbox that two participants share, and says custom if either rule was', () => {
    const entries = [{ number: '+447700900456', mailbox: 'anna.berg@contoso.example' }];
    const resolutions = { 'anna.berg@contoso.example': found('anna') };
    expect(assign(entries, resolutions)).toEqual({
      mailboxes: [{ mailboxId: 'anna', rule: 'custom' }],
      unmatched: [],
    });
  });

  it('sends to every mailbox that the rows of one number name', () => {
    const entries = ['one', 'two'].map((name) => ({ number: '+447700900123', mailbox: name }));
    const resolutions = { one: found('1'), two: found('2') };
    expect(assign(entries, resolutions).mailboxes.map(({ mailboxId }) => mailboxId)).toEqual([
      '1',
      '2',
    ]);
  });

  it.each([
    ['begins at the moment', { validFrom: SAID_AT }, true],
    ['begins after it', { validFrom: SAID_AT + 1 }, false],
    ['ends at the moment', { validTo: SAID_AT }, false],
    ['ends after it', { validTo: SAID_AT + 1 }, true],
  ])('respects an entry that %s', (_case, period, applies) => {
    const entries = [{ number: '+447700900456', mailbox: 'bo', ...period }];
    expect(assign(entries, { bo: found('bo') }).mailboxes).toHaveLength(applies ? 1 : 0);
    expect(addressesOf(item(), BOTH, indexMapping(entries)).includes('bo')).toBe(applies);
  });

  it('compares what is no number exactly as captured', () => {
    const parties = [{ value: ' AMAZON ', role: 'from' as const }];
    const entries = [{ number: 'AMAZON', mailbox: 'shop' }];
    const resolutions = { shop: found('shop') };
    expect(assign(entries, resolutions, BOTH, item({ parties })).mailboxes).toHaveLength(1);
    const other = [{ number: 'Amazon', mailbox: 'shop' }];
    expect(assign(other, resolutions, BOTH, item({ parties })).mailboxes).toHaveLength(0);
  });

  it('asks for each address once, lower-cased', () => {
    const entries = [{ number: '+447700900456', mailbox: 'ANNA.berg@contoso.example' }];
    expect(addressesOf(item({ parties: [ANNA, BO] }), BOTH, indexMapping(entries))).toEqual([
      'anna.berg@contoso.example',
    ]);
    expect(addressesOf(item(), { automatic: false, custom: true }, undefined)).toEqual([]);
  });
});
