import { GraphError } from './errors.ts';
import type { Limits } from './limits.ts';
import { createSlidingWindow } from './sliding-window.ts';
import type { SlidingWindow } from './sliding-window.ts';

const SECOND_MS = 1000;
/** Share of the bucket from which answers tell how full it is. */
const REPORTED_FROM = 0.8;
interface MailboxUse {
  inFlight: number;
  requests: SlidingWindow;
  upload: SlidingWindow;
}

/** Counters per kind of refusal, for `/_control/stats`. */
type Refusals = Record<string, number>;

export interface Throttle {
  refusals: Refusals;
  /** The limit over everything an application does. */
  admitApp(appId: string): void;
  /** Takes one of the mailbox's places until the returned function is called. */
  enterMailbox(appId: string, mailbox: number): () => void;
  admitUpload(appId: string, mailbox: number, bytes: number): void;
  /** Charges the directory's bucket; returns the headers that tell about it. */
  admitDirectory(units: number): Record<string, string>;
}

export function createThrottle(limits: Limits, now: () => number): Throttle {
  const refusals: Refusals = {};
  const apps = new Map<string, SlidingWindow>();
  const mailboxes = new Map<string, MailboxUse>();
  const bucket = createDirectoryBucket(limits.directoryUnits, limits.directoryUnitsMs, now());

  const refuse = (kind: string, error: GraphError): never => {
    refusals[kind] = (refusals[kind] ?? 0) + 1;
    throw error;
  };
  const refuseMailbox = (kind: string, waitMs: number): never =>
    refuse(
      kind,
      new GraphError(429, 'ApplicationThrottled', `Application is over its ${kind} limit.`, {
        'Retry-After': seconds(waitMs),
        'RateLimit-Exceeded': kind,
      }),
    );
  const useOf = (appId: string, mailbox: number): MailboxUse =>
    getOrCreate(mailboxes, `${appId} ${mailbox}`, () => ({
      inFlight: 0,
      requests: createSlidingWindow(limits.mailboxRequests, limits.mailboxRequestsMs),
      upload: createSlidingWindow(limits.mailboxUploadBytes, limits.mailboxUploadMs),
    }));

  return {
    refusals,
    admitApp: (appId) => {
      const window = getOrCreate(apps, appId, () =>
        createSlidingWindow(limits.appRequests, limits.appRequestsMs),
      );
      const waitMs = window.add(1, now());
      if (waitMs > 0) refuse('App', tooManyRequests(waitMs));
    },
    enterMailbox: (appId, mailbox) => {
      const use = useOf(appId, mailbox);
      // Refused requests count too, or hammering would pay.
      const waitMs = use.requests.add(1, now());
      if (waitMs > 0) refuseMailbox('RequestRate', waitMs);
      if (use.inFlight >= limits.mailboxConcurrency) refuseMailbox('MailboxConcurrency', SECOND_MS);
      use.inFlight += 1;
      return once(() => {
        use.inFlight -= 1;
      });
    },
    admitUpload: (appId, mailbox, bytes) => {
      const waitMs = useOf(appId, mailbox).upload.add(bytes, now());
      if (waitMs > 0) refuseMailbox('IncomingBytes', waitMs);
    },
    admitDirectory: (cost) => {
      const { waitMs, headers } = bucket.take(cost, now());
      if (waitMs > 0) refuse('Directory', tooManyRequests(waitMs, headers));
      return headers;
    },
  };
}

/** The directory's bucket of resource units, which refills evenly. */
interface DirectoryBucket {
  take(cost: number, now: number): { waitMs: number; headers: Record<string, string> };
}

function createDirectoryBucket(size: number, periodMs: number, start: number): DirectoryBucket {
  let units = size;
  let unitsAt = start;
  return {
    take: (cost, now) => {
      units = Math.min(size, units + ((now - unitsAt) * size) / periodMs);
      unitsAt = now;
      const used = (size - units + cost) / size;
      const headers: Record<string, string> = { 'x-ms-resource-unit': String(cost) };
      if (used >= REPORTED_FROM) headers['x-ms-throttle-limit-percentage'] = used.toFixed(2);
      if (units >= cost) {
        units -= cost;
        return { waitMs: 0, headers };
      }
      headers['x-ms-throttle-scope'] = 'Tenant_Application/ReadWrite';
      headers['x-ms-throttle-information'] = 'ResourceUnitLimitExceeded';
      return { waitMs: ((cost - units) * periodMs) / size, headers };
    },
  };
}

function tooManyRequests(waitMs: number, headers: Record<string, string> = {}): GraphError {
  return new GraphError(429, 'TooManyRequests', 'Please retry again later.', {
    'Retry-After': seconds(waitMs),
    ...headers,
  });
}

function seconds(waitMs: number): string {
  return String(Math.max(1, Math.ceil(waitMs / SECOND_MS)));
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}

function getOrCreate<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = create();
    map.set(key, value);
  }
  return value;
}
