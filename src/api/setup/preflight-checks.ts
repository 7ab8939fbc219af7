/** The single checks of a preflight. */
import { findProduct } from '../../catalog/products.ts';
import { AppError } from '../../domain/errors.ts';
import type { Connector } from '../../domain/records.ts';
import type { ApiDeps } from '../ports.ts';
import type { Remedies } from './preflight-remedies.ts';
import type { PreflightView } from './preflight-schemas.ts';
import type { Principal } from '../http/principal.ts';
import { ApiProblem } from '../http/problem.ts';
import { trySignIn } from './sign-in.ts';

/** Mapped addresses that are tried until one of them names a mailbox. */
const SAMPLE = 20;

export type Finding = Omit<PreflightView['checks'][number], 'name'>;

function well(detail: string): Finding {
  return { ok: true, detail, remedy: '' };
}

export function missing(detail: string, remedy: string): Finding {
  return { ok: false, detail, remedy };
}

/** What an expected refusal comes to; anything else is thrown on. */
async function unless(
  check: () => Promise<Finding>,
  refusals: Partial<Record<AppError['code'], (error: AppError) => Finding>>,
): Promise<Finding> {
  try {
    return await check();
  } catch (error) {
    const refusal = error instanceof AppError ? refusals[error.code] : undefined;
    if (!(error instanceof AppError) || !refusal) throw error;
    return refusal(error);
  }
}

export async function checkSource(
  deps: Pick<ApiDeps, 'secrets' | 'source' | 'signIns' | 'clock'>,
  connector: Connector,
  { credentials, unlock, licence, sourceDown }: Remedies,
): Promise<Finding> {
  const look = async (): Promise<Finding> => {
    const credential = await deps.secrets.get(connector.id);
    const { company, products } = await trySignIn(deps, connector.id, credential);
    return products.includes(connector.product)
      ? well(`TeleMessage accepts the account of ${company.name}, with a licence for this product.`)
      : missing('The TeleMessage account has no licence for this product.', licence);
  };
  const lookIfAllowed = (): Promise<Finding> =>
    look().catch((error: unknown) => {
      if (error instanceof ApiProblem) return missing(error.message, credentials);
      throw error;
    });
  return unless(lookIfAllowed, {
    secret_missing: () => missing('No TeleMessage account is set up.', credentials),
    invalid_credentials: () =>
      missing('TeleMessage does not accept the user name and password.', credentials),
    account_locked: () => missing('TeleMessage has locked the account.', unlock),
    source_unavailable: () => missing('TeleMessage cannot be reached.', sourceDown),
  });
}

export function checkDirectory(
  { directory }: Pick<ApiDeps, 'directory'>,
  remedies: Remedies,
): Promise<Finding> {
  const look = async (): Promise<Finding> => {
    await directory.ping();
    return well('The application can read the users of the directory.');
  };
  return unless(look, graphRefusals(remedies, remedies.readUsers, 'read the users'));
}

/** Reads only: whether the folder could be made is known when the first item is written. */
export async function checkMailbox(
  { clock, directory, mailboxes, mappings }: ApiDeps,
  connector: Connector,
  by: Principal,
  remedies: Remedies,
): Promise<Finding> {
  const folder = findProduct(connector.product)?.folder ?? '';
  const mapped = await sampleOf(mappings, connector, clock.now());
  const addresses = mapped.length > 0 ? mapped : [by.name.toLowerCase()];
  const look = async (): Promise<Finding> => {
    const resolved = [...(await directory.resolve(addresses)).values()];
    const usable = resolved.find(({ mailboxId }) => mailboxId !== undefined);
    if (usable?.mailboxId === undefined) {
      const isDenied = resolved.some(
        (one) => one.mailboxId === undefined && one.reason === 'accessDenied',
      );
      if (isDenied) return missing(DENIED, remedies.openMailbox);
      const whose = mapped.length > 0 ? 'the first mapped addresses' : 'your own sign-in name';
      return missing(`No mailbox was found: tried ${whose}.`, remedies.findMailbox);
    }
    const seen = await mailboxes.look(usable.mailboxId, folder);
    if (seen === 'accessDenied') return missing(DENIED, remedies.openMailbox);
    if (seen === 'noMailbox') {
      return missing('The mailbox tried is not in Exchange Online.', remedies.findMailbox);
    }
    return well(
      seen === 'found'
        ? `A mailbox can be opened, and has the folder "${folder}".`
        : `A mailbox can be opened; the folder "${folder}" is made with the first item.`,
    );
  };
  return unless(look, graphRefusals(remedies, remedies.readUsers, 'find users and mailboxes'));
}

const DENIED = 'The application may not open the mailbox tried.';

function graphRefusals(
  { signIn, graphDown }: Remedies,
  permission: string,
  purpose: string,
): Parameters<typeof unless>[1] {
  return {
    graph_unauthorized: ({ details }) =>
      details.kind === 'accessDenied'
        ? missing(`The application lacks a permission to ${purpose}.`, permission)
        : missing('Microsoft 365 does not accept the sign-in of the application.', signIn),
    graph_unavailable: () => missing('Microsoft 365 cannot be reached.', graphDown),
  };
}

async function sampleOf(
  mappings: ApiDeps['mappings'],
  { id, rules, mappingVersion }: Connector,
  now: number,
): Promise<string[]> {
  if (!rules?.custom || mappingVersion === undefined) return [];
  const entries = await mappings.load(id, mappingVersion);
  const effective = entries.filter(({ validTo }) => (validTo ?? Infinity) > now);
  return [...new Set(effective.slice(0, SAMPLE).map(({ mailbox }) => mailbox))];
}

export function checkStorage({ health }: ApiDeps, { storage }: Remedies): Promise<Finding> {
  const check = health.find(({ name }) => name === 'storage');
  const look = async (): Promise<Finding> => {
    await check?.check();
    return well('Tables and blobs of the archive answer.');
  };
  return unless(look, {
    storage_unavailable: () => missing('The storage cannot be reached or refuses access.', storage),
  });
}

export function checkSecrets(
  { secrets }: Pick<ApiDeps, 'secrets'>,
  connector: Connector,
  { credentials, vault }: Remedies,
): Promise<Finding> {
  const look = async (): Promise<Finding> => {
    await secrets.get(connector.id);
    return well('The secret store answers and holds the TeleMessage password.');
  };
  return unless(look, {
    secret_missing: () =>
      missing('The secret store answers, but holds no TeleMessage password.', credentials),
    storage_unavailable: () =>
      missing('The secret store cannot be reached or refuses access.', vault),
  });
}

export async function checkMapping(
  { mappings }: Pick<ApiDeps, 'mappings'>,
  { id, rules, mappingVersion }: Connector,
): Promise<Finding> {
  if (!rules) return missing('No mapping rule is on.', 'Choose the rules in the step "mapping".');
  if (!rules.custom) return well('Mailboxes are found by the e-mail address of each participant.');
  if (mappingVersion === undefined) {
    return missing('The mapping by file is on, but there is no file.', 'Upload a mapping.');
  }
  const { length } = await mappings.load(id, mappingVersion);
  return well(`Version ${String(mappingVersion)} of the mapping has ${String(length)} rows.`);
}
