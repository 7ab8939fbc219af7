/** Whose mailboxes a mapping names: asked of the directory a part at a time, as it takes minutes for all of them. */
import { findProduct } from '../../catalog/products.ts';
import { AppError } from '../../domain/errors.ts';
import {
  addressesOf,
  assignMailboxes,
  indexMapping,
  type MappingIndex,
  type MappingRules,
  type Participants,
} from '../../domain/mapping.ts';
import { partyOf } from '../../domain/convert/parties.ts';
import { normaliseNumber } from '../../domain/numbers.ts';
import type { Connector } from '../../domain/records.ts';
import { isoTime } from '../../domain/window.ts';
import type { Resolution } from '../../ports/microsoft365.ts';
import { findConnector } from '../setup/change.ts';
import { explain, NO_MAILBOX_TEXTS } from './explain.ts';
import {
  MAX_CHECKED_AT_ONCE,
  type CheckQuestion,
  type CheckReport,
  type ListedAddress,
  type ResolveAnswer,
  type ResolveQuestion,
  type UnknownUser,
  type UsersReport,
} from './schemas.ts';
import type { ApiDeps } from '../ports.ts';
import { ApiProblem } from '../http/problem.ts';
import { within } from '../items/within.ts';

/** Distinct addresses of a file that is checked with its upload, while a person waits. */
export const MAX_CHECKED_WITH_UPLOAD = 500;
/** Milliseconds after which an upload leaves the rest of the addresses to `mapping-check`. */
const UPLOAD_BUDGET_MS = 10_000;
/** Milliseconds for an answer of the directory, which may ask to wait; the platform ends a request after 230 s. */
const ANSWER_MS = 60_000;

export interface MappingUserCases {
  check(id: string, question: CheckQuestion): Promise<CheckReport>;
  resolve(id: string, question: ResolveQuestion): Promise<ResolveAnswer>;
}

type Deps = Pick<ApiDeps, 'clock' | 'connectors' | 'directory' | 'mappings'>;

export function createMappingUserCases(deps: Deps): MappingUserCases {
  return {
    check: async (id, { addresses, cursor }) => {
      const connector = await findConnector(deps, id);
      const all = addresses ?? (await liveAddresses(deps, connector));
      const start = cursor === undefined ? 0 : positionIn(cursor);
      const part = all.slice(start, start + MAX_CHECKED_AT_ONCE);
      const unknown = await unknownAmong(deps, part);
      const checked = start + part.length;
      return {
        checked,
        of: all.length,
        unknown,
        ...(checked < all.length && { nextCursor: cursorAt(checked) }),
      };
    },
    resolve: (id, question) => resolve(deps, id, question),
  };
}

/** For an upload: as many as can be asked about in the time a person waits; the directory's failure is no fault of it. */
export async function checkWithUpload(
  deps: Pick<ApiDeps, 'clock' | 'directory'>,
  addresses: readonly ListedAddress[],
): Promise<UsersReport> {
  const until = deps.clock.now() + UPLOAD_BUDGET_MS;
  const unknown: UnknownUser[] = [];
  let checked = 0;
  if (addresses.length <= MAX_CHECKED_WITH_UPLOAD) {
    try {
      while (checked < addresses.length && deps.clock.now() < until) {
        const part = addresses.slice(checked, checked + MAX_CHECKED_AT_ONCE);
        unknown.push(...(await unknownAmong(deps, part)));
        checked += part.length;
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  return { of: addresses.length, checked, unknown, pending: addresses.slice(checked) };
}

/** What it finds out after that time is remembered for the next question. */
async function ask(
  { clock, directory }: Pick<ApiDeps, 'clock' | 'directory'>,
  addresses: readonly string[],
): Promise<Map<string, Resolution>> {
  const answer = await within(clock, ANSWER_MS, () => directory.resolve(addresses));
  if (answer !== 'timed_out') return answer;
  const message = 'the directory gave no answer while a person waited';
  throw new AppError('graph_unavailable', message, { retry: 'later' });
}

async function unknownAmong(
  deps: Pick<ApiDeps, 'clock' | 'directory'>,
  part: readonly ListedAddress[],
): Promise<UnknownUser[]> {
  const keyOf = ({ address }: ListedAddress): string => address.trim().toLowerCase();
  const resolutions = await ask(deps, part.map(keyOf));
  return part.flatMap((listed) => {
    const resolution = resolutions.get(keyOf(listed));
    if (resolution?.mailboxId !== undefined) return [];
    const reason = resolution?.reason ?? 'notFound';
    return [{ ...listed, reason, message: NO_MAILBOX_TEXTS[reason] }];
  });
}

async function liveAddresses(
  { mappings }: Pick<ApiDeps, 'mappings'>,
  { id, mappingVersion }: Connector,
): Promise<ListedAddress[]> {
  const entries = mappingVersion === undefined ? [] : await mappings.load(id, mappingVersion);
  const addresses = new Set(entries.map(({ mailbox }) => mailbox));
  return [...addresses].map((address) => ({ line: null, address }));
}

/** Asks just what a run would ask of an item of this one participant. */
async function resolve(
  deps: Deps,
  id: string,
  { number, email, at }: ResolveQuestion,
): Promise<ResolveAnswer> {
  const connector = await findConnector(deps, id);
  const region = findProduct(connector.product)?.region;
  const rules: MappingRules = connector.rules ?? { automatic: false, custom: false };
  const party = partyOf(
    { value: number ?? '', ...(email !== undefined && { email }) },
    'owner',
    (value) => normaliseNumber(value, region),
  );
  const occurredAt = at === undefined ? deps.clock.now() : Date.parse(at);
  const about: Participants = { parties: party ? [party] : [], occurredAt };
  const index = await indexFor(deps, connector, rules);
  const resolutions = await ask(deps, addressesOf(about, rules, index));
  const [winner] = assignMailboxes(about, rules, index, resolutions).mailboxes;
  const { steps, address } = explain(about, { rules, index, resolutions, winner });
  return {
    number: number === undefined ? null : { given: number, normalised: party?.number ?? number },
    email: email === undefined ? null : { given: email, normalised: party?.email ?? email },
    at: isoTime(occurredAt),
    mappingVersion: connector.mappingVersion ?? null,
    mailbox: winner && address !== undefined ? { ...winner, address } : null,
    steps,
  };
}

async function indexFor(
  { mappings }: Pick<ApiDeps, 'mappings'>,
  { id, mappingVersion }: Connector,
  rules: MappingRules,
): Promise<MappingIndex | undefined> {
  if (!rules.custom || mappingVersion === undefined) return undefined;
  return indexMapping(await mappings.load(id, mappingVersion));
}

function cursorAt(position: number): string {
  return Buffer.from(String(position)).toString('base64url');
}

function positionIn(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new ApiProblem(400, 'invalid_cursor', 'This cursor was not given out; begin without one.');
}
