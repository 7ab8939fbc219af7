/** Wall time that a test can push forward, so that no window has to be waited for. */
export interface Clock {
  now: () => number;
  advance: (ms: number) => void;
}

export function createClock(): Clock {
  let aheadMs = 0;
  return {
    now: () => Date.now() + aheadMs,
    advance: (ms) => {
      aheadMs += ms;
    },
  };
}
