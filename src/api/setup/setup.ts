/** The steps of setting up a connector, but for its mapping and its consent. */
import type { z } from 'zod';
import { ATTENTION_CODES, type ErrorCode } from '../../domain/errors.ts';
import type { Connector, ConnectorChange } from '../../domain/records.ts';
import { changeConnector, findConnector } from './change.ts';
import { requireNotDeleted, shown, type Shown } from './connectors.ts';
import { requireMatch } from '../http/etag.ts';
import type { ApiDeps } from '../ports.ts';
import type { Principal } from '../http/principal.ts';
import { ApiProblem } from '../http/problem.ts';
import type { ConnectorView, Credentials, MappingRules, Terms } from '../schemas.ts';
import { trySignIn } from './sign-in.ts';
import { withSetupState } from './steps.ts';

export interface SetupCases {
  terms(
    id: string,
    ifMatch: string | undefined,
    body: z.infer<typeof Terms>,
    by: Principal,
  ): Promise<Shown<ConnectorView>>;
  rules(
    id: string,
    ifMatch: string | undefined,
    body: z.infer<typeof MappingRules>,
  ): Promise<Shown<ConnectorView>>;
  /** Signs in with them before they are kept. */
  credentials(
    id: string,
    ifMatch: string | undefined,
    body: z.infer<typeof Credentials>,
    by: Principal,
  ): Promise<Shown<ConnectorView>>;
}

export function createSetupCases(deps: ApiDeps): SetupCases {
  const setUp = async (
    id: string,
    ifMatch: string | undefined,
    change: ConnectorChange,
  ): Promise<Shown<ConnectorView>> => {
    const changed = await changeConnector(deps, id, ifMatch, (connector) => {
      requireNotDeleted(connector);
      return withSetupState(connector, change);
    });
    return shown(deps, changed);
  };
  return {
    terms: (id, ifMatch, { version }, by) =>
      setUp(id, ifMatch, {
        terms: { version, acceptedAt: deps.clock.now(), acceptedBy: by.name },
      }),
    rules: (id, ifMatch, rules) => setUp(id, ifMatch, { rules }),
    credentials: (id, ifMatch, body, by) => setCredentials(deps, id, ifMatch, body, by),
  };
}

async function setCredentials(
  deps: ApiDeps,
  id: string,
  ifMatch: string | undefined,
  credential: z.infer<typeof Credentials>,
  by: Principal,
): Promise<Shown<ConnectorView>> {
  const connector = await findConnector(deps, id);
  requireMatch(ifMatch, connector.etag);
  requireNotDeleted(connector);
  const account = await trySignIn(deps, id, credential);
  if (!account.products.includes(connector.product)) {
    const detail = 'The TeleMessage account is not licensed for this product.';
    throw new ApiProblem(422, 'product_not_licensed', detail);
  }
  await deps.secrets.put(id, credential);
  deps.source.forget(id);
  const credentials = {
    username: credential.username,
    verifiedAt: deps.clock.now(),
    verifiedBy: by.name,
    company: account.company.name,
  };
  const changed = await changeConnector(deps, id, ifMatch, (row) => {
    requireNotDeleted(row);
    return withSetupState(row, { credentials, ...healed(row, SOURCE_CODES) });
  });
  return shown(deps, changed);
}

/** What ends `attention`, where its cause is one of those that were mended. */
export function healed(connector: Connector, mended: ReadonlySet<ErrorCode>): ConnectorChange {
  if (connector.state !== 'attention' || !connector.attention) return {};
  return mended.has(connector.attention.code) ? { state: 'active', attention: undefined } : {};
}

export const GRAPH_CODES: ReadonlySet<ErrorCode> = new Set(['graph_unauthorized']);
const SOURCE_CODES: ReadonlySet<ErrorCode> = new Set(
  [...ATTENTION_CODES].filter((code) => !GRAPH_CODES.has(code)),
);
