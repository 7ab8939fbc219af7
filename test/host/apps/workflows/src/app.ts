import { appendFileSync, readFileSync } from 'node:fs';
import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { child, workflow } from './workflow.ts';

/** One line per call of an activity, so that a new process knows what the last one did. */
const notes = process.env.WORK_NOTES ?? 'work-notes';

interface Work {
  kind: string;
  value: number;
  key: string;
  failures?: number;
}

function callsOf(key: string): number {
  const text = readFileSync(notes, { encoding: 'utf8', flag: 'a+' });
  return text.split('\n').filter((line) => line === key).length;
}

df.app.orchestration('workflow', workflow);
df.app.orchestration('child', child);

df.app.activity('work', {
  handler: async ({ kind, value, key, failures = 0 }: Work) => {
    const calls = kind === 'retry' ? callsOf(key) : 0;
    appendFileSync(notes, `${key}\n`);
    await new Promise((resolve) => setTimeout(resolve, kind === 'slow' ? value : value % 25));
    if (kind === 'failing' || (kind === 'retry' && calls < failures)) throw new Error('as planned');
    return value;
  },
});

app.http('start', {
  methods: ['POST'],
  route: 'start/{id}',
  authLevel: 'anonymous',
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const client = df.getClient(context);
    await client.startNew('workflow', {
      instanceId: request.params.id ?? '',
      input: await request.json(),
    });
    return client.createCheckStatusResponse(request, request.params.id ?? '');
  },
});

app.http('who', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: (request) => ({
    jsonBody: { user: request.user, principal: request.headers.get('x-ms-client-principal') },
  }),
});

app.http('stream', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: () => ({
    body: new Blob(['streamed ', 'text']).stream(),
    headers: { 'content-type': 'text/plain' },
  }),
});

app.http('broken', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: () => ({ status: 7 }),
});

app.http('forgotten', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: () => {
    void Promise.reject(new Error('nobody waits for this'));
    return {};
  },
});
