const { app, HttpResponse } = require('@azure/functions');
const { createHash } = require('node:crypto');

const http = (name, methods, route, handler) =>
  app.http(route ? `http-${name}` : name, { methods, route, authLevel: 'anonymous', handler });

http('hello', ['GET'], undefined, () => ({ body: 'hello' }));

function seen(req) {
  return {
    method: req.method,
    url: req.url,
    params: req.params,
    query: [...req.query.entries()],
    golden: req.headers.get('x-golden-a'),
    type: req.headers.get('content-type'),
  };
}

http('echo', ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], 'echo/{id}/{name?}', async (req) => ({
  jsonBody: { ...seen(req), body: await req.text() },
}));
http('typed', ['GET'], 'typed/{n:int}', (req) => ({
  jsonBody: { params: req.params, type: typeof req.params.n },
}));
http('files', ['GET', 'PUT'], 'files/{*path}', (req) => ({ jsonBody: seen(req) }));
http('items', ['GET'], 'items', () => ({ jsonBody: ['list'] }));
http('itemsAdd', ['POST'], 'items', async (req) => ({
  status: 201,
  headers: { location: '/golden/items/7' },
  jsonBody: { id: 7, body: await req.json() },
}));
http('itemById', ['GET'], 'items/{id}', (req) => ({ jsonBody: { item: req.params.id } }));
http('itemFixed', ['GET'], 'items/fixed', () => ({ jsonBody: { fixed: true } }));

// The same competition with the order of registration and of names turned round.
http('zFirst', ['GET'], 'first/fixed', () => ({ jsonBody: { fixed: true } }));
http('aSecond', ['GET'], 'first/{id}', (req) => ({ jsonBody: { item: req.params.id } }));
http('aNamed', ['GET'], 'named/fixed', () => ({ jsonBody: { fixed: true } }));
http('zNamed', ['GET'], 'named/{id}', (req) => ({ jsonBody: { item: req.params.id } }));
http('anyFile', ['GET'], 'files-fixed/{*path}', () => ({ jsonBody: { catchAll: true } }));
http('fixedFile', ['GET'], 'files-fixed/x', () => ({ jsonBody: { fixed: true } }));
http('mixedAny', ['GET'], 'mixed/{id}', () => ({ jsonBody: { any: true } }));
http('mixedInt', ['GET'], 'mixed/{id:int}', () => ({ jsonBody: { int: true } }));

http('json', ['POST'], 'body/json', async (req) => {
  try {
    return { jsonBody: { got: await req.json() } };
  } catch (e) {
    return { status: 400, jsonBody: { error: e.name } };
  }
});
http('text', ['POST'], 'body/text', async (req) => {
  const text = await req.text();
  return {
    body: text,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-length': String(text.length) },
  };
});
http('binary', ['POST'], 'body/binary', async (req) => {
  const bytes = Buffer.from(await req.arrayBuffer());
  return {
    body: bytes,
    headers: {
      'content-type': 'application/octet-stream',
      'x-sha256': createHash('sha256').update(bytes).digest('hex'),
    },
  };
});
http('csv', ['POST', 'GET'], 'body/csv', async (req) => {
  if (req.method === 'POST') {
    const rows = (await req.text())
      .split(/\r?\n/)
      .filter(Boolean)
      .map((row) => row.split(','));
    return { jsonBody: { type: req.headers.get('content-type'), rows } };
  }
  return {
    body: 'number,mail\r\n+447700900123,anna@example.com\r\n',
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="mapping.csv"',
    },
  };
});
http('form', ['POST'], 'body/form', async (req) => {
  const form = await req.formData();
  return {
    jsonBody: [...form.entries()].map(([k, v]) => [
      k,
      typeof v === 'string' ? v : { name: v.name, type: v.type, size: v.size },
    ]),
  };
});

/** What each kind of return value becomes on the wire. */
const answers = {
  undefined: () => undefined,
  'empty-object': () => ({}),
  null: () => null,
  'status-only': () => ({ status: 202 }),
  'text-body': () => ({ body: 'plain' }),
  'empty-body': () => ({ body: '' }),
  'json-null': () => ({ jsonBody: null }),
  'json-string': () => ({ jsonBody: 'text' }),
  'json-number': () => ({ jsonBody: 0 }),
  'json-unicode': () => ({ jsonBody: { ключ: 'naïve 😀' } }),
  'json-own-type': () => ({
    status: 400,
    headers: { 'content-type': 'application/problem+json' },
    jsonBody: { title: 'bad', status: 400 },
  }),
  'both-bodies': () => ({ body: 'body', jsonBody: { json: true } }),
  204: () => ({ status: 204 }),
  '204-with-body': () => ({ status: 204, body: 'not allowed' }),
  304: () => ({ status: 304, headers: { etag: '"v1"' } }),
  400: () => ({ status: 400, body: 'bad request' }),
  401: () => ({ status: 401, headers: { 'www-authenticate': 'Bearer' } }),
  404: () => ({ status: 404, jsonBody: { title: 'no such thing' } }),
  418: () => ({ status: 418 }),
  500: () => ({ status: 500, jsonBody: { title: 'own 500' } }),
  503: () => ({ status: 503, headers: { 'retry-after': '3' } }),
  redirect: () => ({ status: 302, headers: { location: '/golden/hello' } }),
  throw: () => {
    throw new Error('handler failure');
  },
  'throw-async': async () => {
    await null;
    throw new Error('handler failure later');
  },
  'throw-string': () => {
    throw 'just a string';
  },
  'bad-status': () => ({ status: 99 }),
  'plain-string': () => 'returned a string',
  'response-object': () =>
    new HttpResponse({ status: 201, body: 'from HttpResponse', headers: { 'x-a': '1' } }),
  headers: () => ({
    headers: [
      ['x-multi', 'one'],
      ['x-multi', 'two'],
      ['X-Upper', 'Kept'],
      ['x-empty', ''],
    ],
    body: 'h',
  }),
  cookies: () => ({
    body: 'c',
    cookies: [
      { name: 'plain', value: 'a b' },
      {
        name: 'full',
        value: 'v',
        path: '/golden',
        domain: 'example.com',
        maxAge: 60,
        secure: true,
        httpOnly: true,
        sameSite: 'Strict',
      },
      { name: 'none', value: 'v', sameSite: 'None', secure: true },
      { name: 'old', value: '', expires: new Date(Date.UTC(2020, 0, 2, 3, 4, 5)) },
    ],
  }),
  large: () => ({ jsonBody: { text: 'y'.repeat(100000) } }),
};
http('answer', ['GET', 'HEAD'], 'answer/{kind}', (req) => answers[req.params.kind]());

http('readCookies', ['GET'], 'cookies', (req) => ({
  jsonBody: { cookie: req.headers.get('cookie') },
}));
http('headersSeen', ['GET'], 'headers', (req) => ({
  jsonBody: Object.fromEntries(
    [...req.headers.entries()].filter(([k]) => k.startsWith('x-golden')),
  ),
}));
