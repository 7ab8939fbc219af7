/** What a connector needs of the outside world, looked at now, each with the remedy where it is missing. */
import { findProduct } from '../../catalog/products.ts';
import { AppError } from '../../domain/errors.ts';
import { findConnector } from './change.ts';
import type { ApiDeps } from '../ports.ts';
import {
  checkDirectory,
  checkMailbox,
  checkMapping,
  checkSecrets,
  checkSource,
  checkStorage,
  missing,
  type Finding,
} from './preflight-checks.ts';
import { createRemedies, UNFORESEEN_REMEDY } from './preflight-remedies.ts';
import type { CHECK_NAMES, PreflightView } from './preflight-schemas.ts';
import type { Principal } from '../http/principal.ts';
import { within } from '../items/within.ts';

/** Milliseconds for each check, all side by side: a person waits, and the platform ends a request after 230 s. */
const CHECK_TIMEOUT_MS = 20_000;

type Name = (typeof CHECK_NAMES)[number];
type Check = PreflightView['checks'][number];

export interface PreflightCases {
  /** @param by whose own mailbox is looked at where no other is known */
  look(id: string, by: Principal): Promise<PreflightView>;
}

export function createPreflightCases(deps: ApiDeps): PreflightCases {
  return {
    look: async (id, by) => {
      const connector = await findConnector(deps, id);
      const remedies = createRemedies(deps.options, findProduct(connector.product));
      const checks = await Promise.all([
        carryOut(deps, 'source', () => checkSource(deps, connector, remedies)),
        carryOut(deps, 'directory', () => checkDirectory(deps, remedies)),
        carryOut(deps, 'mailbox', () => checkMailbox(deps, connector, by, remedies)),
        carryOut(deps, 'storage', () => checkStorage(deps, remedies)),
        carryOut(deps, 'secretStore', () => checkSecrets(deps, connector, remedies)),
        carryOut(deps, 'mapping', () => checkMapping(deps, connector)),
      ]);
      return { ready: checks.every(({ ok }) => ok), checks };
    },
  };
}

async function carryOut(
  { clock, log }: Pick<ApiDeps, 'clock' | 'log'>,
  name: Name,
  check: () => Promise<Finding>,
): Promise<Check> {
  try {
    const finding = await within(clock, CHECK_TIMEOUT_MS, check);
    if (finding !== 'timed_out') return { name, ...finding };
    const detail = `No answer within ${String(CHECK_TIMEOUT_MS / 1000)} seconds.`;
    return { name, ...missing(detail, 'Look again in a few minutes.') };
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'internal';
    log.warn('a check of the preflight could not be carried out', { name, code });
    return { name, ...missing(`It could not be carried out (${code}).`, UNFORESEEN_REMEDY) };
  }
}
