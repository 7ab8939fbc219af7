/** Finer grains follow the true window more closely and cost memory per mailbox. */
const GRAINS = 32;

/** Adds up amounts over the last `spanMs`, in constant time and space; never counts too little. */
export interface SlidingWindow {
  /** Milliseconds until the amount fits; 0: it fits now. An amount beyond the limit fits once the window is empty. */
  fitsIn(amount: number, now: number): number;
  add(amount: number, now: number): void;
  isEmpty(now: number): boolean;
}

export function createSlidingWindow(limit: number, spanMs: number): SlidingWindow {
  const grainMs = Math.ceil(spanMs / GRAINS);
  // One more than the span has: a grain counts until the last moment it stands for has left the window.
  const size = GRAINS + 1;
  const amounts = new Float64Array(size);
  let newest = 0;
  let total = 0;

  function moveTo(now: number): void {
    const grain = Math.floor(now / grainMs);
    if (grain <= newest) return;
    const steps = Math.min(grain - newest, size);
    for (let step = 1; step <= steps; step += 1) {
      const slot = (grain - steps + step) % size;
      total -= amounts[slot] ?? 0;
      amounts[slot] = 0;
    }
    newest = grain;
  }

  return {
    fitsIn: (amount, now) => {
      moveTo(now);
      let excess = total + amount - limit;
      if (excess <= 0 || total === 0) return 0;
      for (let grain = newest - GRAINS; grain <= newest; grain += 1) {
        const leaving = grain < 0 ? 0 : (amounts[grain % size] ?? 0);
        excess -= leaving;
        if (leaving > 0 && (excess <= 0 || grain === newest)) return (grain + size) * grainMs - now;
      }
      return spanMs;
    },
    add: (amount, now) => {
      moveTo(now);
      const slot = newest % size;
      amounts[slot] = (amounts[slot] ?? 0) + amount;
      total += amount;
    },
    isEmpty: (now) => {
      moveTo(now);
      return total === 0;
    },
  };
}
