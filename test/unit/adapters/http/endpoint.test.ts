import { describe, expect, it } from '@jest/globals';
import { isSafeEndpoint, parseEndpoint } from '../../../../src/adapters/http/endpoint.ts';

describe('adapters/http/endpoint', () => {
  it.each([
    ['https://graph.microsoft.com', 'https://graph.microsoft.com'],
    ['https://example.com/api/v1/', 'https://example.com/api/v1'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:8080/', 'http://localhost:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('takes %s', (text, expected) => {
    expect(parseEndpoint('SOME_URL', text)).toBe(expected);
  });

  it.each([
    'http://example.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'ftp://localhost',
    'example.com',
    '',
    'https://user:secret@example.com',
    'https://example.com?key=secret',
  ])('refuses %s, naming the setting and not the value', (text) => {
    const parse = (): string => parseEndpoint('SOME_URL', text);

    expect(parse).toThrow(/^SOME_URL /);
    expect(parse).toThrow(expect.objectContaining({ code: 'invalid_input', retry: 'never' }));
    expect(parse).not.toThrow(/secret/);
  });

  it('takes the upload address of a service if it is encrypted or local', () => {
    expect(isSafeEndpoint(new URL('https://outlook.office.com/x?token=y'))).toBe(true);
    expect(isSafeEndpoint(new URL('http://outlook.office.com/x'))).toBe(false);
  });
});
