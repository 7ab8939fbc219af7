/** Every list, however long it grows while somebody reads it. */
import { describe, expect, it } from '@jest/globals';
import { createHarness, type Got, type Harness } from '../unit/api/harness.ts';
import { sendTo } from './api/sending.ts';
import { expectDocumented, OPERATIONS, parametersIn } from './api/description.ts';
import { MAPPING, run, WINDOW, withItem, type Request } from './api/valid-requests.ts';
import { exceptionRow, itemRow } from './storage/rows.ts';

interface List {
  /** What identifies a row. */
  key: string;
  /** The state before, and the rest of the request. */
  begin: (harness: Harness) => Promise<Request>;
  /** Adds one row; `undefined` where rows are part of the product. */
  add?: (harness: Harness, request: Request, number: number) => Promise<unknown>;
}

const LISTS: Readonly<Record<string, List>> = {
  listProducts: { key: 'product', begin: () => Promise.resolve({}) },
  listConnectors: {
    key: 'id',
    begin: () => Promise.resolve({}),
    add: async (harness) => {
      await harness.ports.clock.advance(1_000);
      await harness.connector();
    },
  },
  listMappingVersions: {
    key: 'version',
    begin: async (harness) => ({ path: { id: await harness.connector() } }),
    add: (harness, { path }, number) =>
      harness.send('PUT', `/connectors/${path?.id ?? ''}/mapping`, {
        text: `${MAPPING}+4477009002${String(10 + number)},b@tenant.example\n`,
        headers: { 'content-type': 'text/csv' },
      }),
  },
  listRuns: {
    key: 'id',
    begin: async (harness) => ({ path: { id: (await run(harness)).connectorId } }),
    // Some before, some after those that are there already.
    add: (harness, { path }, number) => {
      const day = number % 2 === 0 ? 8 - number : 9;
      const from = new Date(Date.UTC(2026, 2, day, number)).toISOString();
      const to = new Date(Date.UTC(2026, 2, day, number + 1)).toISOString();
      return harness.send('POST', `/connectors/${path?.id ?? ''}/runs`, { json: { from, to } });
    },
  },
  listExceptions: {
    key: 'id',
    begin: async (harness) => ({ query: { connectorId: (await withItem(harness)).connectorId } }),
    add: (harness, { query }, number) => {
      const connectorId = query?.connectorId ?? '';
      const runId = `run-${connectorId}-20260309`;
      return harness.ports.ledger.putExceptions([exceptionRow(number, { connectorId, runId })]);
    },
  },
  searchItems: {
    key: 'id',
    begin: async (harness) => ({
      query: { connectorId: (await withItem(harness)).connectorId, ...WINDOW },
    }),
    add: (harness, { query }, number) => {
      const row = itemRow(number + 10, { occurredAt: Date.parse(WINDOW.from) + number });
      const runId = `run-${query?.connectorId ?? ''}-20260309`;
      return harness.ports.ledger.insertItems(runId, [row]);
    },
  },
  listAudit: {
    key: 'number',
    begin: () => Promise.resolve({}),
    add: (harness) =>
      harness.send('POST', '/connectors', { json: { product: 'android', name: 'Phones' } }),
  },
};

const lists = OPERATIONS.filter((operation) =>
  parametersIn(operation, 'query').some(({ name }) => name === 'limit'),
);

describe.each(lists)('$method $path', (operation) => {
  const { key, begin, add } = LISTS[operation.operationId] ?? {
    key: '',
    begin: () => Promise.reject(new Error(`it is not known how ${operation.path} is filled`)),
  };
  const page = (harness: Harness, request: Request, query: Record<string, string>): Promise<Got> =>
    sendTo(harness, operation, { ...request, query: { ...request.query, ...query } });
  const keysOf = ({ body }: Got): unknown[] =>
    body.items.map((row) => (row as unknown as Record<string, unknown>)[key]);

  it('shows each row once, while rows are added', async () => {
    const harness = createHarness();
    const request = await begin(harness);
    for (let number = 0; number < 7; number++) await add?.(harness, request, number);
    const before = keysOf(await page(harness, request, { limit: '500' }));
    expect(before.length).toBeGreaterThanOrEqual(7);

    const seen: unknown[] = [];
    let cursor: string | undefined;
    let number = 7;
    do {
      const got = await page(harness, request, {
        limit: '2',
        ...(cursor !== undefined && { cursor }),
      });
      expectDocumented(operation, got);
      expect(got.body.items.length).toBeLessThanOrEqual(2);
      seen.push(...keysOf(got));
      cursor = got.body.nextCursor;
      await add?.(harness, request, number++);
      // Rows that are added at the end are shown as well, so it ends only when they are no longer added.
      if (number > 20) break;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(before));
  });

  it.each(['1', '500'])('takes the limit %s', async (limit) => {
    const harness = createHarness();
    expect((await page(harness, await begin(harness), { limit })).status).toBe(200);
  });

  it.each(['0', '-1', '501', '1.5', 'x', '', '1e2', '0x10', ' 5', '1,2'])(
    'refuses the limit "%s"',
    async (limit) => {
      const harness = createHarness();
      const got = await page(harness, await begin(harness), { limit });
      expect(got).toMatchObject({ status: 400, body: { errors: [{ path: 'limit' }] } });
    },
  );

  it.each(['x', '', 'bm9uZQ', '%', 'x'.repeat(2_001)])(
    'refuses a cursor that was never given out: %#',
    async (cursor) => {
      const harness = createHarness();
      const got = await page(harness, await begin(harness), { cursor });
      expect([got.status, got.body.code]).toEqual([400, expect.stringMatching(/^invalid_/)]);
    },
  );
});
