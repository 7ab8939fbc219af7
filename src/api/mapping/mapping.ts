/** The custom mapping of a connector: uploads become versions, and a version never changes. */
import { findProduct } from '../../catalog/products.ts';
import type { Connector, MappingVersion } from '../../domain/records.ts';
import { isoTime } from '../../domain/window.ts';
import type { Tagged } from '../../ports/storage.ts';
import { changeConnector, findConnector } from '../setup/change.ts';
import { requireNotDeleted } from '../setup/connectors.ts';
import { entityTag, requireMatch } from '../http/etag.ts';
import { compare } from './compare.ts';
import { parseMapping, type ParsedMapping } from './csv.ts';
import { extend } from './entries.ts';
import type { MappingReport, MappingVersionView, NewEntries, RowFault } from './schemas.ts';
import { collect } from './text.ts';
import { checkWithUpload } from './users.ts';
import { pageOf, type Listed, type PageQuery } from '../http/paging.ts';
import type { ApiDeps } from '../ports.ts';
import type { Principal } from '../http/principal.ts';
import { ApiProblem, notFound } from '../http/problem.ts';
import { withSetupState } from '../setup/steps.ts';

interface Upload {
  bytes: AsyncIterable<Uint8Array>;
  /** Checks and compares, and changes nothing. */
  dryRun: boolean;
}

interface MappingFile {
  csv: Uint8Array;
  name: string;
}

/** With the tag of the connector as it is after it. */
interface Reported {
  view: MappingReport;
  etag: string;
}

export interface MappingCases {
  upload(id: string, ifMatch: string | undefined, upload: Upload, by: Principal): Promise<Reported>;
  /** Rows beside those in use. */
  add(
    id: string,
    ifMatch: string | undefined,
    entries: NewEntries,
    by: Principal,
  ): Promise<Reported>;
  /** An old version once more, as a new one: history is never rewritten. */
  restore(
    id: string,
    ifMatch: string | undefined,
    version: number,
    by: Principal,
  ): Promise<Reported>;
  /** @param version the one in use unless given */
  file(id: string, version?: number): Promise<MappingFile>;
  versions(id: string, query: PageQuery): Promise<Listed<MappingVersionView>>;
}

export function createMappingCases(deps: ApiDeps): MappingCases {
  return {
    upload: async (id, ifMatch, { bytes, dryRun }, by) => {
      const connector = await changeable(deps, id, ifMatch);
      return propose(deps, connector, { csv: await collect(bytes), dryRun, ifMatch, by });
    },
    add: async (id, ifMatch, entries, by) => {
      const connector = await changeable(deps, id, ifMatch);
      const { mappingVersion } = connector;
      const live =
        mappingVersion === undefined ? undefined : await deps.mappings.csv(id, mappingVersion);
      const extended = await extend(live, entries, findProduct(connector.product)?.region);
      return propose(deps, connector, { ...extended, dryRun: false, ifMatch, by });
    },
    restore: async (id, ifMatch, version, by) => {
      const connector = await changeable(deps, id, ifMatch);
      const { csv } = await fileOf(deps, id, version);
      if (version === connector.mappingVersion) {
        throw new ApiProblem(409, 'already_live', 'This version is the one in use.');
      }
      return propose(deps, connector, { csv, dryRun: false, restoredFrom: version, ifMatch, by });
    },
    file: async (id, version) => {
      const connector = await findConnector(deps, id);
      return fileOf(deps, id, version ?? connector.mappingVersion);
    },
    versions: async (id, query) => {
      const { mappingVersion } = await findConnector(deps, id);
      const rows = [...(await deps.mappings.versions(id))].sort((a, b) => b.version - a.version);
      const page = pageOf(rows, ({ version }) => String(version), query);
      return { ...page, items: page.items.map((row) => versionView(row, mappingVersion)) };
    },
  };
}

async function changeable(
  deps: ApiDeps,
  id: string,
  ifMatch: string | undefined,
): Promise<Tagged<Connector>> {
  const connector = await findConnector(deps, id);
  requireMatch(ifMatch, connector.etag);
  requireNotDeleted(connector);
  return connector;
}

async function fileOf(
  deps: ApiDeps,
  id: string,
  version: number | undefined,
): Promise<MappingFile> {
  const csv = version === undefined ? undefined : await deps.mappings.csv(id, version);
  if (!csv || version === undefined) throw notFound('mapping');
  return { csv, name: `mapping-${id}-v${String(version)}.csv` };
}

interface Proposal {
  csv: Uint8Array;
  dryRun: boolean;
  restoredFrom?: number;
  faultOf?: (fault: RowFault) => RowFault;
  ifMatch: string | undefined;
  by: Principal;
}

/** The one way in which a mapping comes to be in use, wherever its rows come from. */
async function propose(
  deps: ApiDeps,
  connector: Tagged<Connector>,
  { csv, dryRun, restoredFrom, faultOf, ifMatch, by }: Proposal,
): Promise<Reported> {
  const { id } = connector;
  const parsed = await parseMapping(csv, findProduct(connector.product)?.region);
  if (faultOf) parsed.faults = parsed.faults.map(faultOf);
  const view = await reportOf(deps, connector, parsed);
  if (parsed.faultCount > 0) throw refusal(view, parsed.faultCount);
  if (dryRun) return { view, etag: entityTag(connector.etag) };
  const { version, rows, added, changed, removed } = view;
  const row: MappingVersion = {
    connectorId: id,
    version,
    uploadedAt: deps.clock.now(),
    uploadedBy: by.name,
    rows,
    added,
    changed,
    removed,
    ...(restoredFrom !== undefined && { restoredFrom }),
  };
  await deps.mappings.save(row, csv, parsed.entries);
  const updated = await changeConnector(deps, id, ifMatch, (current) => {
    requireNotDeleted(current);
    return withSetupState(current, { mappingVersion: version });
  });
  // Who takes a file for good has seen the rest in a dry run, or asks for it of the mapping in use.
  const users = { ...view.users, pending: [] };
  return { view: { ...view, users }, etag: entityTag(updated.etag) };
}

async function reportOf(
  deps: ApiDeps,
  connector: Tagged<Connector>,
  { rows, valid, entries, addresses, faults, faultCount }: ParsedMapping,
): Promise<MappingReport> {
  const present = connector.mappingVersion;
  const versions = await deps.mappings.versions(connector.id);
  const before = present === undefined ? [] : await deps.mappings.load(connector.id, present);
  const users =
    faultCount === 0
      ? await checkWithUpload(deps, addresses)
      : { of: addresses.length, checked: 0, unknown: [], pending: [] };
  return {
    version: Math.max(0, ...versions.map(({ version }) => version)) + 1,
    rows,
    valid,
    ...compare(before, entries),
    errors: faults,
    users,
  };
}

function refusal(view: MappingReport, faultCount: number): ApiProblem {
  const { errors, ...rest } = view;
  const detail =
    errors.length < faultCount
      ? `Nothing was changed. Faults: ${String(faultCount)}, of which the first ${String(errors.length)} are listed.`
      : `Nothing was changed. Faults: ${String(faultCount)}.`;
  const members = { ...rest, errorCount: faultCount };
  return new ApiProblem(422, 'mapping_refused', detail, { errors, members });
}

function versionView(
  { connectorId: _, uploadedAt, restoredFrom, ...row }: MappingVersion,
  live: number | undefined,
): MappingVersionView {
  return {
    ...row,
    uploadedAt: isoTime(uploadedAt),
    restoredFrom: restoredFrom ?? null,
    live: row.version === live,
  };
}
