import { findProduct, type Product } from '../catalog/products.ts';
import { ATTENTION_CODES, AppError, isCode } from '../domain/errors.ts';
import type { Connector, Run, RunSnapshot } from '../domain/records.ts';
import type { Failure } from '../domain/wave.ts';
import type { Ports } from '../ports/ports.ts';
import type { Tagged } from '../ports/storage.ts';
import type { RunReference } from './contract.ts';

/** A copy that has lost so often in a row leaves the field to the other. */
const CONFLICT_TRIES = 5;

/** What every activity of a run works with. */
export interface RunContext {
  run: Tagged<Run> & { snapshot: RunSnapshot };
  connector: Tagged<Connector>;
  product: Product;
}

/** `undefined` when another orchestration has taken the run over: the caller stops without touching anything. */
export async function loadRun(
  ports: Ports,
  reference: RunReference,
): Promise<RunContext | undefined> {
  const run = await ports.runs.get(reference.runId);
  if (run?.attempt !== reference.attempt || !run.snapshot) return undefined;
  const connector = await ports.connectors.get(run.connectorId);
  if (!connector) return undefined;
  return {
    run: { ...run, snapshot: run.snapshot },
    connector,
    product: productOf(run.snapshot.product),
  };
}

function productOf(id: string): Product {
  const product = findProduct(id);
  if (!product) {
    throw new AppError('internal', 'the connector names a product that is not in the catalogue', {
      retry: 'never',
      details: { product: id },
    });
  }
  return product;
}

/** Whether a person asked for the end of the run, or a newer orchestration drives it. */
export async function isStopped(ports: Ports, reference: RunReference): Promise<boolean> {
  const run = await ports.runs.get(reference.runId);
  return run?.attempt !== reference.attempt || run.cancelRequested;
}

/**
 * An activity may run twice at once. The copy that was slower begins again from what the other has written.
 * @throws AppError `conflict` when it keeps being the slower one
 */
export async function besideCopies<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!isCode(error, 'conflict') || tries >= CONFLICT_TRIES) throw error;
    }
  }
}

/**
 * Turns the failure of a whole call into data for the orchestrator. What only an administrator can mend puts the
 * connector into `attention`, so that nothing calls the service again until then.
 */
export async function failureOf(
  ports: Ports,
  connectorId: string,
  error: unknown,
): Promise<{ failed: Failure; waitMs?: number }> {
  if (!(error instanceof AppError)) throw error;
  ports.log.warn('an activity could not do its work', {
    ...error.details,
    connectorId,
    errorCode: error.code,
  });
  if (ATTENTION_CODES.has(error.code)) await putInAttention(ports, connectorId, error);
  const failed = { code: error.code, message: error.message };
  if (error.code === 'conflict') return { failed, waitMs: 0 };
  return error.retry === 'later' ? { failed, waitMs: error.retryAfterMs ?? 0 } : { failed };
}

async function putInAttention(ports: Ports, connectorId: string, error: AppError): Promise<void> {
  const connector = await ports.connectors.get(connectorId);
  if (connector?.state !== 'active') return;
  const attention = { code: error.code, since: ports.clock.now() };
  try {
    await ports.connectors.update(connectorId, connector.etag, { state: 'attention', attention });
    ports.log.error('a connector waits for a person', { connectorId, code: error.code });
  } catch (conflict) {
    // Somebody changed the connector at this moment; the next call will meet the same refusal.
    if (!isCode(conflict, 'conflict')) throw conflict;
    return;
  }
  await ports.audit.automatic({
    action: 'stopConnector',
    connectorId,
    code: error.code,
    before: { state: connector.state },
    after: { state: 'attention', attention },
  });
}
