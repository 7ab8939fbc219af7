import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { resetConnection } from './http.ts';
import { parsePlan } from './fault-plan.ts';
import type { FaultAction, FaultPlan } from './fault-plan.ts';

/** What a plan's `match` is compared with; a list matches when any of its values does. */
interface FaultSubject {
  method: string;
  /** Path and query, percent-decoded where possible. */
  path: string;
  [attribute: string]: string | readonly string[];
}

interface LoadedPlan {
  plan: FaultPlan;
  path: RegExp | undefined;
  seen: number;
  used: number;
}

export interface FaultBook {
  /** Adds plans all or none; throws FaultPlanError for a malformed or contradictory one. */
  add(plans: unknown): void;
  /** The action for this request, if a plan addresses it. Every plan that matches counts the request. */
  take(subject: FaultSubject): FaultAction | undefined;
  report(): (FaultPlan & { seen: number; used: number })[];
  clear(): void;
}

export class FaultPlanError extends Error {}

/** `attributes`: what may stand in `match` besides `method` and `path`, for example `mailbox`. */
export function createFaultBook(attributes: readonly string[] = []): FaultBook {
  let loaded: LoadedPlan[] = [];
  return {
    add: (plans) => {
      if (!Array.isArray(plans)) throw new FaultPlanError('fault plans are an array');
      const added = plans.map((plan) => loadPlan(plan, attributes));
      const all = [...loaded, ...added];
      refuseContradictions(all);
      loaded = all;
    },
    take: (subject) => (loaded.length === 0 ? undefined : takeFirst(loaded, subject)),
    report: () => loaded.map(({ plan, seen, used }) => ({ ...plan, seen, used })),
    clear: () => {
      loaded = [];
    },
  };
}

function loadPlan(value: unknown, attributes: readonly string[]): LoadedPlan {
  try {
    const plan = parsePlan(value, attributes);
    const path = plan.match.path;
    return { plan, path: path === undefined ? undefined : new RegExp(path), seen: 0, used: 0 };
  } catch (error) {
    throw new FaultPlanError(error instanceof Error ? error.message : String(error));
  }
}

/** Two plans for the same address whose windows overlap cannot both be carried out. */
function refuseContradictions(plans: readonly LoadedPlan[]): void {
  plans.forEach(({ plan: a }, index) => {
    for (const { plan: b } of plans.slice(index + 1)) {
      const sameAddress = addressOf(a) === addressOf(b);
      if (sameAddress && a.skip < b.skip + b.times && b.skip < a.skip + a.times) {
        throw new FaultPlanError(`two plans answer the same requests: ${addressOf(a)}`);
      }
    }
  });
}

function addressOf({ match }: FaultPlan): string {
  return JSON.stringify(Object.entries(match).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function takeFirst(loaded: readonly LoadedPlan[], subject: FaultSubject): FaultAction | undefined {
  let taken: FaultAction | undefined;
  for (const entry of loaded) {
    if (!matches(entry, subject)) continue;
    const turn = entry.seen;
    entry.seen += 1;
    const { skip, times, action } = entry.plan;
    if (taken === undefined && turn >= skip && turn < skip + times) {
      entry.used += 1;
      taken = action;
    }
  }
  return taken;
}

function matches({ plan, path }: LoadedPlan, subject: FaultSubject): boolean {
  return Object.entries(plan.match).every(([name, wanted]) => {
    if (name === 'path') return path?.test(subject.path) ?? true;
    const actual = subject[name] ?? [];
    const candidates = typeof actual === 'string' ? [actual] : actual;
    return candidates.some((candidate) => candidate.toLowerCase() === wanted.toLowerCase());
  });
}

/** Carries out what happens before any work. True: the request is over, nothing else may answer it. */
export async function actBefore(
  action: FaultAction | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (action === undefined || action.type === 'afterCommit') return false;
  if (action.type === 'delay') {
    await sleep(action.ms);
    return false;
  }
  if (action.type === 'reset') resetConnection(request);
  else {
    request.resume();
    if (action.type === 'status') answerStatus(response, action);
  }
  return true;
}

/** Carries out what happens after the work was done. True: the work's own answer must not be sent. */
export function actAfter(
  action: FaultAction | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (action?.type !== 'afterCommit') return false;
  if (action.status === 'reset') resetConnection(request);
  else response.writeHead(action.status, { 'Content-Length': 0 }).end();
  return true;
}

function answerStatus(
  response: ServerResponse,
  action: Extract<FaultAction, { type: 'status' }>,
): void {
  const body = Buffer.from(action.body ?? '');
  const type = action.body?.startsWith('{') === true ? 'application/json' : 'text/html';
  response.writeHead(action.status, {
    ...(body.length === 0 ? {} : { 'Content-Type': type }),
    'Content-Length': body.length,
    ...action.headers,
  });
  response.end(body);
}
