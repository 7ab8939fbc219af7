import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { actAfter, actBefore, createFaultBook } from '../kit/faults.ts';
import { readBody, sendJson } from '../kit/http.ts';
import { asyncOf } from '../world/media.ts';
import { sendBody } from './body.ts';
import type { BodyPlan } from './body.ts';
import { serveControl, takeCut } from './control.ts';
import type { Control } from './control.ts';
import { badRequest, Problem } from './problem.ts';
import { checkedOperation, operationAt } from './routes.ts';
import { answer } from './site.ts';
import type { Answer, Site } from './site.ts';

/** A sign-in is two short strings. */
const LARGEST_LOGIN_BYTES = 16 * 1024;

interface ServerOptions {
  readonly site: Site;
  /** whether `/_control` exists */
  readonly controllable: boolean;
  readonly latencyMs: number;
}

export function createHandler({ site, controllable, latencyMs }: ServerOptions): RequestListener {
  const control: Control = {
    faults: createFaultBook(['product', 'operation']),
    cuts: [],
    stats: { answers: {}, bytesOfBodies: 0 },
  };
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '', ...search] = (request.url ?? '').split('?');
    if (controllable && path.startsWith('/_control/')) {
      await serveControl(path, { site, control }, request, response);
      return;
    }
    if (latencyMs > 0) await sleep(latencyMs);
    await serve(site, control, { path, search: search.join('?') }, { request, response });
  }
  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      fail(response, error);
    });
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function serve(
  site: Site,
  control: Control,
  { path, search }: { path: string; search: string },
  { request, response }: Exchange,
): Promise<void> {
  const { method = '', headers } = request;
  const name = nameOf(path);
  response.once('close', () => {
    const key = `${name.operation} ${String(response.statusCode)}`;
    control.stats.answers[key] = (control.stats.answers[key] ?? 0) + 1;
  });
  const fault = control.faults.take({ method, path: readable(path, search), ...name });
  if (await actBefore(fault, request, response)) return;
  const operation = checkedOperation(path, method);
  const body = method === 'POST' ? await readLogin(request) : undefined;
  const given = answer(site, { operation, search, headers, body });
  if (actAfter(fault, request, response)) return;
  await send(response, given, { control, path });
}

async function send(
  response: ServerResponse,
  given: Answer,
  { control, path }: { control: Control; path: string },
): Promise<void> {
  if ('body' in given) {
    control.stats.bytesOfBodies += Number(given.body.headers['Content-Length']);
    await sendBody(response, given.body, takeCut(control.cuts, path));
    return;
  }
  const text = Buffer.from(given.json);
  const plan: BodyPlan = {
    status: 200,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': String(text.length),
    },
    chunks: () => asyncOf([text]),
  };
  await sendBody(response, plan, takeCut(control.cuts, path));
}

async function readLogin(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  const body = await readBody(request, LARGEST_LOGIN_BYTES);
  if (!/^application\/json\b/i.test(type) || body === 'tooLarge') {
    throw badRequest('A small JSON body is expected.');
  }
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw badRequest('The body is not JSON.');
  }
}

/** What a fault plan may name; a path that leads nowhere has no names. */
function nameOf(path: string): { operation: string; product: string } {
  try {
    const operation = operationAt(path);
    return { operation: operation?.name ?? 'none', product: operation?.product ?? '' };
  } catch {
    return { operation: 'none', product: '' };
  }
}

function readable(path: string, search: string): string {
  const whole = search === '' ? path : `${path}?${search}`;
  try {
    return decodeURIComponent(whole);
  } catch {
    return whole;
  }
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  const problem = error instanceof Problem ? error : new Problem(500, 'simulator_error', message);
  sendJson(response, problem.status, problem.body(), { ...problem.headers });
}
