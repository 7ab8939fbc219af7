import { setImmediate as nextLoop } from 'node:timers/promises';
import { ActivityPool } from './activities.ts';
import { findFunction, functionsOf } from './app.ts';
import { DurableTimers } from './durable-timers.ts';
import { event, EventType, type HistoryEvent, type OrchestratorState } from './history.ts';
import type { Host } from './host.ts';
import { logFailure } from './invocation.ts';
import { log } from './log.ts';
import { isTerminal, Outcome } from './outcome.ts';
import { messageOf } from './start-error.ts';
import type { ActivityTask, DurableTimer, Instance } from './store.ts';
import { judge, payload, type Answer } from './turn.ts';

/** As the real host reads its control queue. */
const eventsPerTurn = 32;
/** Turns run at most this long before timers, requests and commits get their chance, in milliseconds. */
const slice = 10;
/** A history is replayed as a whole each time, so completions are gathered: a rest in proportion to the last turn. */
const restFactor = 3;
const longestRest = 500;
/** A failing orchestrator throws, with its state as JSON behind this mark. */
const stateMark = '$OutOfProcData$:';

/** Advances orchestrations turn by turn; each turn is one transaction. */
export class Engine {
  private readonly host: Host;
  private readonly activities: ActivityPool;
  private readonly timers: DurableTimers;
  private readonly ready = new Set<string>();
  private readonly restUntil = new Map<string, number>();
  private readonly histories = new Map<string, { execution: string; events: HistoryEvent[] }>();
  private isPumping = false;
  private isStopped = false;

  constructor(host: Host) {
    this.host = host;
    this.activities = new ActivityPool(host, this.wake);
    this.timers = new DurableTimers(host, this.wake);
  }

  /** Takes up what the last process left. */
  resume(): void {
    const { store } = this.host;
    for (const timer of store.all<DurableTimer>('SELECT * FROM timers')) this.timers.arm(timer);
    this.activities.enqueue(store.all<ActivityTask>('SELECT * FROM activities'));
    for (const { id } of store.all<{ id: string }>('SELECT DISTINCT id FROM inbox')) this.wake(id);
  }

  /** Lets running activities end; what has not begun stays for the next start. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.timers.stop();
    await this.activities.drain();
    while (this.isPumping) await nextLoop();
  }

  /** Something is in the inbox of this instance. */
  readonly wake = (id: string): void => {
    if (this.isStopped) return;
    const rest = (this.restUntil.get(id) ?? 0) - performance.now();
    if (rest > 1) setTimeout(this.wake, rest, id);
    else this.ready.add(id);
    if (!this.isPumping) void this.pump();
  };

  private async pump(): Promise<void> {
    this.isPumping = true;
    let sliceEnd = performance.now() + slice;
    for (const id of this.ready) {
      this.ready.delete(id);
      try {
        await this.timedTurn(id);
      } catch (error) {
        log('critical', 'host', `A turn of ${id} failed: ${messageOf(error)}`);
      }
      if (performance.now() > sliceEnd) {
        await nextLoop();
        sliceEnd = performance.now() + slice;
      }
      if (this.isStopped) break;
    }
    this.isPumping = false;
  }

  private async timedTurn(id: string): Promise<void> {
    const start = performance.now();
    const outcome = new Outcome(this.host.store);
    const open = await this.turn(id, outcome);
    const rest = Math.min(restFactor * (performance.now() - start), longestRest);
    const delay = this.host.adversary?.delay(id, this.histories.get(id)?.events.length ?? 0) ?? 0;
    if (open > 1 && this.histories.has(id))
      this.restUntil.set(id, performance.now() + rest + delay);
    else this.restUntil.delete(id);
    void this.follow(outcome);
  }

  /** Nothing a turn has brought about begins before the turn is durable. */
  private async follow({ activities, timers, disarmed, wake }: Outcome): Promise<void> {
    for (const timer of disarmed) this.timers.disarm(timer);
    await this.host.store.committed();
    if (this.isStopped) return;
    for (const timer of timers) this.timers.arm(timer);
    this.activities.enqueue(activities);
    for (const id of wake) this.wake(id);
  }

  /** Returns how many tasks are open after it. */
  private async turn(id: string, outcome: Outcome): Promise<number> {
    const { store, adversary } = this.host;
    const instance = store.instance(id);
    const past = instance ? this.history(instance) : [];
    const size = adversary?.turnSize(id, past.length, eventsPerTurn) ?? eventsPerTurn;
    const rows = store.inbox(id, size);
    if (rows.length === size) outcome.wake.push(id);
    const consume = () => {
      for (const { n } of rows) store.run('DELETE FROM inbox WHERE n = ?', n);
    };
    const current = instance?.execution;
    const mine = rows.filter(({ execution }) => execution === null || execution === current);
    const fresh = mine.map((row) => JSON.parse(row.event) as HistoryEvent);
    if (!instance || isTerminal(instance.status) || fresh.length === 0) {
      if (rows.length > 0) store.write(consume);
      return 0;
    }
    const now = Math.max(Date.now(), Date.parse(past.at(-1)?.Timestamp ?? '') + 1 || 0);
    const Timestamp = new Date(now).toISOString();
    const news = [event(EventType.OrchestratorStarted, { Timestamp }), ...fresh];
    const answer = await this.ask(instance, past, news);
    const knowsActivity = (name: string) =>
      findFunction(this.host.app, name, 'activityTrigger') !== undefined;
    const result = judge(instance, [...past, ...news], answer, knowsActivity);
    store.write(() => {
      if (store.instance(id)?.execution !== current) return;
      consume();
      const events = outcome.apply(instance, past, news, result);
      if (events) this.histories.set(id, { execution: instance.execution, events });
      else this.histories.delete(id);
    });
    return result.open;
  }

  private async ask(
    instance: Instance,
    past: HistoryEvent[],
    news: HistoryEvent[],
  ): Promise<Answer> {
    const { app, invoker, adversary } = this.host;
    const fn = findFunction(app, instance.name, 'orchestrationTrigger');
    if (!fn) {
      const known = functionsOf(app, 'orchestrationTrigger').map(({ name }) => `'${name}'`);
      const text = `The function '${instance.name}' doesn't exist, is disabled, or is not an orchestrator function.`;
      const more = `The following are the known orchestrator functions: ${known.join(', ')}`;
      return { broken: `${text} Additional info: ${more}` };
    }
    if (adversary?.diesInTurn(instance.id, past.length)) {
      this.activities.failAll();
      return { broken: 'Non-Deterministic workflow detected' };
    }
    try {
      const json = JSON.stringify(payload(instance, past, news));
      const result = await invoker.invoke(fn, { json });
      const state = JSON.parse(result?.json ?? 'null') as OrchestratorState | null;
      return state ? { state } : { broken: 'The orchestrator returned no state.' };
    } catch (error) {
      const [message, stateText] = messageOf(error).split(stateMark);
      const state =
        stateText === undefined ? undefined : (JSON.parse(stateText) as OrchestratorState);
      logFailure(fn.name, state?.error ?? error);
      return state ? { state } : { broken: message ?? '' };
    }
  }

  private history(instance: Instance): HistoryEvent[] {
    const cached = this.histories.get(instance.id);
    if (cached?.execution === instance.execution) return cached.events;
    return this.host.store.history(instance.id);
  }
}
