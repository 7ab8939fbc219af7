import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  isScheduling,
  type HistoryEvent,
  type OrchestratorState,
} from '../../local/host/history.ts';
import { interpret } from '../../local/host/interpreter.ts';
import { archiveRun } from '../../src/orchestrators/archive-run.ts';

const FOLDER = join(__dirname, '../fixtures/histories');
const TASK_SCHEDULED = 4;
const TIMER_CREATED = 10;
const ORCHESTRATOR_STARTED = 12;
const EXECUTION_COMPLETED = 1;

interface Recording {
  input: unknown;
  history: HistoryEvent[];
}

type Listener = (payload: object, context: object) => Promise<OrchestratorState>;
const { Orchestrator } = createRequire(__filename)(
  'durable-functions/lib/src/orchestrations/Orchestrator.js',
) as { Orchestrator: new (generator: unknown) => { listen(): Listener } };

function recordings(): [string, Recording][] {
  return readdirSync(FOLDER).map((name) => [
    name.replace('.json', ''),
    JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Recording,
  ]);
}

/** The real library replays every turn of a history; answers where today's code would have done something else. */
async function replay({ input, history }: Recording): Promise<string[]> {
  const faults: string[] = [];
  const starts = history.flatMap(({ EventType }, index) =>
    EventType === ORCHESTRATOR_STARTED ? [index] : [],
  );
  for (const [turn, start] of starts.entries()) {
    const next = starts[turn + 1] ?? history.length;
    // What the turn was given: everything before it and the messages that began it, not what it scheduled.
    const given = history.slice(0, next).filter((event, at) => at < start || isGiven(event));
    const state = await invoke(input, given);
    const reading = interpret(state.actions[0] ?? [], given);
    if (reading.fault) faults.push(`turn ${String(turn)}: ${reading.fault}`);
    const done = reading.tasks.map((task) => `${task.kind} ${task.name}`.trim());
    const recorded = history.slice(0, next).filter(isScheduling).map(describeEvent);
    if (done.join() !== recorded.join()) {
      faults.push(
        `turn ${String(turn)}: schedules [${done.join()}], recorded [${recorded.join()}]`,
      );
    }
    const ended = history
      .slice(start, next)
      .find((event) => event.EventType === EXECUTION_COMPLETED);
    if (ended && JSON.stringify(state.output) !== ended.Result) {
      faults.push(`turn ${String(turn)}: ends with ${JSON.stringify(state.output)}`);
    }
    if (Boolean(ended) !== state.isDone)
      faults.push(`turn ${String(turn)}: ends at another moment`);
  }
  return faults;
}

function isGiven(event: HistoryEvent): boolean {
  return !isScheduling(event) && event.EventType !== 13 && event.EventType !== EXECUTION_COMPLETED;
}

function describeEvent({ EventType, Name }: HistoryEvent): string {
  return `${EventType === TIMER_CREATED ? 'timer' : 'activity'} ${Name ?? ''}`.trim();
}

function invoke(input: unknown, history: HistoryEvent[]): Promise<OrchestratorState> {
  const payload = {
    history,
    input,
    instanceId: 'replayed',
    isReplaying: false,
    upperSchemaVersion: 3,
    maximumShortTimerDuration: '6.00:00:00',
    longRunningTimerIntervalDuration: '3.00:00:00',
  };
  return new Orchestrator(archiveRun).listen()(structuredClone(payload), {});
}

describe('recorded histories', () => {
  it.each(recordings())(
    'of a run that was %s replay against the code of today',
    async (_, recording) => {
      expect(await replay(recording)).toEqual([]);
    },
  );

  it('hold references and counters only, and few events', () => {
    for (const [, { history }] of recordings()) {
      expect(history.length).toBeLessThan(1_000);
      expect(JSON.stringify(history)).not.toMatch(/@|\+\d{6}/);
    }
  });

  it.each<[string, (recording: Recording) => void]>([
    [
      'another activity was called',
      ({ history }) => {
        const event = history.find(
          (one) => one.EventType === TASK_SCHEDULED && one.Name === 'stageSlice',
        );
        if (event) event.Name = 'importBucket';
      },
    ],
    [
      'a wave was wider',
      ({ history }) => {
        const at = history.findIndex((one) => one.Name === 'importBucket');
        history.splice(at, 0, { ...history[at]!, EventId: 900 });
      },
    ],
    [
      'the run ended with another result',
      ({ history }) => {
        const ended = history.find((one) => one.EventType === EXECUTION_COMPLETED);
        if (ended) ended.Result = '{"state":"succeeded"}';
      },
    ],
  ])('are refused when altered: %s', async (_, alter) => {
    const [, recording] = recordings().find(([name]) => name === 'complete')!;
    alter(recording);
    expect(await replay(recording)).not.toEqual([]);
  });
});
