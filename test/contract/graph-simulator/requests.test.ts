import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANNA_ID, startGraph, token } from './client.ts';
import type { GraphUnderTest } from './client.ts';

let graph: GraphUnderTest;

beforeAll(async () => {
  graph = await startGraph();
});

afterAll(() => graph.stop());

describe('graph simulator: access', () => {
  it.each([
    ['no token', { Authorization: '' }, 'Access token is empty.'],
    [
      'an expired token',
      { Authorization: `Bearer ${token({ exp: 1 })}` },
      'Lifetime validation failed',
    ],
    [
      'a foreign audience',
      { Authorization: `Bearer ${token({ aud: 'https://x' })}` },
      'Invalid audience',
    ],
    ['no JWT at all', { Authorization: 'Bearer nonsense' }, 'parsing failed'],
  ])('refuses %s', async (_, headers, text) => {
    const reply = await graph.send('GET', '/v1.0/users', undefined, headers);
    expect(reply.status).toBe(401);
    expect(reply.body.error?.code).toBe('InvalidAuthenticationToken');
    expect(reply.body.error?.message).toContain(text);
  });

  it('asks for the role of each area', async () => {
    const headers = { Authorization: `Bearer ${token({ roles: [] })}` };
    const users = await graph.send('GET', '/v1.0/users', undefined, headers);
    const mail = await graph.send(
      'GET',
      '/v1.0/users/bo@contoso.example/mailFolders',
      undefined,
      headers,
    );
    expect([users.status, users.body.error?.code]).toEqual([403, 'Authorization_RequestDenied']);
    expect([mail.status, mail.body.error?.code]).toEqual([403, 'ErrorAccessDenied']);
  });

  it('answers errors in the envelope of Graph and echoes the trace id', async () => {
    const reply = await graph.send('GET', '/v1.0/nothing', undefined, {
      'client-request-id': 'abc',
    });
    expect(reply.body.error).toMatchObject({
      code: 'BadRequest',
      message: "Resource not found for the segment 'nothing'.",
      innerError: { 'client-request-id': 'abc', date: expect.any(String) },
    });
    expect(reply.headers.get('client-request-id')).toBe('abc');
    expect(reply.headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['GET', '/beta/users', 400, 'BadRequest'],
    ['GET', '/v1.0/v1.0/users', 400, 'BadRequest'],
    ['GET', '/v1.0/users/anna@contoso.example/events', 400, 'BadRequest'],
    ['DELETE', '/v1.0/users/anna@contoso.example', 405, 'Request_BadRequest'],
    ['PUT', '/v1.0/users/anna@contoso.example/messages', 405, 'Request_BadRequest'],
    ['GET', '/v1.0/users/nobody@contoso.example', 404, 'Request_ResourceNotFound'],
    ['GET', '/v1.0/users/nobody@contoso.example/mailFolders/inbox', 404, 'ErrorInvalidUser'],
    [
      'GET',
      '/v1.0/users/none@contoso.example/mailFolders/inbox',
      404,
      'MailboxNotEnabledForRESTAPI',
    ],
    ['GET', '/v1.0/users/invalid@contoso.example/mailFolders/inbox', 404, 'ErrorInvalidUser'],
    ['GET', '/v1.0/users/denied@contoso.example/mailFolders/inbox', 403, 'ErrorAccessDenied'],
    ['GET', '/v1.0/users/anna@contoso.example/mailFolders/inbox?$select=id', 200, undefined],
    [
      'GET',
      '/v1.0/users/anna@contoso.example/mailFolders/AAMkwrong',
      400,
      'ErrorInvalidIdMalformed',
    ],
    ['GET', '/v1.0/users/anna@contoso.example/mailboxSettings', 200, undefined],
    ['GET', '/v1.0/users?$filter=mobilePhone eq %271%27', 400, 'Request_UnsupportedQuery'],
    ['GET', '/v1.0/users?$filter=nonsense eq %271%27', 400, 'BadRequest'],
    ['GET', '/v1.0/users?$filter=mail eq %27it%27s%27', 400, 'BadRequest'],
    ['GET', '/v1.0/users?$select=nonsense', 400, 'RequestBroker--ParseUri'],
    ['GET', '/v1.0/users?$top=0', 400, 'BadRequest'],
    ['GET', '/v1.0/users?$orderby=mail', 400, 'BadRequest'],
    ['GET', '/v1.0/users?$search=x', 400, 'BadRequest'],
    ['GET', '/v1.0/admin/exchange/mailboxes/x/createImportSession', 403, 'ErrorAccessDenied'],
  ])('%s %s is answered with %i %s', async (method, path, status, code) => {
    const reply = await graph.send(method, path);
    expect([reply.status, reply.body.error?.code]).toEqual([status, code]);
  });
});

describe('graph simulator: directory', () => {
  const find = async (filter: string): Promise<unknown[]> => {
    const reply = await graph.send(
      'GET',
      `/v1.0/users?$filter=${filter}&$select=userPrincipalName`,
    );
    return (reply.body.value ?? []).map((user) => user.userPrincipalName);
  };

  it.each([
    ['mail, whatever the case', "mail eq 'ANNA.BERG@contoso.example'"],
    ['one of several', "mail in ('x@y','anna.berg@contoso.example')"],
    ['a proxy address', "proxyAddresses/any(p:p eq 'smtp:anna.berg@contoso.example')"],
    ['any of three', "mail eq 'x' or userPrincipalName eq 'anna@contoso.example' or mail eq 'y'"],
    ['an escaped quote and plus', "proxyAddresses/any(p:p eq 'smtp:o''anna+x@contoso.example')"],
    ['a beginning', "startswith(displayName,'anna')"],
  ])('finds a user by %s', async (_, filter) => {
    expect(await find(encodeURIComponent(filter))).toEqual(['anna@contoso.example']);
  });

  it('sees a raw plus sign as a blank', async () => {
    expect(await find("proxyAddresses/any(p:p%20eq%20'smtp:o''anna+x@contoso.example')")).toEqual(
      [],
    );
    const spaced = "proxyAddresses/any(p:p+eq+'smtp:o''anna%2Bx@contoso.example')";
    expect(await find(spaced)).toEqual(['anna@contoso.example']);
  });

  it('refuses more than fifteen alternatives', async () => {
    const clauses = Array.from({ length: 16 }, (_, index) => `mail eq '${index}'`).join(' or ');
    const reply = await graph.send('GET', `/v1.0/users?$filter=${encodeURIComponent(clauses)}`);
    expect([reply.status, reply.body.error?.code]).toEqual([400, 'Request_UnsupportedQuery']);
  });

  it('tells what a request costs and returns known objects by id', async () => {
    const reply = await graph.send('POST', '/v1.0/directoryObjects/getByIds', {
      ids: [ANNA_ID, '00000000-0000-4000-8000-00000000ffff'],
      types: ['user'],
    });
    expect(reply.headers.get('x-ms-resource-unit')).toBe('3');
    expect(reply.body.value).toHaveLength(1);
  });
});

describe('graph simulator: folders', () => {
  const folders = '/v1.0/users/bo@contoso.example/mailFolders';

  it('pages through the folders a mailbox has from the start, hidden ones only on request', async () => {
    await graph.send('POST', folders, { displayName: 'Secret', isHidden: true });
    const first = await graph.send('GET', `${folders}?$top=5&$select=displayName`);
    const second = await graph.send('GET', String(first.body['@odata.nextLink']));
    const names = [...(first.body.value ?? []), ...(second.body.value ?? [])];
    expect(names.map((each) => each.displayName)).toContain('Inbox');
    expect(names).toHaveLength(8);
    const all = await graph.send('GET', `${folders}?includeHiddenFolders=true&$top=100`);
    expect(all.body.value).toHaveLength(9);
  });

  it('finds a folder by name whatever the case, with quotes doubled', async () => {
    await graph.send('POST', folders, { displayName: "O'Neil" });
    const reply = await graph.send('GET', `${folders}?$filter=displayName eq 'o''neil'`);
    expect(reply.body.value?.map((each) => each.displayName)).toEqual(["O'Neil"]);
  });

  it.each([
    ['a name in use', { displayName: 'inbox' }, 409, 'ErrorFolderExists'],
    ['an empty name', { displayName: ' ' }, 400, 'RequestBodyRead'],
    ['another property', { displayName: 'x', totalItemCount: 1 }, 400, 'RequestBodyRead'],
  ])('refuses to create a folder with %s', async (_, body, status, code) => {
    const reply = await graph.send('POST', folders, body);
    expect([reply.status, reply.body.error?.code]).toEqual([status, code]);
  });

  it('creates child folders, deletes them with what is below, and keeps the distinguished ones', async () => {
    const parent = await graph.makeFolder('bo@contoso.example', 'Parent');
    const child = await graph.send('POST', `${parent}/childFolders`, { displayName: 'Child' });
    const childPath = `${folders}/${String(child.body.id)}`;
    expect((await graph.send('GET', childPath)).status).toBe(200);
    expect((await graph.send('DELETE', parent)).status).toBe(204);
    expect((await graph.send('GET', childPath)).body.error?.code).toBe('ErrorItemNotFound');
    const inbox = await graph.send('DELETE', `${folders}/inbox`);
    expect(inbox.body.error?.code).toBe('ErrorDeleteDistinguishedFolder');
  });
});
