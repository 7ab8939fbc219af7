import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MIB, file, message, properties, startGraph } from './client.ts';
import type { GraphUnderTest } from './client.ts';

let graph: GraphUnderTest;
let folder: string;

beforeAll(async () => {
  graph = await startGraph();
  folder = await graph.makeFolder('anna@contoso.example');
});

afterAll(() => graph.stop());

describe('graph simulator: what a new message may be', () => {
  const header = (count: number, name = 'x-a', value = 'v'): Record<string, unknown> => ({
    internetMessageHeaders: Array.from({ length: count }, (_, index) => ({
      name: `${name}${index}`,
      value,
    })),
  });
  const to = (address: string): Record<string, unknown> => ({
    toRecipients: [{ emailAddress: { address } }],
  });

  it.each<[string, Record<string, unknown>, number, string | undefined]>([
    ['everything known', { ...header(5), importance: 'low', categories: ['SMS'] }, 201, undefined],
    ['an unknown property', { colour: 'red' }, 400, 'RequestBodyRead'],
    ['a number as subject', { subject: 1 }, 400, 'RequestBodyRead'],
    ['a subject of 255 characters', { subject: 'x'.repeat(255) }, 201, undefined],
    [
      'a subject of 256 characters',
      { subject: 'x'.repeat(256) },
      400,
      'ErrorPropertyValidationFailure',
    ],
    [
      'a body of another type',
      { body: { contentType: 'rtf', content: '' } },
      400,
      'RequestBodyRead',
    ],
    ['a telephone number as address', to('+447700900123'), 400, 'ErrorInvalidRecipients'],
    ['an address with a blank', to('a b@x.example'), 400, 'ErrorInvalidRecipients'],
    [
      'a recipient without address',
      { toRecipients: [{ emailAddress: {} }] },
      400,
      'ErrorInvalidRecipients',
    ],
    [
      'a recipient of another shape',
      { toRecipients: [{ address: 'a@b.c' }] },
      400,
      'RequestBodyRead',
    ],
    ['no header in the list', header(0), 400, 'InvalidInternetMessageHeaderCollection'],
    ['six headers', header(6), 400, 'InvalidInternetMessageHeaderCollection'],
    ['a header without x-', header(1, 'Received'), 400, 'InvalidInternetMessageHeader'],
    ['a header of 995 characters', header(1, 'x-a', 'v'.repeat(995)), 201, undefined],
    [
      'a header of 996 characters',
      header(1, 'x-a', 'v'.repeat(996)),
      400,
      'InvalidInternetMessageHeader',
    ],
    ['a header with a line break', header(1, 'x-a', 'a\r\nb'), 400, 'InvalidInternetMessageHeader'],
    ['a malformed date', { receivedDateTime: 'yesterday' }, 400, 'UnableToDeserializePostBody'],
    [
      'a malformed date property',
      properties(['SystemTime 0x0039', '2026-13-01T00:00:00Z']),
      400,
      'UnableToDeserializePostBody',
    ],
    [
      'a property of unknown type',
      properties(['Text 0x0039', 'x']),
      400,
      'ErrorInvalidExtendedProperty',
    ],
    [
      'a known tag of another type',
      properties(['String 0x0E07', '1']),
      400,
      'ErrorInvalidExtendedProperty',
    ],
    [
      'a name without a GUID',
      properties(['String {1} Name X', '1']),
      400,
      'ErrorInvalidExtendedProperty',
    ],
    [
      'a creation time',
      properties(['SystemTime 0x3007', '2026-01-01T00:00:00Z']),
      400,
      'ErrorInvalidExtendedProperty',
    ],
    [
      'a number as property value',
      { singleValueExtendedProperties: [{ id: 'Integer 0x0E07', value: 1 }] },
      400,
      'RequestBodyRead',
    ],
    [
      'text for a whole number',
      properties(['Integer 0x0E07', 'x']),
      400,
      'ErrorInvalidExtendedPropertyValue',
    ],
    [
      'a property given twice',
      properties(['Integer 0x0E07', '1'], ['Integer 0xe07', '0']),
      400,
      'ErrorInvalidExtendedProperty',
    ],
    ['an attachment', { attachments: [file(10)] }, 201, undefined],
    [
      'an attachment without type',
      { attachments: [{ name: 'a', contentBytes: '' }] },
      400,
      'RequestBodyRead',
    ],
    [
      'an attachment that is not base64',
      { attachments: [file(1, { contentBytes: 'a*==' })] },
      400,
      'RequestBodyRead',
    ],
    [
      'an attachment without name',
      { attachments: [file(1, { name: '' })] },
      400,
      'ErrorRequiredPropertyMissing',
    ],
    [
      'an attachment of 3 MB',
      { attachments: [file(3_000_000)] },
      413,
      'ErrorRequestEntityTooLarge',
    ],
    ['an attachment of a byte less', { attachments: [file(2_999_999)] }, 201, undefined],
  ])('%s', async (_, changes, status, code) => {
    const reply = await graph.send('POST', `${folder}/messages`, message(changes));
    expect([reply.status, reply.body.error?.code]).toEqual([status, code]);
  });

  it('refuses more than 4 MiB with a page, other media types and broken JSON', async () => {
    const large = await graph.send('POST', `${folder}/messages`, 'x'.repeat(4 * MIB + 1));
    expect([large.status, large.headers.get('content-type')]).toEqual([413, 'text/html']);
    const xml = await graph.send('POST', `${folder}/messages`, '<a/>', {
      'Content-Type': 'text/xml',
    });
    expect(xml.status).toBe(415);
    const broken = await graph.send('POST', `${folder}/messages`, '{');
    expect([broken.status, broken.body.error?.code]).toEqual([400, 'BadRequest']);
  });

  it('tells a full mailbox from a missing folder', async () => {
    const full = await graph.send('POST', '/v1.0/users/full@contoso.example/messages', message());
    expect([full.status, full.body.error?.code]).toEqual([507, 'ErrorQuotaExceeded']);
    const gone = await graph.makeFolder('anna@contoso.example', 'Short-lived');
    await graph.send('DELETE', gone);
    const reply = await graph.send('POST', `${gone}/messages`, message());
    expect([reply.status, reply.body.error?.code]).toEqual([404, 'ErrorItemNotFound']);
  });
});
