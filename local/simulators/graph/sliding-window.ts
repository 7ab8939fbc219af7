/** Neighbouring requests share an entry of a window; its edge is that much rounded. */
const GRAIN_MS = 100;

/** Adds up what happened in the last `windowMs`. */
export interface SlidingWindow {
  /** Records the amount whether or not it fits; returns how long the caller has to wait, 0 if not. */
  add(amount: number, now: number): number;
}

export function createSlidingWindow(limit: number, windowMs: number): SlidingWindow {
  let entries: { at: number; amount: number }[] = [];
  let first = 0;
  let total = 0;
  const forget = (now: number): void => {
    for (
      let oldest = entries[first];
      oldest && oldest.at + windowMs <= now;
      oldest = entries[first]
    ) {
      total -= oldest.amount;
      first += 1;
    }
    if (first > 1000) {
      entries = entries.slice(first);
      first = 0;
    }
  };
  const waitFor = (now: number): number => {
    let excess = total - limit;
    for (let index = first; index < entries.length; index += 1) {
      const entry = entries[index];
      excess -= entry?.amount ?? 0;
      if (excess <= 0) return (entry?.at ?? now) + windowMs - now;
    }
    return windowMs;
  };
  return {
    add: (amount, now) => {
      forget(now);
      const last = entries.at(-1);
      if (last && first < entries.length && now - last.at < GRAIN_MS) last.amount += amount;
      else entries.push({ at: now, amount });
      total += amount;
      return total > limit ? waitFor(now) : 0;
    },
  };
}
