import type { ReactNode } from 'react';
import type { Schemas } from '../api/client.ts';
import { formatDay, formatTime } from '../format.ts';
import { Time } from './time.tsx';

type Window = Schemas['Window'];

const DAY_MS = 86_400_000;

/** Whole days of UTC in words; undefined for any other window. */
function daysOf({ from, to }: Window): string | undefined {
  const start = Date.parse(from);
  const end = Date.parse(to);
  if (start % DAY_MS !== 0 || end % DAY_MS !== 0) return undefined;
  const last = new Date(end - DAY_MS).toISOString();
  return end - start === DAY_MS ? formatDay(from) : `${formatDay(from)} – ${formatDay(last)}`;
}

/** For a heading, where nothing can be hovered. */
export function windowWords(window: Window): string {
  return daysOf(window) ?? `${formatTime(window.from, 'utc')} – ${formatTime(window.to, 'utc')}`;
}

export function WindowOf({ window }: { window: Window }): ReactNode {
  return (
    daysOf(window) ?? (
      <>
        <Time at={window.from} /> – <Time at={window.to} />
      </>
    )
  );
}
