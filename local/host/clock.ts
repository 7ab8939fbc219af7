/** Longer waits overflow setTimeout; they are taken in steps. */
const longestStep = 2 ** 31 - 1;

/** Calls `ring` at `time`, in milliseconds since 1970, or as soon as that is over; returns what stops it. */
export function ringAt(time: number, ring: () => void): () => void {
  let clock: NodeJS.Timeout;
  const step = (): void => {
    const left = time - Date.now();
    if (left > longestStep) clock = setTimeout(step, longestStep);
    else clock = setTimeout(ring, Math.max(0, left));
  };
  step();
  return () => {
    clearTimeout(clock);
  };
}
