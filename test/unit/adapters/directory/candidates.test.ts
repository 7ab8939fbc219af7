import { describe, expect, it } from '@jest/globals';
import { candidatesFor, isAddress } from '../../../../src/adapters/directory/candidates.ts';

const user = (
  id: string,
  userPrincipalName: string,
  mail?: string,
  proxyAddresses: string[] = [],
) => ({
  id,
  userPrincipalName,
  proxyAddresses,
  ...(mail === undefined ? {} : { mail }),
});

describe('adapters/directory/candidates', () => {
  it('prefers a proxy address to a sign-in name, and that to mail', () => {
    const found = [
      user('mail', 'x@contoso.example', 'Anna@Contoso.example'),
      user('name', 'ANNA@contoso.example'),
      user('proxy', 'y@contoso.example', undefined, ['x500:/o=x', 'SMTP:anna@CONTOSO.example']),
    ];
    const ids = candidatesFor('anna@contoso.example', found).map(({ id }) => id);
    expect(ids).toEqual(['proxy', 'name', 'mail']);
  });

  it('drops whom the service found for another reason', () => {
    const found = [
      user('prefix', 'anna@contoso.example.org', 'anna@contoso.example.org'),
      user('other', 'z@contoso.example', undefined, ['sip:anna@contoso.example']),
    ];
    expect(candidatesFor('anna@contoso.example', found)).toEqual([]);
  });

  it.each([
    ['anna@contoso.example', true],
    ["o'brien+x@contoso.example", true],
    ['anna', false],
    ['', false],
    ['anna berg@contoso.example', false],
    ['a@b@c', false],
    [`${'x'.repeat(320)}@contoso.example`, false],
  ])('tells whether %s is worth a question', (text, expected) => {
    expect(isAddress(text)).toBe(expected);
  });
});
