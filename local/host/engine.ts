import { setImmediate as nextLoop } from 'node:timers/promises';
import pLimit from 'p-limit';
import { ActivityPool } from './activities.ts';
import { findFunction } from './app.ts';
import { event, EventType, type Events, type HistoryEvent } from './history.ts';
import type { Host } from './host.ts';
import { log, logFailure, messageOf } from './log.ts';
import { isTerminal, record } from './outcome.ts';
import type { Instance, OpenTask } from './store.ts';
import { absence, judge, payload, type Answer } from './turn.ts';

/** As the real host reads its control queue. */
const eventsPerTurn = 32;
/** Turns run this long before timers, requests and commits get their chance, in milliseconds. */
const slice = 10;
/** Each turn replays the whole history, so completions are gathered: a rest of so many turns. */
const restFactor = 3;
const longestRest = 500;
/** A failing orchestrator throws, with its state as JSON behind this mark. */
const stateMark = '$OutOfProcData$:';

/** Advances orchestrations turn by turn; each turn is one transaction. */
export class Engine {
  private readonly host: Host;
  private readonly activities: ActivityPool;
  private readonly oneAtATime = pLimit(1);
  /** Orchestrations that will have a turn, or may not before a time. */
  private readonly waiting = new Set<string>();
  private readonly restUntil = new Map<string, number>();
  private sliceEnd = 0;
  private isStopped = false;

  constructor(host: Host) {
    this.host = host;
    this.activities = new ActivityPool(host, this.end);
    host.store.onMessage = this.wake;
    host.store.onTask = this.begin;
  }

  /** Takes up what the last process left. */
  resume(): void {
    const { store } = this.host;
    const tasks = store.sql('SELECT * FROM tasks').all() as unknown as OpenTask[];
    for (const task of tasks) this.begin(task);
    for (const { id } of store.sql('SELECT DISTINCT id FROM inbox').all()) this.wake(String(id));
  }

  /** Lets running activities end; what has not begun stays for the next start. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.activities.drain();
    await this.oneAtATime(() => undefined);
  }

  private readonly wake = (id: string): void => {
    if (this.waiting.has(id)) return;
    this.waiting.add(id);
    const rest = (this.restUntil.get(id) ?? 0) - performance.now();
    const queue = () => {
      if (this.oneAtATime.activeCount === 0) this.sliceEnd = performance.now() + slice;
      void this.oneAtATime(() => this.timedTurn(id));
    };
    if (rest > 1) setTimeout(queue, rest);
    else queue();
  };

  private readonly begin = (task: OpenTask): void => {
    const { id, task: TimerId, fireAt } = task;
    if (this.isStopped) return;
    if (fireAt === null) this.activities.enqueue(task);
    else {
      const shift = this.host.adversary?.timerShift(id, TimerId) ?? 0;
      const fields = { TimerId, FireAt: new Date(fireAt).toISOString() };
      // The clock of a timer that has been cancelled meanwhile rings in vain.
      const ring = () => {
        if (!this.isStopped) this.end(task, event(EventType.TimerFired, fields));
      };
      // The library cuts waits of more than six days into pieces.
      setTimeout(ring, Math.max(0, fireAt + shift - Date.now()));
    }
  };

  /** Of a task that has ended before nobody hears again. */
  private readonly end = (task: OpenTask, message: HistoryEvent): void => {
    const { store, adversary } = this.host;
    const close = () => {
      if (store.close(task)) store.post(task.id, task.execution, message);
    };
    if (adversary) setTimeout(() => void store.write(close), adversary.delay(task.id, task.task));
    else void store.write(close);
  };

  private async timedTurn(id: string): Promise<void> {
    this.waiting.delete(id);
    if (this.isStopped) return;
    const start = performance.now();
    const open = await this.turn(id).catch((error: unknown) => {
      log('critical', 'host', `A turn of ${id} failed: ${messageOf(error)}`);
      return 0;
    });
    const now = performance.now();
    const rest = Math.min(restFactor * (now - start), longestRest);
    if (open > 1) this.restUntil.set(id, now + rest);
    else this.restUntil.delete(id);
    if (now < this.sliceEnd) return;
    await nextLoop();
    this.sliceEnd = performance.now() + slice;
  }

  /** Returns how many tasks are open after it. */
  private async turn(id: string): Promise<number> {
    const { app, store, adversary } = this.host;
    const instance = store.instance(id);
    const past = store.history(id);
    const size = adversary?.turnSize(id, past.length, eventsPerTurn) ?? eventsPerTurn;
    const rows = store.inbox(id, size);
    const consume = () => {
      for (const { n } of rows) store.sql('DELETE FROM inbox WHERE n = ?').run(n);
      if (rows.length === size) store.whenDurable(this.wake, id);
    };
    const current = instance?.execution;
    const mine = rows.filter(({ execution }) => execution === null || execution === current);
    const fresh = mine.map((row) => JSON.parse(row.event) as HistoryEvent);
    if (!instance || isTerminal(instance.status) || fresh.length === 0) {
      if (rows.length > 0) void store.write(consume);
      return 0;
    }
    const now = Math.max(Date.now(), Date.parse(past.at(-1)?.Timestamp ?? '') + 1 || 0);
    const Timestamp = new Date(now).toISOString();
    const news = [event(EventType.OrchestratorStarted, { Timestamp }), ...fresh];
    const answer = await this.ask(instance, past, news);
    const isActivity = (name: string) => findFunction(app, 'activityTrigger', name) !== undefined;
    const result = judge(instance, [...past, ...news], answer, isActivity);
    void store.write(() => {
      if (store.instance(id)?.execution !== current) return;
      consume();
      record(store, instance, past.length, news, result);
    });
    return result.open;
  }

  private async ask(instance: Instance, past: Events, news: Events): Promise<Answer> {
    const { app, invoker, adversary } = this.host;
    const fn = findFunction(app, 'orchestrationTrigger', instance.name);
    if (!fn) return broken(absence(instance.name, 'orchestrator'));
    if (adversary?.strikes('turnDeath', instance.id, past.length)) {
      this.activities.failWith(instance.id);
      return broken('Non-Deterministic workflow detected');
    }
    try {
      const json = JSON.stringify(payload(instance, past, news));
      const result = await invoker.invoke(fn, { json });
      return parse(result?.json) ?? broken('The orchestrator returned no state.');
    } catch (error) {
      const [message = '', stateText] = messageOf(error).split(stateMark);
      const state = parse(stateText);
      logFailure(fn.name, state ? state.error : error);
      return state ?? broken(message);
    }
  }
}

function parse(state?: string): Answer | undefined {
  return state === undefined ? undefined : (JSON.parse(state) as Answer);
}

function broken(text: string): Answer {
  return { isDone: false, actions: [], broken: text };
}
