import type { Log, LogData } from '../../ports.ts';

/** What an invocation offers; lines written through it are tied to it in the platform's logs. */
export interface LogSink {
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

type Level = keyof LogSink;

/** @param current the sink of the invocation under way, if any; lines outside of one go to standard error */
export function createLog(current: () => LogSink | undefined): Log {
  function write(level: Level, message: string, data?: LogData): void {
    const line = JSON.stringify({ message, ...data });
    const sink = current();
    if (sink) sink[level](line);
    else process.stderr.write(`${line}\n`);
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
