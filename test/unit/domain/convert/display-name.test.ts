import { describe, expect, it } from '@jest/globals';
import { partyOfAddress, splitDisplayName } from '../../../../src/domain/convert/display-name.ts';
import { createNumberNormaliser } from '../../../../src/domain/numbers.ts';

const normalise = createNumberNormaliser('GB');

describe('domain/convert/display-name', () => {
  it.each([
    ['Anna Berg 447700900123', 'Anna Berg', '447700900123'],
    ['Anna Berg +44 (0) 7700 900123', 'Anna Berg', '+44 (0) 7700 900123'],
    ['447700900123', '', '447700900123'],
    ['Bank Alerts 72345', 'Bank Alerts', '72345'],
    ['Agent 7', 'Agent 7', undefined],
    ['Anna Berg', 'Anna Berg', undefined],
    ['', '', undefined],
    ['Dash - ', 'Dash - ', undefined],
  ])('finds the number in %j', (display, words, mobile) => {
    expect(splitDisplayName(display)).toEqual({ words, ...(mobile !== undefined && { mobile }) });
  });

  it.each([
    [
      { name: 'AMAZON', address: 'a@x.example' },
      { value: 'a@x.example', name: 'AMAZON' },
    ],
    [{ address: '447700900123@sms.example' }, { value: '447700900123', number: '+447700900123' }],
    [
      { name: 'Only A Name', address: '' },
      { value: 'Only A Name', name: 'Only A Name' },
    ],
    [{ name: 'A@x.example', address: 'a@x.example' }, { value: 'a@x.example' }],
    [{ address: 'undisclosed' }, { value: 'undisclosed' }],
  ])('makes a party of %j', (address, expected) => {
    const party = partyOfAddress(address, 'to', normalise);
    expect(party).toMatchObject(expected);
    expect('email' in (party ?? {})).toBe(address.address.includes('@'));
  });

  it('makes nobody of nothing', () => {
    expect(partyOfAddress({ name: ' ', address: '' }, 'to', normalise)).toBeUndefined();
  });
});
