import { describe, expect, it } from '@jest/globals';
import { fingerprint, pathTemplate } from '../../../../src/adapters/http/redact.ts';

const WORDS = new Set(['v1.0', 'users', 'messages']);

describe('adapters/http/redact', () => {
  it.each([
    ['/v1.0/users/anna@contoso.com/messages/AAMk', '/v1.0/users/{}/messages/{}'],
    ["/v1.0/users?$filter=mail eq 'a@b'", '/v1.0/users'],
    ['/v1.0/users/x#fragment', '/v1.0/users/{}'],
    ['/secret/', '/{}/'],
    ['', ''],
  ])('keeps the known words of %s only', (path, expected) => {
    expect(pathTemplate(path, WORDS)).toBe(expected);
  });

  it('gives the same id the same fingerprint and another id another', () => {
    expect(fingerprint('anna')).toMatch(/^[0-9a-f]{12}$/);
    expect(fingerprint('anna')).toBe(fingerprint('anna'));
    expect(fingerprint('anna')).not.toBe(fingerprint('Anna'));
  });
});
