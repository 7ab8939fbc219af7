import type { Clock } from '../../ports/system.ts';
import { createSlidingWindow } from './sliding-window.ts';
import type { SlidingWindow } from './sliding-window.ts';

/** So many undisturbed requests in a row earn one more in flight. */
const RAISE_AFTER = 50;

interface Amount {
  limit: number;
  spanMs: number;
}

/** What one key (a mailbox, the directory, the source) is allowed. */
export interface GovernorLimits {
  /** Requests in flight: adapted between 1 and `most`. */
  concurrency: { start: number; most: number };
  requests?: Amount;
  /** Request bodies. */
  bytes?: Amount;
}

/** When a caller's request may begin. */
export interface Turn {
  /** Clock time; asked again whenever it matters, as a lease moves on. */
  safeUntil(): number;
  /** Waits this long although `safeUntil` does not reach so far yet. Milliseconds. */
  patienceMs?: number | undefined;
}

/** The request could not begin in the time it was given; nothing was sent. */
export class TooLate extends Error {
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('The request could not begin in time');
    this.name = 'TooLate';
    this.retryAfterMs = retryAfterMs;
  }
}

export interface Governor {
  /** Resolves when the request may be sent, and counts it; every entry is followed by one `leave`. Throws `TooLate`. */
  enter(key: string, bytes: number, turn: Turn): Promise<void>;
  /** `crowded`: it was refused because too many were in flight. */
  leave(key: string, crowded: boolean): void;
  /** Lets nobody enter before the time has passed. */
  close(key: string, ms: number): void;
  /** Keys that are remembered. */
  size(): number;
}

interface Waiter {
  bytes: number;
  turn: Turn;
  admit: () => void;
  refuse: (error: TooLate) => void;
}

interface Lane {
  inFlight: number;
  allowed: number;
  undisturbed: number;
  closedUntil: number;
  requests: SlidingWindow | undefined;
  bytes: SlidingWindow | undefined;
  waiters: Waiter[];
  asleep: boolean;
}

/** Keeps every key within its limits, first come first served. One per process: the caller holds the key's lease. */
export function createGovernor(options: { clock: Clock; limits: GovernorLimits }): Governor {
  const { clock, limits } = options;
  const lanes = new Map<string, Lane>();

  function laneOf(key: string): Lane {
    let lane = lanes.get(key);
    if (lane === undefined) {
      forgetIdle(lanes, clock.now());
      lane = createLane(limits);
      lanes.set(key, lane);
    }
    return lane;
  }

  /** Admits and refuses from the front of the queue until its head has to wait. */
  function advance(lane: Lane): void {
    for (let head = lane.waiters[0]; head !== undefined; head = lane.waiters[0]) {
      if (lane.inFlight >= lane.allowed) return;
      const now = clock.now();
      const waitMs = waitOf(lane, head.bytes, now);
      const spareMs = head.turn.safeUntil() - now;
      if (spareMs <= 0 || waitMs > Math.max(spareMs, head.turn.patienceMs ?? 0)) {
        lane.waiters.shift();
        head.refuse(new TooLate(waitMs));
      } else if (waitMs > 0) {
        sleep(lane, waitMs);
        return;
      } else {
        lane.waiters.shift();
        count(lane, head.bytes, now);
        head.admit();
      }
    }
  }

  function sleep(lane: Lane, ms: number): void {
    if (lane.asleep) return;
    lane.asleep = true;
    void clock.sleep(ms).then(() => {
      lane.asleep = false;
      advance(lane);
    });
  }

  return {
    enter: (key, bytes, turn) =>
      new Promise((admit, refuse) => {
        const lane = laneOf(key);
        lane.waiters.push({ bytes, turn, admit, refuse });
        if (lane.waiters.length === 1) advance(lane);
      }),
    leave: (key, crowded) => {
      const lane = laneOf(key);
      lane.inFlight -= 1;
      adapt(lane, crowded, limits.concurrency.most);
      advance(lane);
    },
    close: (key, ms) => {
      const lane = laneOf(key);
      lane.closedUntil = Math.max(lane.closedUntil, clock.now() + ms);
    },
    size: () => lanes.size,
  };
}

function createLane({ concurrency, requests, bytes }: GovernorLimits): Lane {
  return {
    inFlight: 0,
    allowed: concurrency.start,
    undisturbed: 0,
    closedUntil: 0,
    requests: requests && createSlidingWindow(requests.limit, requests.spanMs),
    bytes: bytes && createSlidingWindow(bytes.limit, bytes.spanMs),
    waiters: [],
    asleep: false,
  };
}

function waitOf(lane: Lane, bytes: number, now: number): number {
  return Math.max(
    lane.closedUntil - now,
    lane.requests?.fitsIn(1, now) ?? 0,
    bytes === 0 ? 0 : (lane.bytes?.fitsIn(bytes, now) ?? 0),
    0,
  );
}

function count(lane: Lane, bytes: number, now: number): void {
  lane.inFlight += 1;
  lane.requests?.add(1, now);
  if (bytes > 0) lane.bytes?.add(bytes, now);
}

/** Halves on refusal, creeps up again while all goes well. */
function adapt(lane: Lane, crowded: boolean, most: number): void {
  if (crowded) {
    lane.allowed = Math.max(1, Math.floor(lane.allowed / 2));
    lane.undisturbed = 0;
    return;
  }
  lane.undisturbed += 1;
  if (lane.undisturbed < RAISE_AFTER) return;
  lane.undisturbed = 0;
  if (lane.allowed < most) lane.allowed += 1;
}

/** Looks at the two that came first: for every new key two old ones, so that only live ones remain. */
function forgetIdle(lanes: Map<string, Lane>, now: number): void {
  let looks = 2;
  for (const [key, lane] of lanes) {
    if (looks === 0) return;
    looks -= 1;
    lanes.delete(key);
    if (!isIdle(lane, now)) lanes.set(key, lane);
  }
}

function isIdle(lane: Lane, now: number): boolean {
  return (
    lane.inFlight === 0 &&
    lane.waiters.length === 0 &&
    lane.closedUntil <= now &&
    (lane.requests?.isEmpty(now) ?? true) &&
    (lane.bytes?.isEmpty(now) ?? true)
  );
}
