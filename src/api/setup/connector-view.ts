import { findProduct } from '../../catalog/products.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Connector, Run } from '../../domain/records.ts';
import { DEFAULT_SIZE_LIMIT } from '../../domain/size-rule.ts';
import { isoTime } from '../../domain/window.ts';
import { MB, type ConnectorView } from '../schemas.ts';
import { stepsOf } from './steps.ts';

const DEFAULT_MESSAGE_CLASS = 'IPM.Note';

const ATTENTION: Partial<Record<ErrorCode, { reason: string; remedy: string }>> = {
  invalid_credentials: {
    reason: 'TeleMessage no longer accepts the user name and password.',
    remedy: 'Enter the credentials again.',
  },
  account_locked: {
    reason: 'TeleMessage has locked the account.',
    remedy: 'Have the account unlocked at TeleMessage, then enter the credentials again.',
  },
  product_not_licensed: {
    reason: 'The TeleMessage account is no longer licensed for this product.',
    remedy: 'Order the product at TeleMessage, then resume the connector.',
  },
  secret_missing: {
    reason: 'The credential is missing from the secret store.',
    remedy: 'Enter the credentials again.',
  },
  graph_unauthorized: {
    reason: 'Microsoft 365 refuses this application.',
    remedy: 'Grant the application its permissions again, then resume the connector.',
  },
};
const UNFORESEEN = {
  reason: 'The connector was stopped by a refusal.',
  remedy: 'See the code in the operations guide, then resume the connector.',
};

/** @param lastRun the run over the newest window */
export function connectorView(connector: Connector, lastRun: Run | undefined): ConnectorView {
  const product = findProduct(connector.product);
  const { settings, rules } = connector;
  return {
    id: connector.id,
    product: connector.product,
    title: product?.title ?? connector.product,
    folder: product?.folder ?? '',
    name: connector.name,
    state: connector.state,
    steps: stepsOf(connector),
    settings: {
      sizeLimitMb: (settings.sizeLimit ?? DEFAULT_SIZE_LIMIT) / MB,
      messageClass: settings.messageClass ?? DEFAULT_MESSAGE_CLASS,
    },
    mapping: {
      automatic: rules?.automatic ?? false,
      custom: rules?.custom ?? false,
      version: connector.mappingVersion ?? null,
    },
    ...evidenceOf(connector),
    attention: attentionOf(connector),
    createdAt: isoTime(connector.createdAt),
    createdBy: connector.createdBy,
    activatedAt: timeOrNull(connector.activatedAt),
    watermark: timeOrNull(connector.watermark),
    lastRun: lastRun ? lastRunOf(lastRun) : null,
  };
}

/** Who did which step of the set-up, and when. */
function evidenceOf({
  terms,
  credentials,
  consent,
}: Connector): Pick<ConnectorView, 'terms' | 'credentials' | 'consent'> {
  return {
    terms: terms ? { ...terms, acceptedAt: isoTime(terms.acceptedAt) } : null,
    credentials: credentials
      ? { ...credentials, verifiedAt: isoTime(credentials.verifiedAt) }
      : null,
    consent: consent ? { ...consent, grantedAt: isoTime(consent.grantedAt) } : null,
  };
}

function attentionOf({ state, attention }: Connector): ConnectorView['attention'] {
  if (state !== 'attention' || !attention) return null;
  const { code, since } = attention;
  return { code, since: isoTime(since), ...(ATTENTION[code] ?? UNFORESEEN) };
}

function lastRunOf(run: Run): ConnectorView['lastRun'] {
  return {
    id: run.id,
    state: run.state,
    window: { from: isoTime(run.window.from), to: isoTime(run.window.to) },
    settledAt: timeOrNull(run.settledAt),
    balanced: run.certificate?.balanced ?? null,
  };
}

export function timeOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : isoTime(ms);
}
