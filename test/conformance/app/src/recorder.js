// Keeps one JSON line per hook call: what the worker received and what it returned. GET recording hands the lines out.
const { app } = require('@azure/functions');

const lines = [];
let seq = 0;

/** undefined, null and the exact type survive; everything is copied at once because objects change later. */
function copy(value) {
  if (value === undefined) return { type: 'undefined' };
  if (value === null) return { type: 'null', value: null };
  if (Buffer.isBuffer(value)) return { type: 'buffer', value: value.toString('base64') };
  return {
    type: Array.isArray(value) ? 'array' : typeof value,
    value: JSON.parse(JSON.stringify(value) ?? 'null'),
  };
}

function error(err) {
  if (err === undefined || err === null) return undefined;
  return err instanceof Error ? { name: err.name, message: err.message } : { thrown: copy(err) };
}

function httpSeen(req) {
  return {
    method: req.method,
    url: req.url,
    headers: Object.fromEntries(req.headers.entries()),
    query: [...req.query.entries()],
    params: { ...req.params },
    user: req.user,
  };
}

function add(line) {
  lines.push(JSON.stringify({ seq: seq++, at: new Date().toISOString(), ...line }));
}

function base(ctx) {
  const ic = ctx.invocationContext;
  return {
    invocationId: ic.invocationId,
    function: ic.functionName,
    trigger: ic.options.trigger.type,
  };
}

app.hook.appStart((ctx) => add({ kind: 'appStart', keys: Object.keys(ctx).sort() }));

app.hook.preInvocation((ctx) => {
  const ic = ctx.invocationContext;
  if (ic.functionName === 'recording') return;
  const raw = ctx.inputs[0];
  const type = ic.options.trigger.type;
  const isHttp = type === 'httpTrigger';
  const keysOnly = isHttp || type === 'orchestrationTrigger';
  add({
    kind: 'pre',
    ...base(ctx),
    inputCount: ctx.inputs.length,
    input: isHttp ? httpSeen(raw) : copy(raw),
    triggerMetadata: keysOnly
      ? Object.keys(ic.triggerMetadata ?? {}).sort()
      : copy(ic.triggerMetadata).value,
    retryContext: ic.retryContext,
    traceContext: Object.keys(ic.traceContext ?? {}).sort(),
  });
});

app.hook.postInvocation((ctx) => {
  const ic = ctx.invocationContext;
  if (ic.functionName === 'recording') return;
  const isHttp = ic.options.trigger.type === 'httpTrigger';
  add({
    kind: 'post',
    ...base(ctx),
    result: isHttp ? undefined : copy(ctx.result),
    error: error(ctx.error),
  });
});

app.http('recording', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: () => ({
    body: lines.join('\n') + '\n',
    headers: { 'content-type': 'application/x-ndjson' },
  }),
});
