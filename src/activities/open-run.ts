import { unionOf } from '../domain/buckets.ts';
import { AppError } from '../domain/errors.ts';
import type { Connector, Run, RunSnapshot, SliceRow } from '../domain/records.ts';
import { DEFAULT_SIZE_LIMIT } from '../domain/size-rule.ts';
import { sliceWindow } from '../domain/window.ts';
import type { Ports } from '../ports/ports.ts';
import type { Tagged } from '../ports/storage.ts';
import type { OpenResult, UnitReference } from './contract.ts';
import { besideCopies, failureOf } from './run-context.ts';

/** The orchestrator asks ever less often. */
const QUEUE_WAIT_MS = 2_000;
const DEFAULT_MESSAGE_CLASS = 'IPM.Note';

/** Fixes what the run works with, cuts its window, and says what is left to do. */
export function createOpenRun(ports: Ports) {
  return async function openRun(reference: UnitReference): Promise<OpenResult> {
    const { unit } = reference;
    const run = await ports.runs.get(reference.runId);
    if (!run) return { unit, done: true };
    try {
      return await besideCopies(() => openOnce(ports, reference));
    } catch (error) {
      return { unit, done: false, ...(await failureOf(ports, run.connectorId, error)) };
    }
  };
}

async function openOnce(ports: Ports, { unit, ...reference }: UnitReference): Promise<OpenResult> {
  const run = await ports.runs.get(reference.runId);
  if (run?.attempt !== reference.attempt) return { unit, done: true };
  if (run.cancelRequested) return { unit, done: false, stopped: true };
  if (await isBehindAnother(ports, run)) return { unit, done: false, waitMs: QUEUE_WAIT_MS };
  return { unit, done: true, todo: await open(ports, run) };
}

/**
 * Runs of a connector follow one another, the oldest first: what one plans and never sends, the next one sees. Those
 * of different connectors run side by side.
 */
async function isBehindAnother(ports: Ports, run: Run): Promise<boolean> {
  // One that is being resumed has had its turn.
  if (run.state !== 'queued') return false;
  const active = await ports.runs.active();
  return active.some(
    (other) =>
      other.connectorId === run.connectorId &&
      other.id !== run.id &&
      (other.state !== 'queued' || isOlder(other, run)),
  );
}

function isOlder(one: Run, other: Run): boolean {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt;
  return one.id < other.id;
}

async function open(ports: Ports, run: Tagged<Run>): Promise<NonNullable<OpenResult['todo']>> {
  const connector = await ports.connectors.get(run.connectorId);
  if (!connector || connector.state === 'deleted') {
    throw new AppError('invalid_input', 'the connector has been deleted', { retry: 'never' });
  }
  if (connector.state === 'attention' && connector.attention) {
    const message = 'the connector waits for a person';
    throw new AppError(connector.attention.code, message, { retry: 'never' });
  }
  // A later round works with today's mapping and settings; a resumed one with those it began with.
  const fresh = run.state === 'queued' && run.round > 1;
  const snapshot = run.snapshot && !fresh ? run.snapshot : snapshotOf(connector);
  await ports.runs.update(run.id, run.etag, {
    state: 'running',
    phase: 'stage',
    snapshot,
    startedAt: run.startedAt ?? ports.clock.now(),
    // Each round may list the window once more.
    ...(run.state === 'queued' && { relisted: undefined }),
    error: undefined,
  });
  const slices = await ensureSlices(ports, run);
  return {
    slices: slices.filter((slice) => !slice.done).map((slice) => slice.index),
    buckets: unionOf(slices.flatMap((slice) => Object.values(slice.parts))),
    reprocess: run.reprocess,
  };
}

function snapshotOf(connector: Connector): RunSnapshot {
  return {
    product: connector.product,
    ...(connector.mappingVersion !== undefined && { mappingVersion: connector.mappingVersion }),
    rules: connector.rules ?? { automatic: true, custom: false },
    sizeLimit: connector.settings.sizeLimit ?? DEFAULT_SIZE_LIMIT,
    messageClass: connector.settings.messageClass ?? DEFAULT_MESSAGE_CLASS,
  };
}

async function ensureSlices(ports: Ports, run: Run): Promise<SliceRow[]> {
  const present = await ports.runs.slices(run.id);
  if (present.length > 0) return present;
  const slices = sliceWindow(run.window).map((window, index) => emptySlice(index, window));
  await ports.runs.createSlices(run.id, slices);
  return slices;
}

export function emptySlice(index: number, window: SliceRow['window']): SliceRow {
  return {
    index,
    window,
    done: false,
    generation: 0,
    listed: 0,
    repeated: 0,
    items: 0,
    unmapped: 0,
    tooLarge: 0,
    malformed: 0,
    planned: 0,
    duplicate: 0,
    parts: {},
  };
}
