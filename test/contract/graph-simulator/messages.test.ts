import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KEY_ID, file, message, properties, startGraph } from './client.ts';
import type { GraphUnderTest, Reply } from './client.ts';

let graph: GraphUnderTest;
let folder: string;

beforeAll(async () => {
  graph = await startGraph();
  folder = await graph.makeFolder('anna@contoso.example');
});

afterAll(() => graph.stop());

describe('graph simulator: what becomes of a message', () => {
  const create = async (changes: Record<string, unknown>, headers = {}): Promise<Reply['body']> =>
    (await graph.send('POST', `${folder}/messages`, message(changes), headers)).body;
  const at = (body: Reply['body']): string =>
    `/v1.0/users/anna@contoso.example/messages/${String(body.id)}`;

  it.each([
    ['no flags', undefined, true, true],
    ['"1"', '1', false, true],
    ['"0"', '0', false, false],
    ['"4"', '4', false, false],
    ['"9"', '9', true, true],
  ])('with %s as message flags', async (_, value, isDraft, isRead) => {
    const flags = value === undefined ? {} : properties(['Integer 0x0E07', value]);
    expect(await create(flags)).toMatchObject({ isDraft, isRead });
  });

  it('takes its times from the properties, ignores the plain ones, and echoes no property', async () => {
    const body = await create({
      sentDateTime: '2001-01-01T00:00:00Z',
      isDraft: false,
      ...properties(
        ['SystemTime 0x0039', '2020-02-03T04:05:06Z'],
        ['SystemTime 0x0E06', '2020-02-03T04:05:07Z'],
      ),
    });
    expect(body).toMatchObject({
      isDraft: true,
      sentDateTime: '2020-02-03T04:05:06Z',
      receivedDateTime: '2020-02-03T04:05:07Z',
    });
    expect(body).not.toHaveProperty('singleValueExtendedProperties');
    expect(body).not.toHaveProperty('internetMessageHeaders');
  });

  it('is found by its message id and by a named property', async () => {
    await create({ internetMessageId: '<k+1@x.invalid>', ...properties([KEY_ID, 'abc1']) });
    const query = async (filter: string): Promise<number | undefined> =>
      (await graph.send('GET', `${folder}/messages?$filter=${filter}&$top=2`)).body.value?.length;
    const byKey = (id: string, value: string): string =>
      encodeURIComponent(
        `singleValueExtendedProperties/Any(ep: ep/id eq '${id}' and ep/value eq '${value}')`,
      );
    expect(await query(`internetMessageId eq '${encodeURIComponent('<k+1@x.invalid>')}'`)).toBe(1);
    expect(await query("internetMessageId eq '<k+1@x.invalid>'")).toBe(0);
    expect(await query(byKey(KEY_ID, 'ABC1'))).toBe(1);
    expect(await query(byKey(KEY_ID.replace('ArchiveKey', 'archivekey'), 'abc1'))).toBe(0);
    expect(await query(byKey('nonsense', 'abc1'))).toBeUndefined();
  });

  it('shows properties only when expanded, one identifier at a time', async () => {
    const body = await create(properties([KEY_ID, 'v'], ['String 0x1042', '<p@x>']));
    const expand = async (filter: string): Promise<unknown> => {
      const path = `${at(body)}?$select=id&$expand=singleValueExtendedProperties($filter=${encodeURIComponent(filter)})`;
      return (await graph.send('GET', path)).body.singleValueExtendedProperties;
    };
    expect(await expand(`id eq '${KEY_ID}'`)).toEqual([{ id: KEY_ID, value: 'v' }]);
    expect(await expand(`id eq '${KEY_ID}' or id eq 'String 0x1042'`)).toBeUndefined();
  });

  it('keeps what a reader relies on once it is no draft', async () => {
    const sent = await create(properties(['Integer 0x0E07', '1']));
    const refused = await graph.send('PATCH', at(sent), { subject: 'other' });
    expect([refused.status, refused.body.error?.code]).toEqual([403, 'ErrorAccessDenied']);
    const allowed = await graph.send('PATCH', at(sent), {
      isRead: false,
      categories: ['Complete'],
      ...properties([KEY_ID, 'complete'], ['Integer 0x0E07', '8']),
    });
    expect(allowed.body).toMatchObject({ isRead: false, isDraft: false, categories: ['Complete'] });
    const draft = await create({});
    expect((await graph.send('PATCH', at(draft), { subject: 'other' })).body.subject).toBe('other');
    expect((await graph.send('PATCH', at(draft), { attachments: [] })).status).toBe(400);
  });

  it('changes its ordinary identifier when moved, not the immutable one', async () => {
    const prefer = { Prefer: 'IdType="ImmutableId"' };
    const body = await create({}, prefer);
    const plain = (await graph.send('GET', at(body))).body;
    const moved = (await graph.send('POST', `${at(body)}/move`, { destinationId: 'inbox' }, prefer))
      .body;
    expect(moved.id).toBe(body.id);
    expect((await graph.send('GET', at(plain))).body.error?.code).toBe('ErrorItemNotFound');
    const lower = { id: String(body.id).toLowerCase() } as unknown as Reply['body'];
    expect((await graph.send('GET', at(lower))).status).toBe(400);
    expect((await graph.send('DELETE', at(body))).status).toBe(204);
  });

  it('is always a draft when posted as MIME', async () => {
    const mime = Buffer.from('From: A <a@x.example>\r\nTo: b@x.example\r\nSubject: Hi\r\n\r\nText');
    const post = (body: string): Promise<Reply> =>
      graph.send('POST', `${folder}/messages`, body, { 'Content-Type': 'text/plain' });
    expect((await post(mime.toString('base64'))).body).toMatchObject({
      isDraft: true,
      subject: 'Hi',
    });
    expect((await post('not base64!')).body.error?.code).toBe(
      'ErrorMimeContentInvalidBase64String',
    );
  });

  it('gains and loses attachments', async () => {
    const body = await create({ attachments: [file(3, { isInline: true, contentId: 'c1' })] });
    const added = await graph.send('POST', `${at(body)}/attachments`, file(4, { name: 'b.bin' }));
    expect([added.status, added.body.size]).toEqual([201, expect.any(Number)]);
    const path = `${at(body)}/attachments/${String(added.body.id)}`;
    expect((await graph.send('GET', `${path}/$value`)).text).toBe('aaaa');
    const list = (await graph.send('GET', `${at(body)}/attachments?$select=name`)).body.value;
    expect(list?.map((each) => each.name)).toEqual(['a.bin', 'b.bin']);
    expect((await graph.send('DELETE', path)).status).toBe(204);
    const expanded = (await graph.send('GET', `${at(body)}?$expand=attachments`)).body.attachments;
    expect(expanded).toMatchObject([{ contentId: 'c1', contentBytes: 'YWFh', isInline: true }]);
  });
});
