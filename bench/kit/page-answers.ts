/** Answers of the interface, made up for measuring the page: as many as no small system has. */
import type { Page, Route } from 'playwright-core';

const DAY_MS = 86_400_000;
const STATES = ['complete', 'complete', 'complete', 'withExceptions', 'complete', 'missing'];
const CAUSES = ['unmapped', 'tooLarge', 'malformed', 'failed'];

/** So many connectors like this one, each with every day of what is asked for. */
export async function manyConnectors(page: Page, like: object, count: number): Promise<void> {
  const items = Array.from({ length: count }, (_, n) => ({
    ...like,
    id: `connector-${String(n)}`,
    name: `Connector ${String(n + 1)}`,
    state: 'active',
  }));
  await page.route(/\/api\/connectors\?/, (route) => route.fulfill({ json: { items } }));
  await page.route(/\/api\/connectors\/[^/]+\/days\?/, (route) => {
    const { searchParams } = new URL(route.request().url());
    const from = Date.parse(searchParams.get('from') ?? '');
    const length = (Date.parse(searchParams.get('to') ?? '') - from) / DAY_MS;
    const days = Array.from({ length }, (_, n) => dayAt(from + n * DAY_MS, n));
    return route.fulfill({ json: { items: days } });
  });
}

function dayAt(time: number, n: number): object {
  const state = STATES[n % STATES.length] ?? 'complete';
  const isOver = state !== 'missing';
  return {
    day: new Date(time).toISOString().slice(0, 10),
    state,
    runId: isOver ? `run-${String(n)}` : null,
    runState: isOver ? 'succeeded' : null,
    items: isOver ? 1_000 + ((n * 7_919) % 5_000) : null,
    deliveries: isOver ? 3_000 : null,
    exceptions: state === 'withExceptions' ? 12 : 0,
  };
}

/** How many of so many days are missing. */
export function missingIn(days: number): number {
  return Array.from({ length: days }, (_, n) => STATES[n % STATES.length]).filter(
    (state) => state === 'missing',
  ).length;
}

/** A list of so many exceptions, page by page. */
export async function manyExceptions(page: Page, total: number): Promise<void> {
  await page.route('**/api/exception-search', (route) => exceptionPage(route, total));
}

interface Asked {
  cursor?: string;
  limit: number;
  counts?: string;
}

function exceptionPage(route: Route, total: number): Promise<void> {
  const asked = route.request().postDataJSON() as Asked;
  const first = Number(asked.cursor ?? '0');
  const last = Math.min(total, first + asked.limit);
  const items = Array.from({ length: last - first }, (_, n) => exceptionAt(first + n));
  const counts = { causes: {}, groups: [], unmapped: [], counted: total, complete: true };
  return route.fulfill({
    json: {
      items,
      ...(last < total && { nextCursor: String(last) }),
      ...(asked.counts !== 'false' && { counts }),
    },
  });
}

function exceptionAt(n: number): object {
  const at = new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();
  return {
    ...{ id: `exception-${String(n)}`, connectorId: 'connector-0', runId: 'run-0' },
    ...{ cause: CAUSES[n % CAUSES.length], reason: 'number_unmapped', title: 'No mailbox' },
    explanation: 'None of its numbers leads to a mailbox.',
    remedy: 'Give one of the numbers a mailbox, then reprocess.',
    ...{ state: 'open', itemId: rowName(n), item: `item-${String(n)}`, kind: 'sms' },
    ...{ occurredAt: at, since: at, resolvedAt: null, mailboxId: null },
    parties: [`+4477009${String(n).padStart(5, '0')}`],
  };
}

/** What stands in the row of that number, from 0. */
export function rowName(n: number): string {
  return `item number ${String(n)}`;
}
