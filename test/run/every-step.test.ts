import { describe, expect, it } from '@jest/globals';
import { settled, startRun, type RunView } from '../../local/set-up.ts';
import type { PlannedStrike } from '../../local/adversary.ts';
import { DAY, person, sms, useSystem, WINDOW } from '../support/system.ts';

const SETTLED_WITHIN_MS = 60_000;
const TEST_MS = 120_000;
const MINUTE_MS = 60_000;

/** What a run of one slice and two buckets calls; one turn begins it, one follows each. */
const CALLS = ['openRun', 'stageSlice', 'importBucket', 'importBucket', 'settleRun'];
const TURNS = CALLS.length + 1;
const products = ['android', 'o2-network', 'att-network', 'starhub-network', 'enterprise-number'];
const people = Array.from({ length: 2 * products.length }, (_, n) => person(n + 1));
const ITEMS = 6;
/** The one day that is due when a connector has been set up. */
const YESTERDAY = { from: WINDOW.to, to: dayAfter(WINDOW.to) };

/** One run for each: at every activity a worker that dies and a time-out, at every turn a worker that dies. */
const strikes = [
  ...CALLS.map((_, n) => ({ misfortune: 'activityDeath', at: n + 1 }) as const),
  ...CALLS.map((_, n) => ({ misfortune: 'timeOut', at: n + 1 }) as const),
  ...Array.from({ length: TURNS }, (_, n) => ({ misfortune: 'turnDeath', at: n + 1 }) as const),
];
/** The id of a run ends with the minute its window begins at. */
const plan: PlannedStrike[] = strikes.map((strike, n) => ({ ...strike, idEnd: minuteOf(n) }));
const tested = useSystem({ people, adversarial: JSON.stringify(plan) });

function dayAfter(time: string): string {
  return new Date(Date.parse(time) + 24 * 60 * MINUTE_MS).toISOString();
}

function minuteOf(place: number): string {
  return `T00${String(place + 1).padStart(2, '0')}`;
}

function startOf(place: number): number {
  return Date.parse(`${DAY}T00:00:00.000Z`) + (place + 1) * MINUTE_MS;
}

function itemsOf(place: number): object[] {
  const own = people.slice(2 * (place % products.length));
  return Array.from({ length: ITEMS }, (_, n) =>
    sms(`step-${String(place)}-${String(n)}`, own[n % 2] ?? person(1), {
      text: `step ${String(place)}-${String(n)}.`,
      archivedAt: new Date(startOf(place) + n * 1000).toISOString(),
    }),
  );
}

interface Trace {
  runtimeStatus: string;
  turns: number;
  failures: string[];
}

interface Event {
  EventType: string;
  EventId: number;
  Name?: string;
  TaskScheduledId?: number;
  Reason?: string;
}

async function historyOf(id: string): Promise<{ runtimeStatus: string; historyEvents: Event[] }> {
  const { url, key } = tested.system.host;
  const base = `${url}/runtime/webhooks/durabletask/instances`;
  const response = await fetch(`${base}/${id}?showHistory=true&code=${key}`);
  return (await response.json()) as Awaited<ReturnType<typeof historyOf>>;
}

/** How the orchestration ended that was struck, in which turn, and what failed in it. */
async function traceOf(id: string): Promise<Trace> {
  const { runtimeStatus, historyEvents } = await historyOf(id);
  const of = (type: string) => historyEvents.filter(({ EventType }) => EventType === type);
  const failures = of('TaskFailed').map(({ TaskScheduledId, Reason = '' }) => {
    const { Name } = of('TaskScheduled').find(({ EventId }) => EventId === TaskScheduledId) ?? {};
    return `${Name ?? ''}: ${/Timeout|137/.exec(Reason)?.[0] ?? Reason}`;
  });
  return { runtimeStatus, turns: of('OrchestratorStarted').length, failures };
}

/** A strike that missed would prove nothing. */
function expectedTrace({ misfortune, at }: (typeof strikes)[number]): Partial<Trace> {
  if (misfortune === 'turnDeath') return { runtimeStatus: 'Failed', turns: at };
  const failures = expect.arrayContaining([
    `${CALLS[at - 1] ?? ''}: ${misfortune === 'timeOut' ? 'Timeout' : '137'}`,
  ]) as unknown as string[];
  return { failures };
}

describe('a run whose worker dies or times out', () => {
  it(
    'at any of its steps ends complete, with each message once',
    async () => {
      const connectors = await Promise.all(
        products.map(async (product, n) => {
          const places = strikes
            .map((_, place) => place)
            .filter((place) => place % products.length === n);
          await tested.list(product, places.flatMap(itemsOf));
          const connector = await tested.connect(product);
          // Else the tick begins it in the midst of the others, which have to wait for it.
          await settled(
            tested.admin,
            await startRun(tested.admin, connector, YESTERDAY),
            SETTLED_WITHIN_MS,
          );
          return { connector, places };
        }),
      );
      const runs = new Map<number, RunView>();
      await Promise.all(
        connectors.map(async ({ connector, places }) => {
          for (const place of places) {
            const window = [startOf(place), startOf(place) + MINUTE_MS];
            const [from = '', to = ''] = window.map((time) => new Date(time).toISOString());
            const id = await startRun(tested.admin, connector, { from, to });
            runs.set(place, await settled(tested.admin, id, SETTLED_WITHIN_MS));
          }
        }),
      );
      for (const [place, strike] of strikes.entries()) {
        const run = runs.get(place);
        expect({ strike, run }).toMatchObject({
          run: {
            state: 'succeeded',
            certificate: { balanced: true },
            counters: { imported: ITEMS },
          },
        });
        const trace = await traceOf(run?.id ?? '');
        expect({ strike, trace }).toMatchObject({ trace: expectedTrace(strike) });
      }
      const found = (await tested.mailboxes()).map(
        ({ user, body }) => `${user} ${/step \d+-\d+\./.exec(body?.content ?? '')?.[0] ?? ''}`,
      );
      expect(found).toHaveLength(strikes.length * ITEMS);
      expect(new Set(found).size).toBe(strikes.length * ITEMS);
    },
    TEST_MS,
  );
});
