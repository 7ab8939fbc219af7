import { describe, expect, it } from '@jest/globals';
import { contentKey, itemKey } from '../../../src/domain/content-key.ts';
import type { Item } from '../../../src/domain/item.ts';
import { ANNA, attachment, BO, item, SAID_AT } from './items.ts';

const CARA = { value: 'Cara', role: 'to' as const };

describe('domain/content-key', () => {
  it.each<[string, Partial<Item>]>([
    ['another id', { id: 'sms-2' }],
    ['a later archiving', { archivedAt: SAID_AT + 5 }],
    ['another direction', { direction: 'inbound' }],
    ['another owner', { parties: [ANNA, BO, { value: '999', role: 'owner' }] }],
    ['another spelling of the number', { parties: [ANNA, { ...BO, value: '447700900456' }] }],
    ['another display name', { parties: [{ ...ANNA, name: 'A. Berg' }, BO] }],
    ['another item that it replaces', { replaces: 'sms-of-another-phone' }],
    ['a recipient named twice', { parties: [ANNA, BO, { ...BO, role: 'cc' }] }],
  ])('is the same for %s', (_case, change) => {
    expect(contentKey(item(change))).toBe(contentKey(item()));
  });

  it.each<[string, Partial<Item>]>([
    ['another kind', { kind: 'chat' }],
    [
      'another sender',
      {
        parties: [
          { ...BO, role: 'from' },
          { ...ANNA, role: 'to' },
        ],
      },
    ],
    ['one more recipient', { parties: [ANNA, BO, CARA] }],
    ['a millisecond later', { occurredAt: SAID_AT + 1 }],
    ['another text', { text: 'See you at 6' }],
    ['an attachment', { attachments: [attachment(1)] }],
    ['an edit', { event: 'edited' }],
    ['a deletion', { event: 'deleted' }],
    ['a higher revision', { revision: 2 }],
    ['a piece of a longer message', { segment: { id: 's', piece: 1, of: 2 } }],
    ['a ready-made e-mail', { format: 'email' }],
  ])('differs for %s', (_case, change) => {
    expect(contentKey(item(change))).not.toBe(contentKey(item()));
  });

  it('does not depend on the order of recipients and attachments', () => {
    const there = item({
      parties: [ANNA, BO, CARA],
      attachments: [1, 2].map((n) => attachment(n)),
    });
    const back = item({ parties: [ANNA, CARA, BO], attachments: [2, 1].map((n) => attachment(n)) });
    expect(contentKey(back)).toBe(contentKey(there));
  });

  it('compares impossible times as they were given', () => {
    const given = { givenTime: '1970-01-01T00:00:00.000Z' };
    const first = item({ ...given, occurredAt: 1 });
    expect(contentKey(item({ ...given, occurredAt: 2 }))).toBe(contentKey(first));
    expect(contentKey(item({ givenTime: '1970-01-02', occurredAt: 1 }))).not.toBe(
      contentKey(first),
    );
  });

  it.each<[string, Partial<Item>, boolean]>([
    ['another subject', { subject: 'Two' }, false],
    ['another text', { text: 'two' }, false],
    ['another HTML beside the same text', { html: '<p>two' }, true],
    ['another kind', { kind: 'mms' }, true],
  ])('of e-mails with %s is the same: %s', (_case, change, same) => {
    const mail = item({ format: 'email', subject: 'One', html: '<p>one', text: 'one' });
    expect(contentKey({ ...mail, ...change }) === contentKey(mail)).toBe(same);
  });

  it('of e-mails without plain text looks at the HTML', () => {
    const { text: _text, ...silent } = item({ format: 'email' });
    expect(contentKey({ ...silent, html: '<p>one' })).not.toBe(
      contentKey({ ...silent, html: '<p>two' }),
    );
  });

  it('is 40 hex digits and survives hostile text', () => {
    expect(contentKey(item({ text: '\ud800\u0000\u202e' }))).toMatch(/^[0-9a-f]{40}$/);
    expect(itemKey('a', 1)).toMatch(/^[0-9a-f]{40}$/);
  });

  it('of a listing differs by id and by revision', () => {
    expect(
      new Set([itemKey('a', 1), itemKey('a', 2), itemKey('a1', 1), itemKey('b', 1)]).size,
    ).toBe(4);
  });

  it.each<[string, Partial<Item>]>([
    ['an edit', { event: 'edited' }],
    ['a re-issue', { revision: 2 }],
  ])('of %s is the same whichever earlier item a phone names', (_case, change) => {
    expect(contentKey(item({ ...change, id: 'b-2', replaces: 'b-1' }))).toBe(
      contentKey(item({ ...change, id: 'a-2', replaces: 'a-1' })),
    );
  });

  it('of a listing that could not be read is that of no sound one', () => {
    const fault = { place: 'revision', reason: 'is no number' };
    expect(itemKey('a', 1, fault)).toBe(itemKey('a', 1, { ...fault }));
    expect(
      new Set([
        itemKey('a', 1),
        itemKey('a', 1, fault),
        itemKey('b', 1, fault),
        itemKey('a', 2, fault),
        itemKey('a', 1, { ...fault, place: 'kind' }),
        itemKey('a', 1, { ...fault, reason: 'is missing' }),
      ]).size,
    ).toBe(6);
  });
});
