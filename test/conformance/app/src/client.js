// The durable client behind HTTP functions. A client that throws answers 599 with the error's name and message.
const { app } = require('@azure/functions');
const df = require('durable-functions');

function durable(name, methods, route, handler) {
  app.http(`client-${name}`, {
    methods,
    route,
    authLevel: 'anonymous',
    extraInputs: [df.input.durableClient()],
    handler: async (req, ctx) => {
      try {
        return await handler(req, df.getClient(ctx));
      } catch (e) {
        return { status: 599, jsonBody: { threw: { name: e.name, message: e.message } } };
      }
    },
  });
}

const value = (result) => ({
  jsonBody: result === undefined ? { returned: 'undefined' } : { returned: result },
});
const date = (text) => (text ? new Date(text) : undefined);

/** Body: {id?, input?}; a missing key stays undefined. */
durable('start', ['POST'], 'orchestrators/{name}', async (req, client) => {
  const { id, input } = await req.json();
  const instanceId = await client.startNew(req.params.name, { instanceId: id, input });
  return client.createCheckStatusResponse(req, instanceId);
});
durable('startBare', ['POST'], 'orchestrators-bare/{name}', async (req, client) =>
  value(await client.startNew(req.params.name)),
);
durable('startAndWait', ['POST'], 'orchestrators-wait/{name}', async (req, client) => {
  const { id, input, timeout, interval } = await req.json();
  await client.startNew(req.params.name, { instanceId: id, input });
  return client.waitForCompletionOrCreateCheckStatusResponse(req, id, {
    timeoutInMilliseconds: timeout,
    retryIntervalInMilliseconds: interval,
  });
});
durable('status', ['GET'], 'instances/{id}', async (req, client) => {
  const flag = (name) => (req.query.has(name) ? req.query.get(name) === 'true' : undefined);
  const status = await client.getStatus(req.params.id, {
    showHistory: flag('showHistory'),
    showHistoryOutput: flag('showHistoryOutput'),
    showInput: flag('showInput'),
  });
  return value(status);
});
durable('raise', ['POST'], 'instances/{id}/raise/{event}', async (req, client) => {
  const text = await req.text();
  return value(
    await client.raiseEvent(
      req.params.id,
      req.params.event,
      text === '' ? undefined : JSON.parse(text),
    ),
  );
});
durable('terminate', ['POST'], 'instances/{id}/terminate', async (req, client) =>
  value(await client.terminate(req.params.id, 'reason to terminate')),
);
durable('suspend', ['POST'], 'instances/{id}/suspend', async (req, client) =>
  value(await client.suspend(req.params.id, 'reason to suspend')),
);
durable('resume', ['POST'], 'instances/{id}/resume', async (req, client) =>
  value(await client.resume(req.params.id, 'reason to resume')),
);
durable('purge', ['DELETE'], 'instances/{id}', async (req, client) =>
  value(await client.purgeInstanceHistory(req.params.id)),
);
durable('payload', ['GET'], 'instances/{id}/payload', async (req, client) =>
  value(client.createHttpManagementPayload(req.params.id)),
);

const filter = (req) => ({
  createdTimeFrom: date(req.query.get('from')),
  createdTimeTo: date(req.query.get('to')),
  runtimeStatus: req.query.has('status') ? req.query.getAll('status') : undefined,
});
const short = (s) => ({
  name: s.name,
  instanceId: s.instanceId,
  runtimeStatus: s.runtimeStatus,
  customStatus: s.customStatus,
  output: s.output,
  keys: Object.keys(s).sort(),
});
durable('list', ['GET'], 'instances', async (req, client) => {
  const all = req.query.has('all')
    ? await client.getStatusAll()
    : await client.getStatusBy(filter(req));
  const prefix = req.query.get('prefix') ?? '';
  return value(
    all
      .filter((s) => s.instanceId.startsWith(prefix))
      .sort((a, b) => (a.instanceId < b.instanceId ? -1 : 1))
      .map(short),
  );
});
durable('purgeBy', ['DELETE'], 'instances', async (req, client) =>
  value(await client.purgeInstanceHistoryBy(filter(req))),
);
durable('clientData', ['GET'], 'client-data', async (_req, client) =>
  value({
    taskHubName: client.taskHubName,
    clientData: client.clientData ?? null,
    keys: Object.keys(client).sort(),
  }),
);
