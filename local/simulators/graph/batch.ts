import { randomUUID } from 'node:crypto';
import { badRequest, errorBody } from './errors.ts';
import { countRefusal, execute, parseTarget } from './execute.ts';
import type { RequestHead } from './execute.ts';
import type { Answer, Service } from './service.ts';
import { asList, asObject, refuseUnknown } from './shapes.ts';

interface Step {
  id: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: unknown;
  dependsOn: string[];
}

interface StepAnswer {
  id: string;
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];
const FAILED_DEPENDENCY = 424;

/** `POST /$batch`: no transaction; every step counts and is throttled like a request of its own. */
export async function runBatch(
  service: Service,
  head: RequestHead,
  json: unknown,
  uploadOrigin: string,
): Promise<Answer> {
  const steps = parseSteps(service, json);
  const answers = new Map<string, StepAnswer>();
  const run = async (step: Step): Promise<void> => {
    const failed = step.dependsOn.some((id) => (answers.get(id)?.status ?? 0) >= 400);
    const answer = failed
      ? failedDependency(step)
      : await runStep(service, head, step, uploadOrigin);
    answers.set(step.id, answer);
  };
  if (steps.some(({ dependsOn }) => dependsOn.length > 0)) {
    for (const step of steps) await run(step);
  } else {
    const width = service.limits.batchConcurrency;
    for (let start = 0; start < steps.length; start += width) {
      await Promise.all(steps.slice(start, start + width).map(run));
    }
  }
  return { status: 200, body: { responses: [...answers.values()] } };
}

function parseSteps(service: Service, json: unknown): Step[] {
  const { requests, ...rest } = asObject(json, 'batch');
  refuseUnknown(rest, 'batch');
  const steps = asList(requests, 'requests').map(parseStep);
  if (steps.length === 0 || steps.length > service.limits.batchRequests) {
    throw badRequest(
      `Number of batch request steps is not between 1 and the maximum value of ${service.limits.batchRequests}.`,
      'MaximumValueExceeded',
    );
  }
  const seen = new Set<string>();
  for (const { id, dependsOn } of steps) {
    if (seen.has(id.toLowerCase())) throw badRequest(`Duplicate request id '${id}' in the batch.`);
    if (!dependsOn.every((other) => seen.has(other.toLowerCase()))) {
      throw badRequest(`Request '${id}' depends on one that does not come before it.`);
    }
    seen.add(id.toLowerCase());
  }
  return steps;
}

function parseStep(value: unknown): Step {
  const { id, method, url, headers, body, dependsOn } = asObject(value, 'request');
  if (typeof id !== 'string' || id === '') throw badRequest('Every request of a batch has an id.');
  if (typeof method !== 'string' || !METHODS.includes(method)) {
    throw badRequest(`Request '${id}' has no valid method.`);
  }
  if (typeof url !== 'string' || /^https?:/i.test(url)) {
    throw badRequest(`The url of request '${id}' must be relative.`);
  }
  const given = Object.entries(headers === undefined ? {} : asObject(headers, 'headers'));
  const lowered = given.map(([name, text]) => [name.toLowerCase(), String(text)]);
  const step = {
    id,
    method,
    url,
    headers: Object.fromEntries(lowered) as Record<string, string>,
    body,
    dependsOn: dependsOn === undefined ? [] : asList(dependsOn, 'dependsOn').map(String),
  };
  if (body !== undefined && step.headers['content-type'] === undefined) {
    throw badRequest(`Write request id '${id}' does not contain Content-Type header or body.`);
  }
  return step;
}

async function runStep(
  service: Service,
  head: RequestHead,
  step: Step,
  uploadOrigin: string,
): Promise<StepAnswer> {
  try {
    const own: RequestHead = {
      ...head,
      ...parseTarget(`/v1.0/${step.url.replace(/^\//, '')}`),
      method: step.method,
      headers: step.headers,
    };
    const answer = await execute(service, own, () => bodyOf(step), uploadOrigin);
    const body = Buffer.isBuffer(answer.body) ? answer.body.toString('base64') : answer.body;
    return {
      id: step.id,
      status: answer.status,
      headers: { 'Content-Type': 'application/json', ...answer.headers },
      body: body ?? null,
    };
  } catch (error) {
    const refusal = countRefusal(service, error);
    const body = errorBody(refusal, randomUUID(), randomUUID());
    const headers = { 'Content-Type': 'application/json', ...refusal.headers };
    return { id: step.id, status: refusal.status, headers, body };
  }
}

function bodyOf({ body }: Step): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  // Anything but JSON travels in a batch as base64 text.
  if (typeof body === 'string') return Buffer.from(body, 'base64');
  return Buffer.from(JSON.stringify(body));
}

function failedDependency(step: Step): StepAnswer {
  const error = { code: 'FailedDependency', message: 'A request this one depends on has failed.' };
  return { id: step.id, status: FAILED_DEPENDENCY, headers: {}, body: { error } };
}
