import type { RunName } from '../../domain/run-id.ts';

/** Thirteen digits hold every time until the year 2286. */
const LAST_MS = 9_999_999_999_999;
const LAST_NUMBER = 9_999;

/** Sorts later windows before earlier ones. */
export function windowKey(from: number): string {
  return String(LAST_MS - from).padStart(13, '0');
}

/** Sorts a connector's runs: newest window first, and the latest run over a window before those it follows. */
export function runKey({ from, number }: Omit<RunName, 'connectorId'>): string {
  return `${windowKey(from)}|${String(LAST_NUMBER - number).padStart(4, '0')}`;
}
