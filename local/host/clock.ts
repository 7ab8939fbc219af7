/** Longer waits overflow setTimeout; they are taken in steps. */
const longestStep = 2 ** 31 - 1;

/** Calls `ring` at `time` (milliseconds since 1970), or now if that is over; returns its stop. */
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
