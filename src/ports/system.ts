/** Time, chance and words. */
import type { EventText } from '../domain/events.ts';

/** The only source of time. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The only source of chance. */
export interface Random {
  uuid(): string;
  /** In [0, 1). */
  fraction(): number;
}

/** Safe facts only: ids, counts, codes. Never text, numbers, addresses, secrets. */
export type LogData = Readonly<Record<string, string | number | boolean | undefined>>;

/** What may be said stands in `domain/events.ts`, each with its number. */
export interface Log {
  info(message: EventText, data?: LogData): void;
  warn(message: EventText, data?: LogData): void;
  error(message: EventText, data?: LogData): void;
}
