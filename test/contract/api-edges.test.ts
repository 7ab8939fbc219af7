/** What HTTP and JSON leave to the server. */
import { describe, expect, it } from '@jest/globals';
import { createHarness } from '../unit/api/harness.ts';

const KIB = 1_024;
const product = 'o2-network';
const json = (name: string) => JSON.stringify({ product, name });
/** Blanks may stand around JSON. */
const padded = (bytes: number) => json('Phones').padEnd(bytes, ' ');

/** JSON has one encoding, and a `charset` changes nothing. */
describe('a body', () => {
  it.each([
    ['with a byte order mark', `\ufeff${json('Phones')}`],
    ['of just the most that is taken', padded(64 * KIB)],
    ['with a key twice, of which the last counts', `{"name":"first",${json('Phones').slice(1)}`],
    ['whose name has blanks around it', json('  Phones ')],
  ])('%s is taken', async (_what, text) => {
    const got = await createHarness().send('POST', '/connectors', { text });
    expect(got).toMatchObject({ status: 201, body: { name: 'Phones' } });
  });

  it.each([
    ['application/json; charset=utf-8', 201],
    ['Application/JSON;charset="UTF-8"', 201],
    ['application/json; charset=iso-8859-1', 201],
    ['application/merge-patch+json', 415],
    ['text/json', 415],
  ])('of type %s is answered %i', async (type, status) => {
    const headers = { 'content-type': type, 'x-requested-with': 'fetch' };
    const got = await createHarness().send('POST', '/connectors', {
      text: json('Phones'),
      headers,
    });
    expect(got.status).toBe(status);
  });

  it.each([
    ['of a byte too much', padded(64 * KIB + 1), 413, 'too_large'],
    ['that is empty', '', 400, 'invalid_json'],
    ['that is blank', ' ', 400, 'invalid_json'],
    ['in UTF-16', Buffer.from(`\ufeff${json('Phones')}`, 'utf16le'), 400, 'invalid_json'],
    ['with a byte that is no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400, 'invalid_json'],
    ['with a number too large', '{"product":1e999,"name":"x"}', 400, 'invalid_input'],
    [
      'with a lone surrogate in a name',
      '{"product":"o2-network","name":"\\ud800"}',
      400,
      'invalid_json',
    ],
  ])('%s is refused', async (_what, text, status, code) => {
    const got = await createHarness().send('POST', '/connectors', { text });
    expect(got).toMatchObject({ status, body: { code } });
  });

  it.each([
    ['none at all', undefined, 200],
    ['an object without fields', '{}', 200],
    ['a field', '{"force":true}', 400],
    ['something else', '[]', 400],
  ])('of a call that takes none may be %s', async (_what, text, status) => {
    const harness = createHarness();
    const id = await harness.active();
    const got = await harness.send('POST', `/connectors/${id}/pause`, {
      ...(text !== undefined && { text }),
    });
    expect(got.status).toBe(status);
  });
});

describe('a method that an address does not take', () => {
  it.each(['HEAD', 'OPTIONS', 'DELETE', 'TRACE', 'get'])('%s is refused', async (method) => {
    const got = await createHarness().send(method, '/connectors');
    expect(got).toMatchObject({ status: 405, headers: { allow: 'GET, POST' } });
  });
});

describe('a tag in If-Match', () => {
  it('may be one of several, and is compared whole', async () => {
    const harness = createHarness();
    const id = await harness.connector();
    const { headers } = await harness.send('GET', `/connectors/${id}`);
    const tag = headers.etag ?? '';
    const change = (ifMatch: string) =>
      harness.send('PATCH', `/connectors/${id}`, {
        json: { name: 'Phones' },
        headers: { 'if-match': ifMatch },
      });
    expect((await change(`"x", ${tag}`)).status).toBe(200);
    for (const other of [`W/${tag}`, tag.replaceAll('"', ''), tag.toLowerCase(), '"x"', '']) {
      expect([other, (await change(other)).status]).toEqual([other, 412]);
    }
  });
});
