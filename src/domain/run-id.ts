/** A run's id says what it is a run of: `run-{connectorId}-{yyyyMMdd}[T{HHmm}][-r{number}]`. */
import { AppError } from './errors.ts';
import { MINUTE_MS, dayName, startOfDay } from './window.ts';

export interface RunName {
  connectorId: string;
  /** Where the window begins: a whole minute. */
  from: number;
  /** 1 for the first run over a window. */
  number: number;
}

const PATTERN = /^run-(.+)-(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d))?(?:-r(\d+))?$/;

/** Windows that begin at midnight UTC go by their day, others by day and minute. */
export function runIdOf({ connectorId, from, number }: RunName): string {
  if (from % MINUTE_MS !== 0 || number < 1 || !Number.isInteger(number)) {
    throw new AppError('invalid_input', 'a run begins at a whole minute and is numbered from 1', {
      retry: 'never',
    });
  }
  const time = new Date(from).toISOString().slice(11, 16).replace(':', '');
  const minute = startOfDay(from) === from ? '' : `T${time}`;
  return `run-${connectorId}-${dayName(from)}${minute}${number > 1 ? `-r${number}` : ''}`;
}

/** `undefined` for what `runIdOf` cannot have made. */
export function parseRunId(runId: string): RunName | undefined {
  const match = PATTERN.exec(runId);
  if (!match) return undefined;
  const [, connectorId = '', year, month, day, hour = '00', minute = '00', number = '1'] = match;
  const from = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`);
  if (Number.isNaN(from)) return undefined;
  const name = { connectorId, from, number: Number(number) };
  return name.number > 0 && runIdOf(name) === runId ? name : undefined;
}

/** The same for a stored run, whose id is one of ours. */
export function runNameOf(runId: string): RunName {
  const name = parseRunId(runId);
  if (!name) throw new AppError('invalid_input', 'this is not the id of a run', { retry: 'never' });
  return name;
}
