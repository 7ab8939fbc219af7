// node normalize.mjs RAWDIR OUTDIR : turns exchanges.jsonl + invocations.jsonl into one JSON file per scenario.
// Also the library behind compare.mjs: load(dir) gives the recordings, view(recording) what is compared.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const EventType = {
  started: 0,
  terminated: 3,
  taskScheduled: 4,
  taskCompleted: 5,
  taskFailed: 6,
  subCreated: 7,
  subCompleted: 8,
  subFailed: 9,
  timerCreated: 10,
  timerFired: 11,
  turn: 12,
  raised: 15,
};
const keptHeaders = [
  'content-type',
  'location',
  'set-cookie',
  'retry-after',
  'content-disposition',
  'www-authenticate',
  'etag',
  'allow',
  'x-length',
  'x-sha256',
  'x-a',
  'x-multi',
  'x-upper',
  'x-empty',
  'x-ms-continuation-token',
];
/** Scenarios whose histories have only one possible order of events. */
export const ordered =
  /^(single|sequence|retry-(success|caught|uncaught)|activity-error|orchestrator-throws|sub-orchestration-fails|continue-as-new|continue-as-new-events|custom-status|timer|timer-race|event-before-wait|input-kinds|output-kinds|activity-inputs|activity-outputs|large-payload|determinism|suspend-resume)$/;

/** Takes out what belongs to the machine; times and GUIDs stay, so that replay gives the same answers. */
export function scrub(text) {
  return text
    .replace(/(?:https?:\/\/)?(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?/g, '<host>')
    .replace(/([?&]|\\u0026|^)code=[\w%=+/-]+/g, '$1code=<key>')
    .replace(
      /(?:\/_)?\/(?:tmp|home|root|work|usr|opt|var|mnt|src|app)\/(?:[\w.@+-]+\/)*([\w.@+-]+)/g,
      '<path>/$1',
    )
    .replace(/\b[A-Z]:(?:\\+[\w.@+-]+)+/g, '<path>')
    .replace(/([^\\])\1{299,}/g, (run, c) => `\u27e6${c}*${run.length}\u27e7`);
}

/** The inverse of the run-length marks that scrub() makes: for replay. */
export function expand(value) {
  return mapStrings(value, (s) =>
    s.replace(/\u27e6([^])\*(\d+)\u27e7/gu, (_, c, n) => c.repeat(Number(n))),
  );
}

/** Takes out what is random as well: for comparison. */
export function blur(text) {
  return scrub(text)
    .replace(
      /\d{4}-\d\d-\d\d(?:T|%20| )\d\d(?::|%3A)\d\d(?::|%3A)\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?/g,
      '<time>',
    )
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<guid>')
    .replace(/\b[0-9a-f]{32}\b/gi, '<guid>')
    .replace(/(?:(?:\\r)?(?:\\+n)|\r?\n)\s*at [^\n"\\]*/g, '\n<stack>')
    .replace(/(?:\n<stack>)+/g, '\n<stack>');
}

function mapStrings(value, f) {
  if (typeof value === 'string') return f(value);
  if (Array.isArray(value)) return value.map((v) => mapStrings(v, f));
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [f(k), mapStrings(v, f)]));
  return value;
}

const json = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
const lines = (file) =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];
const sortedKeys = (o) =>
  Object.fromEntries(Object.entries(o).sort(([a], [b]) => (a < b ? -1 : 1)));

function exchange(line, seen) {
  const { response: r } = line;
  const headers = Object.fromEntries(
    Object.entries(r.headers).filter(([k]) => keptHeaders.includes(k)),
  );
  const response = {
    status: r.status,
    headers,
    ...(r.transportError && { transportError: r.transportError }),
  };
  if (r.base64 !== undefined) response.base64 = r.base64;
  else if (/json/.test(headers['content-type'] ?? '') && r.text) response.json = json(r.text);
  else if (r.text) response.text = r.text;
  return mapStrings(
    {
      step: line.step,
      request: line.request,
      response,
      seen,
      polls: line.polls,
      reached: line.reached,
    },
    scrub,
  );
}

/** The state an orchestrator handed back; the library throws it as text when the orchestrator failed. */
function returned(post) {
  if (!post) return undefined;
  if (!post.error) return post.result.value;
  const [, text] = (post.error.message ?? '').split('$OutOfProcData$:');
  return text === undefined ? { thrown: post.error.message } : { thrown: true, ...json(text) };
}

/** Reads a raw folder into recordings by scenario. */
export function fromRaw(dir) {
  const exchanges = lines(join(dir, 'exchanges.jsonl'));
  const invocations = lines(join(dir, 'invocations.jsonl'));
  const posts = new Map(
    invocations.filter((l) => l.kind === 'post').map((l) => [l.invocationId, l]),
  );
  const recordings = {};
  const names = [...new Set(exchanges.map((l) => l.scenario))];
  for (const name of names) recordings[name] = { scenario: name, exchanges: [], instances: {} };
  const alias = new Map();
  for (const l of exchanges) {
    const id = /^start (without id|nothing)$/.test(l.step)
      ? (json(l.response.text)?.returned ?? json(l.response.text)?.id)
      : undefined;
    if (id) alias.set(id, `${l.scenario}--auto${alias.size + 1}`);
  }
  const seen = new Map();
  const instance = (id) => {
    const known = alias.get(id) ?? id;
    const owner = recordings[known?.split('--')[0]];
    return owner && (owner.instances[known] ??= { executions: [], activities: [] });
  };
  for (const pre of invocations.filter((l) => l.kind === 'pre')) {
    const post = posts.get(pre.invocationId);
    if (pre.trigger === 'httpTrigger') {
      const step = pre.input.headers['x-step'];
      if (step)
        seen.set(decodeURIComponent(step), {
          function: pre.function,
          ...pre.input,
          triggerMetadata: pre.triggerMetadata,
        });
    } else if (pre.trigger === 'orchestrationTrigger') {
      const payload = pre.input.type === 'string' ? json(pre.input.value) : pre.input.value;
      const target = instance(payload.instanceId);
      if (!target) continue;
      const begin = payload.history.find((e) => e.EventType === EventType.started);
      const key = begin?.OrchestrationInstance?.ExecutionId ?? begin?.Timestamp;
      let execution = target.executions.find((x) => x.key === key);
      if (!execution)
        target.executions.push((execution = { key, function: pre.function, episodes: [] }));
      execution.episodes.push(mapStrings({ payload, returned: returned(post) }, scrub));
    } else if (pre.trigger === 'activityTrigger') {
      const target = instance(pre.triggerMetadata?.instanceId);
      target?.activities.push(
        mapStrings(
          {
            function: pre.function,
            input: pre.input,
            result: post?.result,
            error: post?.error,
            triggerMetadata: Object.keys(pre.triggerMetadata),
          },
          scrub,
        ),
      );
    } else if (pre.trigger === 'timerTrigger' && recordings['timer-trigger']) {
      (recordings['timer-trigger'].ticks ??= []).push({
        input: pre.input.value,
        triggerMetadata: pre.triggerMetadata,
        result: post?.result,
        error: post?.error,
      });
    }
  }
  for (const line of exchanges) {
    const replaced = alias.size
      ? json(
          [...alias].reduce(
            (text, [id, short]) => text.replaceAll(id, short),
            JSON.stringify(line),
          ),
        )
      : line;
    recordings[line.scenario].exchanges.push(
      exchange(replaced, seen.get(`${line.scenario}/${line.step}`)),
    );
  }
  for (const r of Object.values(recordings)) {
    r.instances = sortedKeys(r.instances);
    if (r.ticks) r.ticks = r.ticks.slice(0, 6);
    for (const i of Object.values(r.instances))
      i.activities.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    for (const i of Object.values(r.instances))
      for (const x of i.executions) x.summary = summary(x.episodes);
    for (const [k, i] of Object.entries(r.instances))
      if (r.scenario === 'parallel-40' && !/--0[123]$/.test(k))
        for (const x of i.executions) x.episodes = { count: x.episodes.length };
  }
  return recordings;
}

const first = (text) => (typeof text === 'string' ? text.split('\n')[0].trimEnd() : text);

/** What an execution came to, from its last history. */
function summary(episodes) {
  const last = episodes.at(-1);
  const tasks = {};
  const events = [];
  const order = [];
  const problems = [];
  let clock = '';
  for (const e of last.payload.history) {
    const id = e.EventId;
    const done = (outcome, extra) => {
      const of = e.TaskScheduledId ?? e.TimerId;
      order.push(`${outcome} ${of}`);
      if (!tasks[of]) problems.push(`${outcome} ${of} before it was scheduled`);
      else if (tasks[of].outcome !== 'open') problems.push(`${outcome} ${of} a second time`);
      else Object.assign(tasks[of], { outcome, ...extra });
    };
    const open = (task) => {
      if (tasks[id]) problems.push(`task ${id} scheduled twice`);
      if (id !== Object.keys(tasks).length) problems.push(`task ${id} is not the next number`);
      tasks[id] = { ...task, outcome: 'open' };
      order.push(`scheduled ${id}`);
    };
    if (e.EventType === EventType.taskScheduled) open({ kind: 'activity', name: e.Name });
    else if (e.EventType === EventType.subCreated)
      open({ kind: 'sub', name: e.Name, instanceId: e.InstanceId, input: json(e.Input) });
    else if (e.EventType === EventType.timerCreated) open({ kind: 'timer' });
    else if (e.EventType === EventType.taskCompleted || e.EventType === EventType.subCompleted)
      done('completed', { result: json(e.Result) });
    else if (e.EventType === EventType.taskFailed || e.EventType === EventType.subFailed)
      done('failed', { reason: first(e.Reason), reasonRest: e.Reason });
    else if (e.EventType === EventType.timerFired) done('fired');
    else if (e.EventType === EventType.raised) {
      events.push({ name: e.Name, input: json(e.Input) });
      order.push(`event ${e.Name}`);
    } else if (e.EventType === EventType.turn) {
      if (e.Timestamp < clock) problems.push('the clock of the orchestration went back');
      clock = e.Timestamp;
    }
  }
  if (last.payload.history[0]?.EventType !== EventType.turn)
    problems.push('history does not begin with OrchestratorStarted');
  const turns = episodes.map(
    (x) => x.payload.history.filter((e) => e.EventType === EventType.turn).length,
  );
  return {
    input: last.payload.input,
    parentInstanceId: last.payload.parentInstanceId,
    tasks,
    events,
    order,
    turns,
    episodes: episodes.length,
    returned: last.returned,
    problems,
  };
}

/** Reads recordings from a raw folder or from a folder of scenario files. */
export function load(dir) {
  if (existsSync(join(dir, 'exchanges.jsonl'))) return fromRaw(dir);
  const files = readdirSync(dir).filter((f) => f.endsWith('.json'));
  const recordings = files.map((f) => JSON.parse(readFileSync(join(dir, f), 'utf8')));
  // The episodes are the truth; a summary counts only where the episodes were left out.
  for (const r of recordings)
    for (const i of Object.values(r.instances))
      for (const x of i.executions) if (Array.isArray(x.episodes)) x.summary = summary(x.episodes);
  return Object.fromEntries(recordings.map((r) => [r.scenario, r]));
}

/** A host may escape more or less of a URL. */
const unescaped = (url) => {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
};
const isUrls = (o) => o && typeof o === 'object' && 'statusQueryGetUri' in o;
const media = (text) => text?.toLowerCase().replace(/\s+/g, '');
const path = (url) => url?.replace(/^<host>/, '').split('?')[0];

function exchangeView(x) {
  const { status, headers, transportError } = x.response;
  const durable = x.request.path.startsWith('/runtime/');
  const must = { status, transportError, headers: { ...headers } };
  const may = { status: undefined, headers: {}, polls: x.polls, historyEvents: undefined };
  if (headers['content-type']) must.headers['content-type'] = media(headers['content-type']);
  if (headers.location) {
    must.headers.location = path(headers.location);
    may.headers.location = headers.location;
  }
  if (durable) {
    may.headers['content-type'] = must.headers['content-type'];
    delete must.headers['content-type'];
    may.headers['x-ms-continuation-token'] = must.headers['x-ms-continuation-token'];
    if ('x-ms-continuation-token' in must.headers)
      must.headers['x-ms-continuation-token'] = '<token>';
  }
  let body = x.response.json ?? x.response.text ?? x.response.base64;
  if (isUrls(body) || isUrls(body?.returned)) {
    may.urls = body;
    body = { id: (body.returned ?? body).id };
  } else if (/client-data/.test(x.request.path)) {
    may.clientData = body;
    body = { taskHubName: body?.returned?.taskHubName };
  } else if (durable && status >= 400) {
    may.errorBody = body;
    body = undefined;
  } else if (status === 599) {
    may.clientError = body?.threw?.message;
    body = {
      threw: { name: body?.threw?.name, message: body?.threw?.message?.split(/:? Details:/)[0] },
    };
  } else if (Array.isArray(body)) {
    body = body.map((s) => ({ ...s, historyEvents: undefined }));
    if (durable) body.sort((a, b) => (a.instanceId < b.instanceId ? -1 : 1));
  } else if (body && typeof body === 'object' && 'historyEvents' in body) {
    may.historyEvents = body.historyEvents.map((e) => JSON.stringify(mapStrings(e, blur))).sort();
    body = { ...body, historyEvents: body.historyEvents.length ? 'present' : 'empty' };
  }
  if (body?.url && body.params) {
    may.bodyUrl = body.url;
    body = { ...body, url: unescaped(body.url) };
  }
  must.body = body;
  if (x.seen) {
    const { function: name, method, url, query, params, headers: all, ...rest } = x.seen;
    must.seen = { function: name, method, url: unescaped(url), query, params };
    may.seen = { url, headers: { ...all, 'x-step': undefined }, ...rest };
  }
  return { must, may };
}

const shape = (history) => {
  const keys = {};
  for (const e of history)
    keys[e.EventType] = [...new Set([...(keys[e.EventType] ?? []), ...Object.keys(e)])].sort();
  return keys;
};

/** {must, may}: two trees. Texts of errors are cut to the first line in `must`; compare.mjs does that. */
export function view(recording) {
  const must = { exchanges: {}, instances: {} };
  const may = { exchanges: {}, instances: {} };
  for (const x of recording.exchanges) {
    const v = exchangeView(x);
    must.exchanges[x.step] = v.must;
    may.exchanges[x.step] = v.may;
  }
  for (const [id, i] of Object.entries(recording.instances)) {
    must.instances[id] = {
      executions: i.executions.map((x) => {
        const { input, parentInstanceId, tasks, events, order, returned: r, problems } = x.summary;
        const plain = Object.fromEntries(
          Object.entries(tasks).map(([k, { reasonRest, ...t }]) => [k, t]),
        );
        // Retries in one wave take their numbers in the order of the failures.
        const unnumbered =
          recording.scenario === 'waves-retry'
            ? Object.values(plain)
                .map((t) => JSON.stringify(t))
                .sort()
            : undefined;
        return {
          function: x.function,
          input,
          parentInstanceId: parentInstanceId ?? null,
          tasks: unnumbered ?? plain,
          events,
          returned: r,
          problems,
          order: ordered.test(recording.scenario) ? order : undefined,
        };
      }),
      activities: i.activities
        .map(({ function: name, input, result, error }) =>
          JSON.stringify(mapStrings({ name, input, result, error: error?.message }, blur)),
        )
        .sort(),
    };
    may.instances[id] = {
      executions: i.executions.map((x) => {
        const eps = Array.isArray(x.episodes) ? x.episodes : [];
        const payloads = eps.map(({ payload: { history, input, instanceId, ...flags } }) => ({
          ...flags,
          isReplaying: undefined,
        }));
        return {
          episodes: x.summary.episodes,
          turns: x.summary.turns,
          order: x.summary.order,
          reasons: Object.values(x.summary.tasks).map((t) => t.reasonRest),
          payload: payloads[0],
          replaying: eps.map((e) => e.payload.isReplaying),
          eventKeys: eps.length ? shape(eps.at(-1).payload.history) : undefined,
        };
      }),
      triggerMetadata: i.activities[0]?.triggerMetadata,
    };
  }
  if (recording.ticks) {
    must.tick = {
      keys: Object.keys(recording.ticks[0]?.input ?? {}).sort(),
      isPastDue: typeof recording.ticks[0]?.input?.isPastDue,
    };
    may.tick = { inputs: recording.ticks.map((t) => t.input) };
  }
  const clean = (tree) => mapStrings(JSON.parse(JSON.stringify(tree)), blur);
  return { must: clean(must), may: clean(may) };
}

/** Pretty JSON; an object or array that fits into one line of 160 characters stays on it. */
export function pretty(value, indent = '') {
  const flat = JSON.stringify(value);
  if (
    flat === undefined ||
    value === null ||
    typeof value !== 'object' ||
    flat.length + indent.length <= 160
  )
    return flat;
  const inner = indent + ' ';
  const isEvent = 'EventType' in value;
  if (isEvent) return flat;
  if (Array.isArray(value))
    return `[\n${value.map((v) => inner + pretty(v ?? null, inner)).join(',\n')}\n${indent}]`;
  const rows = Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .map(([k, v]) => `${inner}${JSON.stringify(k)}: ${pretty(v, inner)}`);
  return `{\n${rows.join(',\n')}\n${indent}}`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [raw, out] = process.argv.slice(2);
  if (!raw || !out) throw new Error('usage: node normalize.mjs RAWDIR OUTDIR');
  mkdirSync(out, { recursive: true });
  for (const [name, recording] of Object.entries(fromRaw(raw)))
    writeFileSync(join(out, `${name}.json`), pretty(recording) + '\n');
}
