import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isScheduling } from '../../local/host/history.ts';
import type { HistoryEvent, OrchestratorState } from '../../local/host/history.ts';
import type { interpret as Interpret } from '../../local/host/interpreter.ts';

/** One call of an orchestrator on the real host, and what the host added to the history after it. */
interface Episode {
  label: string;
  history: HistoryEvent[];
  state: OrchestratorState;
  /** Undefined for the last one. */
  next: HistoryEvent[] | undefined;
}

interface Recording {
  scenario: string;
  instances: Record<string, { executions: { episodes: RecordedEpisode[] | { count: number } }[] }>;
}

interface RecordedEpisode {
  payload: { history: HistoryEvent[] };
  returned: OrchestratorState;
}

export function readEpisodes(): Episode[] {
  const folder = join(__dirname, 'recordings');
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  return files.map((text) => JSON.parse(text) as Recording).flatMap(episodesOf);
}

function episodesOf({ instances }: Recording): Episode[] {
  return Object.entries(instances).flatMap(([id, { executions }]) =>
    executions.flatMap(({ episodes }) =>
      Array.isArray(episodes)
        ? episodes.map((episode, index) => ({
            label: `${id} episode ${String(index)}`,
            history: episode.payload.history,
            state: episode.returned,
            next: episodes[index + 1]?.payload.history.slice(episode.payload.history.length),
          }))
        : [],
    ),
  );
}

/** Where the interpreter would have scheduled something else, or ended the orchestration at another moment. */
export function differences(interpret: typeof Interpret, episodes: readonly Episode[]): string[] {
  return episodes.flatMap(({ label, history, state, next }) => {
    const reading = interpret(state.actions[0] ?? [], history);
    const found: string[] = [];
    if (reading.fault) found.push(`${label}: ${reading.fault}`);
    const before = history.filter(isScheduling).length;
    const begun = reading.tasks.slice(before).map((task) => `${task.kind} ${task.name}`.trim());
    const recorded = (next ?? []).filter(isScheduling).map(describeEvent);
    if (next && begun.join() !== recorded.join()) {
      found.push(`${label}: began [${begun.join()}], recorded [${recorded.join()}]`);
    }
    const isOver = state.isDone || state.error !== undefined;
    const ends = reading.settled && !reading.suspended && isOver;
    const isTerminated = history.some((event) => event.EventType === 3);
    if (!isTerminated && next && ends) found.push(`${label}: ended too early`);
    if (!isTerminated && !next && isOver && !ends) found.push(`${label}: did not end`);
    return found;
  });
}

function describeEvent(event: HistoryEvent): string {
  const kind = { 4: 'activity', 7: 'sub', 10: 'timer' }[event.EventType] ?? '';
  return `${kind} ${event.Name ?? ''}`.trim();
}
