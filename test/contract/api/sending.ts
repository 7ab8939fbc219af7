/** Valid requests, and what becomes of them when something in them is changed. */
import { expect } from '@jest/globals';
import { createHarness, type Got, type Harness, type Person } from '../../unit/api/harness.ts';
import type { Operation } from './description.ts';
import { VALID, type Request } from './valid-requests.ts';

export async function validRequest(harness: Harness, operation: Operation): Promise<Request> {
  const arrange = VALID[operation.operationId];
  if (!arrange) throw new Error(`no valid request is known for ${operation.operationId}`);
  return arrange(harness);
}

export function sendTo(
  harness: Harness,
  { method, path }: Operation,
  { path: params = {}, query = {}, ...sent }: Request,
  as: Person = 'admin',
): Promise<Got> {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const search = new URLSearchParams(query).toString();
  return harness.send(method, search ? `${filled}?${search}` : filled, { as, ...sent });
}

/** A valid request but for what is given. */
export async function changed(
  operation: Operation,
  change: Request = {},
  as: Person = 'admin',
): Promise<Got> {
  const harness = createHarness();
  const valid = await validRequest(harness, operation);
  const request: Request = {
    ...valid,
    ...change,
    path: { ...valid.path, ...change.path },
    query: { ...valid.query, ...change.query },
    headers: { ...valid.headers, ...change.headers },
  };
  return sendCleanly(harness, operation, request, as);
}

/** A valid request but for its body. */
export async function withText(
  operation: Operation,
  text: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<Got> {
  const harness = createHarness();
  const { json: _, ...valid } = await validRequest(harness, operation);
  return sendCleanly(harness, operation, {
    ...valid,
    text,
    headers: { ...valid.headers, ...headers },
  });
}

/** What is refused has changed nothing. */
async function sendCleanly(
  harness: Harness,
  operation: Operation,
  request: Request,
  as: Person = 'admin',
): Promise<Got> {
  const { ports, starter } = harness;
  const state = (): unknown =>
    structuredClone([
      ports.connectors.rows.all(),
      ports.runs.rows.all(),
      ports.secrets.kept,
      starter.started,
      starter.cancelled,
    ]);
  const before = state();
  const got = await sendTo(harness, operation, request, as);
  if (got.status >= 400) expect(state()).toEqual(before);
  return got;
}
