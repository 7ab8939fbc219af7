import { describe, expect, it } from '@jest/globals';
import type { Party } from '../../../../src/domain/item.ts';
import { addressOf, recipientsOf } from '../../../../src/domain/message/recipients.ts';
import { ANNA, BO, item, render } from '../items.ts';

const SMTP = /^[\w.!#$%&'*+\-/=?^`{|}~]{1,64}@[a-z\d.-]+$/i;
const members = (count: number): Party[] =>
  Array.from({ length: count }, (_, n) => ({ value: `person${String(n)}`, role: 'member' }));

describe('domain/message/recipients', () => {
  it.each<[Partial<Party>, string]>([
    [{ email: 'a@b.example' }, 'a@b.example'],
    [{ value: '07700', number: '+447700900123' }, '+447700900123@sms.archive.invalid'],
    [{ value: 'amazon' }, 'amazon@handle.archive.invalid'],
    [{ value: '12345' }, '12345@handle.archive.invalid'],
    [{ value: 'Amazon' }, 'x-416d617a6f6e@handle.archive.invalid'],
    [{ value: 'אבא' }, 'x-d790d791d790@handle.archive.invalid'],
    [{ value: '', name: 'zed' }, 'zed@handle.archive.invalid'],
  ])('gives %j the address %s', (party, address) => {
    expect(addressOf({ value: '', role: 'to', ...party }, 'archive.invalid')).toBe(address);
  });

  it.each([
    'no address',
    'a@b@c.example',
    'a b@c.example',
    '@c.example',
    'a@',
    'a..b@c.example',
    'ü@c.example',
    'a@c.example\r\nBcc: d@e.example',
    `${'x'.repeat(65)}@c.example`,
    `a@${'c.'.repeat(200)}example`,
    '\ud800',
  ])('never hands on what no mail system takes: %j', (email) => {
    const address = addressOf({ value: email, role: 'to', email }, 'archive.invalid');
    expect(address).toMatch(SMTP);
    expect(address.endsWith('@handle.archive.invalid')).toBe(true);
  });

  it('shows name and number, in one line and without marks that reverse them', () => {
    const eve = { ...BO, name: 'Eve\r\n\u202e"Mal<lory>' };
    const { to } = recipientsOf(item({ parties: [ANNA, eve] }), 'archive.invalid');
    expect(to[0]?.emailAddress.name).toBe('Eve  "Mal<lory> +447700900456');
  });

  it('puts copies and the owner of the phone into Cc', () => {
    const parties: Party[] = [
      ANNA,
      BO,
      { value: 'cara', role: 'cc' },
      { value: 'dan', role: 'member' },
      { value: 'olga', role: 'owner' },
    ];
    const { to, cc } = recipientsOf(item({ parties }), 'archive.invalid');
    expect(to.map(({ emailAddress }) => emailAddress.name)).toEqual(['Bo +447700900456', 'dan']);
    expect(cc.map(({ emailAddress }) => emailAddress.name)).toEqual(['cara', 'olga']);
  });

  it('names an unknown sender as such', () => {
    const { from } = recipientsOf(item({ parties: [BO] }), 'archive.invalid');
    expect(from.emailAddress).toEqual({
      name: 'Unknown sender',
      address: 'unknown@handle.archive.invalid',
    });
  });

  it('carries a group of 200', () => {
    expect(render(item({ parties: [ANNA, ...members(200)] })).toRecipients).toHaveLength(200);
  });

  it.each(['record', 'email'] as const)(
    'names in the body of a %s whom 500 leaves out',
    (format) => {
      const message = render(item({ format, parties: [ANNA, ...members(502)] }));
      expect(message.toRecipients).toHaveLength(500);
      expect(message.body.content).toContain('person500');
      expect(message.body.content).toContain('person501');
    },
  );
});
