import { eventNumber, type EventText } from '../../domain/events.ts';
import type { Log, LogData } from '../../ports/system.ts';

/** What an invocation offers; lines written through it are tied to it in the platform's logs. */
export interface LogSink {
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

/** The invocation under way. */
export interface LogScope {
  sink: LogSink;
  /** Stand on each of its lines, so that they can be found by them: the run, for instance. */
  facts: LogData;
}

type Level = keyof LogSink;

/** @param current the invocation under way, if any; lines outside of one go to standard error */
export function createLog(current: () => LogScope | undefined): Log {
  function write(level: Level, message: EventText, data?: LogData): void {
    const scope = current();
    const line = { event: eventNumber(message), message, ...scope?.facts, ...data };
    if (scope) scope.sink[level](JSON.stringify(line));
    else process.stderr.write(`${JSON.stringify(line)}\n`);
  }
  return {
    info: (message, data) => {
      write('info', message, data);
    },
    warn: (message, data) => {
      write('warn', message, data);
    },
    error: (message, data) => {
      write('error', message, data);
    },
  };
}
