/** What fails behind the interface. */
import { AppError, type ErrorCode } from '../../../src/domain/errors.ts';
import type { FakePorts } from '../../support/fake-ports.ts';
import { createHarness, type Got } from '../../unit/api/harness.ts';
import type { Operation } from './description.ts';
import { sendTo, validRequest } from './sending.ts';

type Port = keyof FakePorts | 'consent';

export interface Trouble {
  port: Port;
  code: ErrorCode;
  /** The only one that fails so. */
  method?: string;
}

/** Everything else that each port is known to fail with. */
export const TROUBLES: readonly Trouble[] = [
  { port: 'connectors', method: 'update', code: 'conflict' },
  { port: 'runs', method: 'update', code: 'conflict' },
  { port: 'runs', method: 'create', code: 'conflict' },
  { port: 'mappings', method: 'save', code: 'conflict' },
  { port: 'source', code: 'invalid_credentials' },
  { port: 'source', code: 'account_locked' },
  { port: 'source', code: 'product_not_licensed' },
  { port: 'source', code: 'source_unavailable' },
  { port: 'directory', code: 'graph_unauthorized' },
  { port: 'directory', code: 'graph_unavailable' },
  { port: 'mailboxes', code: 'graph_unauthorized' },
  { port: 'mailboxes', code: 'graph_unavailable' },
  { port: 'consent', code: 'graph_unauthorized' },
  { port: 'consent', code: 'graph_unavailable' },
  { port: 'secrets', code: 'secret_missing' },
];

/** The answer when a port, or all, fail. */
export async function failing(
  operation: Operation,
  error: Error,
  only?: Omit<Trouble, 'code'>,
): Promise<Got> {
  const harness = createHarness();
  const request = await validRequest(harness, operation);
  const { clock: _, random: _random, log: _log, archiveDomain: _domain, ...rest } = harness.ports;
  for (const [name, port] of Object.entries({ ...rest, consent: harness.consent })) {
    if (only === undefined || only.port === name) breakPort(port, error, only?.method);
  }
  return sendTo(harness, operation, request);
}

export function errorOf(code: ErrorCode): AppError {
  return new AppError(code, 'x', { retry: 'later' });
}

/** Whatever answers later fails; what answers at once asks nobody. */
function breakPort(given: object, error: Error, only?: string): void {
  const port = given as Record<string, unknown>;
  for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(port))) {
    const method = port[name];
    if (typeof method !== 'function' || name !== (only ?? name) || name === 'constructor') continue;
    port[name] = (...args: unknown[]): unknown => {
      const result: unknown = method.apply(port, args);
      if (!(result instanceof Promise)) return result;
      return result.then(() => Promise.reject(error));
    };
  }
}
