/** Half-open [from, to) of `archivedAt`, milliseconds since 1970 UTC. */
export interface Window {
  from: number;
  to: number;
}

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A slice is pulled by one chain of cursors; three hours keep a busy day parallel and a quiet one cheap. */
const SLICE_MS = 3 * HOUR_MS;
/** Bounds the history of a run over a long window. */
const MAX_SLICES = 48;

/** Cuts a window into slices that together cover it exactly, oldest first. */
export function sliceWindow(window: Window): Window[] {
  const length = Math.max(SLICE_MS, Math.ceil((window.to - window.from) / MAX_SLICES));
  const slices: Window[] = [];
  for (let from = window.from; from < window.to; from += length) {
    slices.push({ from, to: Math.min(from + length, window.to) });
  }
  return slices;
}

/** Midnight UTC of the day a moment falls on. */
export function startOfDay(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}

/** `yyyyMMdd` of a moment, UTC. */
export function dayName(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
