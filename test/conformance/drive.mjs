// node drive.mjs --base http://127.0.0.1:7071 --out DIR [--only a,b]   (Node >= 20; the host must start with fresh storage)
// Drives every scenario; writes DIR/exchanges.jsonl (what this side sent and got) and DIR/invocations.jsonl (what the app saw).
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values: args } = parseArgs({
  options: { base: { type: 'string' }, out: { type: 'string' }, only: { type: 'string' } },
});
if (!args.base || !args.out)
  throw new Error('usage: node drive.mjs --base URL --out DIR [--only a,b]');
const base = args.base.replace(/\/$/, '');
const exchangesFile = join(args.out, 'exchanges.jsonl');
const durablePath = '/runtime/webhooks/durabletask';
const ended = ['Completed', 'Failed', 'Terminated', 'Canceled'];
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
let managementQuery = '';

async function send(method, path, { headers = {}, json, body, timeout = 60000 } = {}) {
  const init = {
    method,
    headers: { ...headers },
    redirect: 'manual',
    signal: AbortSignal.timeout(timeout),
  };
  if (json !== undefined) {
    init.body = JSON.stringify(json);
    init.headers['content-type'] ??= 'application/json';
  } else if (body !== undefined) init.body = body;
  const from = Date.now();
  try {
    const response = await fetch(base + path, init);
    const bytes = Buffer.from(await response.arrayBuffer());
    const answer = {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      ms: Date.now() - from,
    };
    const cookies = response.headers.getSetCookie();
    if (cookies.length) answer.headers['set-cookie'] = cookies;
    try {
      answer.text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      answer.base64 = bytes.toString('base64');
    }
    return answer;
  } catch (e) {
    return { status: 0, headers: {}, transportError: e.name, ms: Date.now() - from, text: '' };
  }
}

const parsed = (answer) => {
  try {
    return JSON.parse(answer.text);
  } catch {
    return undefined;
  }
};

class Scenario {
  constructor(name) {
    this.name = name;
    this.steps = new Map();
  }

  id(n = 1) {
    return `${this.name}--${n}`;
  }

  write(step, method, path, options, answer, extra = {}) {
    const n = (this.steps.get(step) ?? 0) + 1;
    this.steps.set(step, n);
    const { 'x-step': _, ...headers } = options.headers ?? {};
    const request = {
      method,
      path,
      headers: Object.keys(headers).length ? headers : undefined,
      json: options.json,
    };
    if (typeof options.body === 'string') request.text = options.body;
    else if (options.body instanceof Uint8Array) request.bytes = options.body.length;
    else if (options.body !== undefined) request.form = true;
    const line = {
      scenario: this.name,
      step: n === 1 ? step : `${step} #${n}`,
      request,
      response: answer,
      ...extra,
    };
    appendFileSync(exchangesFile, JSON.stringify(line) + '\n');
  }

  async call(step, method, path, options = {}) {
    const n = this.steps.get(step) ?? 0;
    options = {
      ...options,
      headers: {
        ...options.headers,
        'x-step': encodeURIComponent(`${this.name}/${n ? `${step} #${n + 1}` : step}`),
      },
    };
    const answer = await send(method, path, options);
    this.write(step, method, path, options, answer);
    return { ...answer, json: parsed(answer) };
  }

  /** A function endpoint. */
  fn(step, method, path, options) {
    return this.call(step, method, `/golden${path}`, options);
  }

  /** A durable management endpoint. */
  api(step, method, path, query = '', options = {}) {
    const all = [query, 'taskHub=GoldenHub', 'connection=Storage', managementQuery]
      .filter(Boolean)
      .join('&');
    return this.call(step, method, `${durablePath}${path}?${all}`, options);
  }

  /** input: a property bag {input} so that "none" differs from null. */
  start(orchestrator, id, bag = {}, step = `start ${orchestrator} ${id ?? ''}`.trim()) {
    return this.fn(step, 'POST', `/orchestrators/${orchestrator}`, { json: { id, ...bag } });
  }

  /** Polls until the predicate holds or the time is over; only the last answer is recorded. */
  async until(step, id, predicate, ms = 30000) {
    const path = `${durablePath}/instances/${encodeURIComponent(id)}?showInput=true&taskHub=GoldenHub&connection=Storage${managementQuery ? '&' + managementQuery : ''}`;
    const end = Date.now() + ms;
    for (let polls = 1; ; polls++) {
      const answer = await send('GET', path);
      const json = parsed(answer);
      const ok = json !== undefined && predicate(json);
      if (ok || Date.now() > end) {
        this.write(step, 'GET', path, {}, answer, { polls, reached: ok });
        return { ...answer, json };
      }
      await sleep(100);
    }
  }

  running(id, step = `running ${id}`) {
    return this.until(step, id, (s) => s.runtimeStatus === 'Running', 10000);
  }

  /** Waits for the end, then records the full status with history. */
  async final(id, ms) {
    const last = await this.until(`ended ${id}`, id, (s) => ended.includes(s.runtimeStatus), ms);
    await this.api(
      `history ${id}`,
      'GET',
      `/instances/${id}`,
      'showHistory=true&showHistoryOutput=true&showInput=true',
    );
    return last.json;
  }

  raise(id, event, value, step = `raise ${event} ${id}`) {
    return this.fn(
      step,
      'POST',
      `/instances/${id}/raise/${event}`,
      value === undefined ? {} : { json: value },
    );
  }

  status(id, step = `getStatus ${id}`, query = '') {
    return this.fn(step, 'GET', `/instances/${id}${query}`);
  }

  async whole(orchestrator, n, bag, ms) {
    await this.start(orchestrator, this.id(n), bag);
    return this.final(this.id(n), ms);
  }
}

const scenarios = {
  async 'http-routes'(t) {
    await t.fn('default route is the function name', 'GET', '/hello');
    await t.fn('optional parameter present', 'GET', '/echo/7/anna');
    await t.fn('optional parameter absent', 'GET', '/echo/7');
    await t.fn('trailing slash', 'GET', '/echo/7/');
    await t.fn('required parameter missing', 'GET', '/echo');
    await t.fn('too many segments', 'GET', '/echo/7/anna/more');
    await t.fn('case of the path', 'GET', '/ECHO/AbC');
    await t.fn('escaped parameter', 'GET', '/echo/a%20b%2Bc+d/%C3%BC');
    await t.fn('escaped slash in parameter', 'GET', '/echo/a%2Fb');
    await t.fn('escaped percent', 'GET', '/echo/100%25');
    await t.fn('typed parameter', 'GET', '/typed/12');
    await t.fn('typed parameter does not match', 'GET', '/typed/twelve');
    await t.fn('fixed before parameter', 'GET', '/items/fixed');
    await t.fn('parameter', 'GET', '/items/8');
    await t.fn('fixed registered first', 'GET', '/first/fixed');
    await t.fn('fixed registered first, earlier name', 'GET', '/named/fixed');
    await t.fn('catch-all against fixed', 'GET', '/files-fixed/x');
    await t.fn('constraint against parameter', 'GET', '/mixed/5');
    await t.fn('catch-all one', 'GET', '/files/a');
    await t.fn('catch-all deep', 'GET', '/files/a/b/c.txt');
    await t.fn('catch-all empty', 'GET', '/files/');
    await t.fn('catch-all bare', 'GET', '/files');
    await t.fn('catch-all escaped', 'GET', '/files/a%20b/%C3%BC');
    await t.fn('catch-all put', 'PUT', '/files/a/b', { body: 'x' });
    await t.fn('unknown route', 'GET', '/no/such/route');
    await t.call('other prefix', 'GET', '/api/hello');
    await t.call('no prefix', 'GET', '/hello');
  },
  async 'http-query'(t) {
    await t.fn('repeated keys', 'GET', '/echo/q?a=1&b=x&a=2&A=3');
    await t.fn('empty and bare', 'GET', '/echo/q?empty=&bare');
    await t.fn('escapes', 'GET', '/echo/q?t=a%20b+c%2Bd&u=%C3%BC%26&e=a%3Db');
    await t.fn('unicode key', 'GET', '/echo/q?%C3%BC=1');
    await t.fn('same name as a route parameter', 'GET', '/echo/q?id=other&name=n');
  },
  async 'http-methods'(t) {
    await t.fn('get', 'GET', '/items');
    await t.fn('post on the same route', 'POST', '/items', { json: { a: 1 } });
    await t.fn('method not registered', 'DELETE', '/items');
    await t.fn('method not registered, one function', 'POST', '/hello', { body: 'x' });
    await t.fn('head on get', 'HEAD', '/hello');
    await t.fn('head registered', 'HEAD', '/answer/text-body');
    await t.fn('options', 'OPTIONS', '/items');
    await t.fn('options with origin', 'OPTIONS', '/items', {
      headers: { origin: 'http://example.com', 'access-control-request-method': 'POST' },
    });
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      await t.fn(`echo ${method}`, method, '/echo/m', {
        body: 'body',
        headers: { 'content-type': 'text/plain' },
      });
  },
  async 'http-bodies'(t) {
    await t.fn('json object', 'POST', '/body/json', { json: { a: [1, null, 'ü'] } });
    for (const text of ['null', 'true', '5', '"text"', '[]', '', '{"a":', '\ufeff{"a":1}'])
      await t.fn(`json text ${JSON.stringify(text)}`, 'POST', '/body/json', {
        body: text,
        headers: { 'content-type': 'application/json' },
      });
    await t.fn('json without content type', 'POST', '/body/json', {
      body: new TextEncoder().encode('{"a":1}'),
    });
    await t.fn('json with charset', 'POST', '/body/json', {
      body: '{"ü":1}',
      headers: { 'content-type': 'application/json; charset=utf-8' },
    });
    await t.fn('text', 'POST', '/body/text', {
      body: 'naïve 😀\r\nline',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
    await t.fn('empty text', 'POST', '/body/text', {
      body: '',
      headers: { 'content-type': 'text/plain' },
    });
    await t.fn('text that is json', 'POST', '/body/text', {
      body: '{"a":1}',
      headers: { 'content-type': 'text/plain' },
    });
    await t.fn('binary all bytes', 'POST', '/body/binary', {
      body: Uint8Array.from({ length: 256 }, (_, k) => k),
      headers: { 'content-type': 'application/octet-stream' },
    });
    await t.fn('binary that is utf-8', 'POST', '/body/binary', {
      body: new TextEncoder().encode('ü'),
      headers: { 'content-type': 'application/octet-stream' },
    });
    await t.fn('binary 300 kB', 'POST', '/body/binary', {
      body: new Uint8Array(300000).fill(65),
      headers: { 'content-type': 'application/octet-stream' },
    });
    await t.fn('csv in', 'POST', '/body/csv', {
      body: 'a,b\r\n1,ü\r\n',
      headers: { 'content-type': 'text/csv' },
    });
    await t.fn('csv out', 'GET', '/body/csv');
    const form = new FormData();
    form.set('field', 'ü');
    form.set('file', new Blob(['a,b\n1,2\n'], { type: 'text/csv' }), 'map.csv');
    await t.fn('multipart form', 'POST', '/body/form', { body: form });
    await t.fn('urlencoded form', 'POST', '/body/form', {
      body: 'a=1&b=x+y',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    await t.fn('large text', 'POST', '/body/text', {
      body: 'z'.repeat(150000),
      headers: { 'content-type': 'text/plain' },
    });
  },
  async 'http-answers'(t) {
    const kinds = [
      'undefined',
      'empty-object',
      'null',
      'status-only',
      'text-body',
      'empty-body',
      'json-null',
      'json-string',
      'json-number',
      'json-unicode',
      'json-own-type',
      'both-bodies',
      '204',
      '204-with-body',
      '304',
      '400',
      '401',
      '404',
      '418',
      '500',
      '503',
      'redirect',
      'throw',
      'throw-async',
      'throw-string',
      'bad-status',
      'plain-string',
      'response-object',
      'headers',
      'cookies',
      'large',
    ];
    for (const kind of kinds) await t.fn(kind, 'GET', `/answer/${kind}`);
  },
  async 'http-headers'(t) {
    await t.fn('cookies in', 'GET', '/cookies', { headers: { cookie: 'a=1; b=x%20y; a=2' } });
    await t.fn('no cookies', 'GET', '/cookies');
    await t.fn('custom', 'GET', '/headers', {
      headers: { 'X-Golden-A': 'One', 'x-golden-b': 'a, b', 'x-golden-empty': '' },
    });
  },
  async 'timer-trigger'(t) {
    await t.until('started by a timer', t.id(), (s) => ended.includes(s.runtimeStatus), 15000);
    await sleep(4500);
  },
  async 'client-shapes'(t) {
    await t.fn('client data', 'GET', '/client-data');
    await t.fn('management payload', 'GET', '/instances/some-id/payload');
    await t.start('nothing', t.id());
    await t.final(t.id());
    await t.status(t.id(), 'getStatus plain');
    await t.status(t.id(), 'getStatus without input', '?showInput=false');
    await t.status(t.id(), 'getStatus with history', '?showHistory=true&showHistoryOutput=true');
    const bare = await t.fn('start without id', 'POST', '/orchestrators-bare/nothing');
    const auto = await t.start('nothing', undefined);
    for (const id of [bare.json?.returned, auto.json?.id].filter(Boolean))
      await t.until('ended, own id', id, (s) => ended.includes(s.runtimeStatus));
    await t.fn('wait: finishes in time', 'POST', '/orchestrators-wait/single', {
      json: { id: t.id(2), timeout: 10000, interval: 200 },
    });
    await t.fn('wait: fails in time', 'POST', '/orchestrators-wait/throwAtOnce', {
      json: { id: t.id(3), timeout: 10000, interval: 200 },
    });
    await t.fn('wait: not in time', 'POST', '/orchestrators-wait/waiter', {
      json: { id: t.id(4), timeout: 600, interval: 200 },
    });
    await t.raise(t.id(4), 'go', 1);
    await t.final(t.id(4));
  },
  async single(t) {
    await t.whole('single', 1);
  },
  async sequence(t) {
    await t.whole('sequence', 1);
  },
  async waves(t) {
    await t.whole('waves', 1, { input: { waves: 3, width: 4, ms: 50 } });
  },
  async 'waves-cancel-before'(t) {
    for (const [n, listenLate] of [
      [1, false],
      [2, true],
    ]) {
      const id = t.id(n);
      await t.start('waves', id, {
        input: { waves: 2, width: 2, ms: 50, prefixMs: 1500, listenLate },
      });
      await t.running(id);
      await t.raise(id, 'cancel', { by: 'operator' });
      await t.final(id, 10000);
    }
  },
  async 'waves-cancel-during'(t) {
    const id = t.id();
    await t.start('waves', id, { input: { waves: 3, width: 3, ms: 2500 } });
    await t.until('in wave 0', id, (s) => s.customStatus?.phase === 'waves');
    await sleep(700);
    await t.raise(id, 'cancel', { by: 'operator' });
    await t.raise(id, 'cancel', { by: 'second' });
    await t.until('custom status cancelled', id, (s) => s.customStatus?.phase === 'cancelled');
    await t.final(id);
  },
  async 'waves-cancel-after'(t) {
    await t.whole('waves', 1, { input: { waves: 1, width: 2, ms: 20 } });
    await t.raise(t.id(), 'cancel', { by: 'late' });
    await t.api('raise over http', 'POST', `/instances/${t.id()}/raiseEvent/cancel`, '', {
      json: { by: 'late' },
    });
    await sleep(1000);
    await t.status(t.id(), 'still completed');
  },
  async 'waves-cancel-other-name'(t) {
    const id = t.id();
    await t.start('waves', id, { input: { waves: 1, width: 2, ms: 1500 } });
    await t.until('in wave 0', id, (s) => s.customStatus?.phase === 'waves');
    await t.raise(id, 'unrelated', { by: 'operator' });
    await t.final(id);
  },
  async 'waves-failing'(t) {
    await t.whole('failingWave', 1);
  },
  async 'waves-retry'(t) {
    await t.whole('retryWave', 1, { input: { keys: ['w-a', 'w-b', 'w-c'], succeedOn: 2 } });
  },
  async 'retry-success'(t) {
    await t.whole('retry', 1, { input: { key: 'r-ok', succeedOn: 3, max: 4 } });
  },
  async 'retry-caught'(t) {
    await t.whole('retry', 1, { input: { key: 'r-caught', succeedOn: 99, max: 3, catch: true } });
  },
  async 'retry-uncaught'(t) {
    await t.whole('retry', 1, { input: { key: 'r-uncaught', succeedOn: 99, max: 3 } });
  },
  async 'activity-error'(t) {
    const kinds = ['error', 'lines', 'class', 'string', 'unicode', 'empty', 'cause'];
    for (const [n, how] of kinds.entries())
      await t.whole('activityError', `caught-${how}`, { input: { how, catch: true } }, 10000);
    await t.whole('activityError', 'uncaught-error', { input: { how: 'error' } });
    await t.whole('activityError', 'uncaught-lines', { input: { how: 'lines' } });
    await t.whole('activityError', 'caught-long', { input: { how: 'long', catch: true } }, 10000);
  },
  async 'orchestrator-throws'(t) {
    await t.whole('throwAtOnce', 1);
    await t.whole('throwLater', 2);
    await t.status(t.id(1));
  },
  async 'sub-orchestration'(t) {
    await t.whole('parent', 1);
    for (const n of [1, 2, 3]) await t.status(`${t.id()}-c00${n}`);
  },
  async 'sub-orchestration-fails'(t) {
    await t.whole('parent', 1, { input: { fail: 'catch' } });
    await t.status(`${t.id(1)}-c001`);
    await t.whole('parent', 2, { input: { fail: 'uncaught' } });
  },
  async 'continue-as-new'(t) {
    await t.whole('generations', 1, { input: { gen: 1, until: 5, trail: [] } });
  },
  async 'continue-as-new-events'(t) {
    await t.start('generationsWithEvents', t.id(), { input: { gen: 1, got: [] } });
    await t.running(t.id());
    await t.raise(t.id(), 'go', 'one');
    await t.until('second generation', t.id(), (s) => s.input?.gen === 2);
    await t.raise(t.id(), 'go', 'two');
    await t.final(t.id());
  },
  async 'custom-status'(t) {
    const id = t.id();
    await t.start('progress', id);
    await t.until('object', id, (s) => s.customStatus?.phase === 'first');
    await t.status(id, 'object through the client');
    await t.raise(id, 'next', null);
    await t.until('string', id, (s) => typeof s.customStatus === 'string');
    await t.raise(id, 'next', null);
    await sleep(1500);
    await t.status(id, 'after null');
    await t.raise(id, 'next', null);
    await t.final(id);
  },
  async timer(t) {
    await t.whole('timer', 1, { input: 2000 });
    await t.whole('timer', 2, { input: 0 });
    await t.whole('timer', 3, { input: -5000 });
  },
  async 'timer-race'(t) {
    await t.start('timerRace', t.id(1), { input: { ms: 20000 } });
    await t.running(t.id(1));
    await t.raise(t.id(1), 'cancel', { by: 'operator' });
    await t.final(t.id(1), 15000);
    await t.whole('timerRace', 2, { input: { ms: 1500 } });
  },
  async 'event-before-wait'(t) {
    const id = t.id();
    await t.start('eventLate', id, { input: { ms: 2000 } });
    await t.until('busy', id, (s) => s.customStatus === 'busy');
    await t.raise(id, 'go', { n: 1 });
    await sleep(300);
    await t.raise(id, 'go', { n: 2 });
    await t.final(id);
  },
  async 'event-values'(t) {
    const values = {
      none: undefined,
      null: null,
      true: true,
      zero: 0,
      number: 7.5,
      empty: '',
      string: 'text',
      digits: '123',
      jsonText: '{"a":1}',
      array: [1, null],
      object: { a: { ключ: '😀' } },
    };
    for (const [n, value] of Object.entries(values)) {
      await t.start('waiter', t.id(n));
      await t.running(t.id(n));
      await t.raise(t.id(n), 'go', value);
      await t.final(t.id(n), n === 'none' ? 2000 : 8000);
    }
    await t.start('waiter', t.id('case'));
    await t.running(t.id('case'));
    await t.raise(t.id('case'), 'GO', 'upper case name');
    await t.final(t.id('case'), 5000);
  },
  async terminate(t) {
    const id = t.id();
    await t.start('waiter', id);
    await t.running(id);
    await t.fn('terminate', 'POST', `/instances/${id}/terminate`);
    await t.final(id);
    await t.fn('terminate again', 'POST', `/instances/${id}/terminate`);
    await t.raise(id, 'go', 1);
    await t.start('single', id, {}, 'start on terminated');
    await t.until('second life', id, (s) => s.runtimeStatus === 'Completed', 10000);
    await t.start('parentOfWaiter', t.id(2));
    await t.running(`${t.id(2)}-c001`);
    await t.fn('terminate parent', 'POST', `/instances/${t.id(2)}/terminate`);
    await t.final(t.id(2));
    await sleep(1500);
    await t.status(`${t.id(2)}-c001`, 'child of the terminated parent');
    await t.raise(`${t.id(2)}-c001`, 'go', 'child may end');
    await t.final(`${t.id(2)}-c001`, 8000);
    await t.start('waves', t.id(3), { input: { waves: 1, width: 2, ms: 2500 } });
    await t.until('in wave 0', t.id(3), (s) => s.customStatus?.phase === 'waves');
    await sleep(500);
    await t.fn('terminate with open activities', 'POST', `/instances/${t.id(3)}/terminate`);
    await t.final(t.id(3));
    await sleep(3000);
    await t.status(t.id(3), 'after the activities ended');
  },
  async 'suspend-resume'(t) {
    const id = t.id();
    await t.start('waiter', id);
    await t.running(id);
    await t.fn('suspend', 'POST', `/instances/${id}/suspend`);
    await t.until('suspended', id, (s) => s.runtimeStatus === 'Suspended', 10000);
    await t.fn('suspend again', 'POST', `/instances/${id}/suspend`);
    await t.raise(id, 'go', 'while suspended');
    await sleep(1500);
    await t.status(id, 'event held');
    await t.fn('resume', 'POST', `/instances/${id}/resume`);
    await t.final(id);
    await t.fn('suspend completed', 'POST', `/instances/${id}/suspend`);
    await t.fn('resume completed', 'POST', `/instances/${id}/resume`);
    await t.start('waiter', t.id(2));
    await t.running(t.id(2));
    await t.fn('suspend 2', 'POST', `/instances/${t.id(2)}/suspend`);
    await t.until('suspended 2', t.id(2), (s) => s.runtimeStatus === 'Suspended', 10000);
    await t.start('waiter', t.id(2), {}, 'start while suspended');
    await t.fn('terminate suspended', 'POST', `/instances/${t.id(2)}/terminate`);
    await t.final(t.id(2));
  },
  async purge(t) {
    await t.whole('single', 1);
    await t.fn('purge', 'DELETE', `/instances/${t.id(1)}`);
    await t.status(t.id(1), 'gone');
    await t.fn('purge again', 'DELETE', `/instances/${t.id(1)}`);
    await t.start('waiter', t.id(2));
    await t.running(t.id(2));
    await t.fn('purge running', 'DELETE', `/instances/${t.id(2)}`);
    await sleep(1000);
    await t.status(t.id(2), 'after purge of a running one');
    await t.raise(t.id(2), 'go', 1);
    await t.until('later', t.id(2), (s) => ended.includes(s.runtimeStatus), 4000);
    await t.start('single', t.id(1), {}, 'start after purge');
    await t.final(t.id(1));
  },
  async 'unknown-instance'(t) {
    await t.status('no-such-instance');
    await t.raise('no-such-instance', 'go', 1);
    for (const op of ['terminate', 'suspend', 'resume'])
      await t.fn(op, 'POST', `/instances/no-such-instance/${op}`);
    await t.fn('purge', 'DELETE', '/instances/no-such-instance');
  },
  async 'start-twice'(t) {
    const id = t.id();
    await t.start('waiter', id);
    await t.start('waiter', id, {}, 'start at once again');
    await t.running(id);
    await t.start('waiter', id, {}, 'start on running');
    await t.raise(id, 'go', 'first life');
    await t.final(id);
    await t.start('single', id, {}, 'start on completed, other name');
    await t.until('second life', id, (s) => s.name === 'single' && ended.includes(s.runtimeStatus));
    await t.start('throwAtOnce', id, {}, 'start on completed again');
    await t.until('third life', id, (s) => s.runtimeStatus === 'Failed');
    await t.start('single', id, {}, 'start on failed');
    await t.final(id);
  },
  async 'unknown-orchestrator'(t) {
    await t.start('noSuchOrchestrator', t.id());
    await t.until('ended', t.id(), (s) => ended.includes(s.runtimeStatus), 10000);
    await t.api('start over http', 'POST', `/orchestrators/noSuchOrchestrator/${t.id(2)}`, '', {
      json: {},
    });
    await t.start('SINGLE', t.id(3));
    await t.until('name in other case', t.id(3), (s) => ended.includes(s.runtimeStatus), 10000);
  },
  async 'input-kinds'(t) {
    const inputs = {
      none: {},
      null: { input: null },
      true: { input: true },
      false: { input: false },
      zero: { input: 0 },
      number: { input: 1.5 },
      empty: { input: '' },
      string: { input: 'text' },
      digits: { input: '123' },
      jsonText: { input: '{"a":1}' },
      array: { input: [1, null, 'a'] },
      emptyArray: { input: [] },
      object: { input: { a: { b: [true, null] } } },
      unicode: { input: { ключ: 'naïve 😀 \u2028 "quoted" \\ \t', n: { Ü: '漢字' } } },
    };
    for (const [n, bag] of Object.entries(inputs)) await t.whole('inputType', n, bag, 10000);
  },
  async 'output-kinds'(t) {
    await t.whole('nothing', 'undefined');
    for (const [n, input] of Object.entries({
      null: null,
      true: true,
      false: false,
      zero: 0,
      number: 1.5,
      empty: '',
      string: 'text',
      digits: '123',
      jsonText: '{"a":1}',
      array: [1, null],
      unicode: { ключ: 'naïve 😀' },
    }))
      await t.whole('identity', n, { input }, 10000);
  },
  async 'activity-inputs'(t) {
    await t.whole('activityInputs', 1);
  },
  async 'activity-outputs'(t) {
    await t.whole('activityOutputs', 1);
  },
  async 'large-custom-status'(t) {
    await t.whole('largeStatus', 1, { input: 8000 }, 6000);
    await t.whole('largeStatus', 2, { input: 8701 }, 6000);
    await t.whole('largeStatus', 3, { input: 8702 }, 6000);
    await t.whole('largeStatus', 4, { input: 17000 }, 6000);
  },
  async 'large-payload'(t) {
    await t.whole('large', 1, { input: 'i'.repeat(100000) });
  },
  async determinism(t) {
    await t.whole('determinism', 1);
  },
  async 'list-and-purge'(t) {
    const from = new Date(Date.now() - 5).toISOString();
    await t.start('single', t.id('a'));
    await t.start('throwAtOnce', t.id('b'));
    await t.start('waiter', t.id('c'));
    await t.start('single', t.id('d'));
    for (const n of ['a', 'b', 'd']) await t.final(t.id(n));
    await t.running(t.id('c'));
    const to = new Date(Date.now() + 5).toISOString();
    const range = `from=${from}&to=${to}`;
    await t.fn('by time', 'GET', `/instances?${range}`);
    await t.fn('completed', 'GET', `/instances?${range}&status=Completed`);
    await t.fn('running or failed', 'GET', `/instances?${range}&status=Running&status=Failed`);
    await t.fn('none', 'GET', `/instances?${range}&status=Terminated`);
    await t.fn('before', 'GET', `/instances?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z`);
    await t.fn('all with prefix', 'GET', `/instances?all&prefix=${t.name}--`);
    await t.api(
      'list over http',
      'GET',
      '/instances',
      `instanceIdPrefix=${t.name}--&showInput=false`,
    );
    await t.api(
      'list over http, statuses',
      'GET',
      '/instances',
      `instanceIdPrefix=${t.name}--&runtimeStatus=Completed,Failed`,
    );
    await t.api(
      'list over http, page of 2',
      'GET',
      '/instances',
      `createdTimeFrom=${from}&createdTimeTo=${to}&top=2`,
    );
    await t.fn('purge completed', 'DELETE', `/instances?${range}&status=Completed`);
    await t.fn('left', 'GET', `/instances?${range}`);
    await t.fn('purge none left', 'DELETE', `/instances?${range}&status=Completed`);
    await t.fn('purge without status', 'DELETE', `/instances?${range}`);
    await t.fn('left at the end', 'GET', `/instances?${range}`);
    await t.raise(t.id('c'), 'go', 1);
    await t.until('waiter', t.id('c'), (s) => ended.includes(s.runtimeStatus), 5000);
  },
  async 'management-api'(t) {
    const id = t.id();
    await t.api('start with id', 'POST', `/orchestrators/waiter/${id}`, '', { json: { in: 1 } });
    await t.running(id);
    await t.api('start same id', 'POST', `/orchestrators/waiter/${id}`, '', { json: {} });
    await t.api('status running', 'GET', `/instances/${id}`);
    await t.api('status without input', 'GET', `/instances/${id}`, 'showInput=false');
    await t.api('suspend', 'POST', `/instances/${id}/suspend`, 'reason=why');
    await t.until('suspended', id, (s) => s.runtimeStatus === 'Suspended', 10000);
    await t.api('status suspended', 'GET', `/instances/${id}`);
    await t.api('resume', 'POST', `/instances/${id}/resume`, 'reason=why');
    await t.running(id, 'running again');
    await t.api('raise', 'POST', `/instances/${id}/raiseEvent/go`, '', { json: { v: 1 } });
    await t.final(id);
    await t.api('raise on completed', 'POST', `/instances/${id}/raiseEvent/go`, '', { json: 1 });
    await t.api('terminate completed', 'POST', `/instances/${id}/terminate`, 'reason=why');
    await t.api('suspend completed', 'POST', `/instances/${id}/suspend`, 'reason=why');
    await t.api('resume completed', 'POST', `/instances/${id}/resume`, 'reason=why');
    await t.api('purge', 'DELETE', `/instances/${id}`);
    await t.api('purge again', 'DELETE', `/instances/${id}`);
    await t.api('status unknown', 'GET', `/instances/${id}`);
    await t.api('raise unknown', 'POST', `/instances/${id}/raiseEvent/go`, '', { json: 1 });
    await t.api('raise not json', 'POST', `/instances/${id}/raiseEvent/go`, '', {
      body: 'text',
      headers: { 'content-type': 'text/plain' },
    });
    for (const op of ['terminate', 'suspend', 'resume'])
      await t.api(`${op} unknown`, 'POST', `/instances/${id}/${op}`, 'reason=why');
    await t.api('status failed', 'POST', `/orchestrators/throwAtOnce/${t.id(2)}`, '', { json: {} });
    await t.final(t.id(2));
    await t.api(
      'status failed, 500 wanted',
      'GET',
      `/instances/${t.id(2)}`,
      'returnInternalServerErrorOnFailure=true',
    );
    await t.api('start, no body', 'POST', `/orchestrators/single/${t.id(3)}`);
    await t.final(t.id(3));
    await t.api('wrong method', 'PUT', `/instances/${t.id(3)}`);
    await t.api('unknown operation', 'POST', `/instances/${t.id(3)}/dance`);
  },
  async 'parallel-40'(t) {
    const ids = Array.from({ length: 40 }, (_, k) => t.id(String(k + 1).padStart(2, '0')));
    await Promise.all(
      ids.map((id, k) =>
        t.start('waves', id, { input: { waves: 2, width: 3, ms: 20 + (k % 3) * 10 } }),
      ),
    );
    for (const id of ids)
      await t.until(`ended ${id}`, id, (s) => ended.includes(s.runtimeStatus), 90000);
  },
};

mkdirSync(args.out, { recursive: true });
writeFileSync(exchangesFile, '');
const client = await send('GET', '/golden/client-data');
managementQuery = parsed(client)?.returned?.clientData?.requiredQueryStringParameters ?? '';
const only = args.only?.split(',');
for (const [name, drive] of Object.entries(scenarios)) {
  if (only && !only.includes(name)) continue;
  const from = Date.now();
  await drive(new Scenario(name));
  console.log(`${name}  ${((Date.now() - from) / 1000).toFixed(1)} s`);
}
const recording = await send('GET', '/golden/recording');
writeFileSync(join(args.out, 'invocations.jsonl'), recording.text ?? '');
