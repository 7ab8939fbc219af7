/** Whatever a caller sends, the answer is one that is described, and never that something broke. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHarness, type Got } from '../unit/api/harness.ts';
import { bodies, files, queries, segments } from './api/arbitrary.ts';
import { sendTo, validRequest } from './api/sending.ts';
import {
  bodySchema,
  expectDocumented,
  isChange,
  OPERATIONS,
  parametersIn,
  type Operation,
} from './api/description.ts';
import type { Request } from './api/valid-requests.ts';

const RUNS = 60;
const readers = OPERATIONS.filter((operation) => operation.path !== '/openapi.json');

/** Sends each of many requests to one and the same application. */
async function expectSound(
  operation: Operation,
  requests: fc.Arbitrary<Request>,
  numRuns = RUNS,
): Promise<void> {
  const harness = createHarness();
  const valid = await validRequest(harness, operation);
  const send = (request: Request): Promise<Got> =>
    sendTo(harness, operation, {
      ...valid,
      ...request,
      headers: { ...valid.headers, ...request.headers },
    });
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const got = await send(request);
      expect(got.status).not.toBe(500);
      expectDocumented(operation, got);
    }),
    { numRuns },
  );
}

describe('requests that nobody means', () => {
  it.each(readers)('$method $path takes any query', async (operation) => {
    const names = parametersIn(operation, 'query').map(({ name }) => name);
    await expectSound(
      operation,
      queries(names).map((query) => ({ query })),
    );
  });

  it.each(OPERATIONS.filter(({ path }) => path.includes('{')))(
    '$method $path takes any path',
    async (operation) => {
      const names = parametersIn(operation, 'path').map(({ name }) => name);
      const path = fc.record(Object.fromEntries(names.map((name) => [name, segments])));
      await expectSound(
        operation,
        path.map((given) => ({ path: given })),
      );
    },
  );

  it.each(OPERATIONS.filter(isChange))('$method $path takes any body', async (operation) => {
    const isFile = operation.requestBody !== undefined && !bodySchema(operation);
    const text = isFile ? files : bodies(bodySchema(operation) ?? {});
    const request = text.map((body) => ({ json: undefined, text: body }) as unknown as Request);
    await expectSound(operation, request, isFile || operation.requestBody ? 5 * RUNS : RUNS);
  });

  it.each(OPERATIONS.filter(isChange))('$method $path takes any header', async (operation) => {
    const value = fc.string().map((text) => text.trim());
    const names = ['if-match', 'content-type', 'origin', 'sec-fetch-site', 'x-ms-client-principal'];
    const headers = fc.dictionary(fc.constantFrom(...names), value);
    await expectSound(
      operation,
      headers.map((given) => ({ headers: given })),
    );
  });
});
