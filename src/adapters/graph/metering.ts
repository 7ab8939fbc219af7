import type { Middleware } from '@microsoft/microsoft-graph-client';
import type { Clock, Log } from '../../ports/system.ts';
import { middleware } from './chain.ts';
import { GraphFailure } from './failure.ts';

/** Of requests told of together: often enough for a chart, seldom enough to cost nothing. */
const SPAN_MS = 60_000;
/** Latencies kept of a span; beyond it every new one takes the place of an old one. */
const MOST_SAMPLES = 2_000;
const MEDIAN = 0.5;
const NEARLY_ALL = 0.95;

interface Span {
  begun: number;
  requests: number;
  unanswered: number;
  throttled: number;
  refused: number;
  samples: number[];
}

/** Counts attempts as they go out and come back, and says once a minute what they came to. */
export function metering({ clock, log }: { clock: Clock; log: Log }): Middleware {
  let span = newSpan(clock.now());

  function note(ms: number, failure: unknown): void {
    span.samples[span.requests % MOST_SAMPLES] = ms;
    span.requests++;
    if (failure instanceof GraphFailure) span[classOf(failure)]++;
    if (clock.now() - span.begun < SPAN_MS) return;
    const { begun, samples, ...counts } = span;
    span = newSpan(clock.now());
    samples.sort((a, b) => a - b);
    const at = (share: number) => samples[Math.floor((samples.length - 1) * share)];
    log.info('Graph requests of a while', {
      seconds: Math.round((span.begun - begun) / 1000),
      ...counts,
      medianMs: at(MEDIAN),
      p95Ms: at(NEARLY_ALL),
      maxMs: at(1),
    });
  }

  return middleware(async (_context, next) => {
    const begun = clock.now();
    let failure: unknown;
    try {
      await next();
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      note(clock.now() - begun, failure);
    }
  });
}

function newSpan(begun: number): Span {
  return { begun, requests: 0, unanswered: 0, throttled: 0, refused: 0, samples: [] };
}

function classOf({ kind }: GraphFailure): 'unanswered' | 'throttled' | 'refused' {
  if (kind === 'unsent' || kind === 'unanswered') return 'unanswered';
  return kind === 'throttled' || kind === 'crowded' ? 'throttled' : 'refused';
}
