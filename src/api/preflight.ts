/** What a connector needs of the outside world, looked at now, each with the remedy where it is missing. */
import { findProduct } from '../catalog/products.ts';
import { AppError } from '../domain/errors.ts';
import type { Connector } from '../domain/records.ts';
import { findConnector } from './change.ts';
import type { ApiDeps } from './ports.ts';
import { ApiProblem } from './problem.ts';
import { trySignIn } from './sign-in.ts';
import { createRemedies, UNFORESEEN_REMEDY, type Remedies } from './preflight-remedies.ts';
import type { CHECK_NAMES, PreflightView } from './preflight-schemas.ts';
import type { Principal } from './principal.ts';
import { within } from './within.ts';

/** Milliseconds for each check, all side by side: a person waits, and the platform ends a request after 230 s. */
const CHECK_TIMEOUT_MS = 20_000;
/** Mapped addresses that are tried until one of them names a mailbox. */
const SAMPLE = 20;

type Name = (typeof CHECK_NAMES)[number];
type Check = PreflightView['checks'][number];
type Finding = Omit<Check, 'name'>;

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

function well(detail: string): Finding {
  return { ok: true, detail, remedy: '' };
}

function missing(detail: string, remedy: string): Finding {
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

async function checkSource(
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

function checkDirectory(
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
async function checkMailbox(
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

function checkStorage({ health }: ApiDeps, { storage }: Remedies): Promise<Finding> {
  const check = health.find(({ name }) => name === 'storage');
  const look = async (): Promise<Finding> => {
    await check?.check();
    return well('Tables and blobs of the archive answer.');
  };
  return unless(look, {
    storage_unavailable: () => missing('The storage cannot be reached or refuses access.', storage),
  });
}

function checkSecrets(
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

async function checkMapping(
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
