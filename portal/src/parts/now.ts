import { useSyncExternalStore } from 'react';

/** Milliseconds between two ticks; distances are told in minutes at the least. */
const TICK_MS = 30_000;

/** The present moment, renewed now and then. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / TICK_MS) * TICK_MS);
}

function subscribe(changed: () => void): () => void {
  const timer = setInterval(changed, TICK_MS);
  return () => {
    clearInterval(timer);
  };
}
