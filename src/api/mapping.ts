/** The custom mapping of a connector: uploads become versions, and a version never changes. */
import { findProduct } from '../catalog/products.ts';
import type { Connector, MappingEntry, MappingVersion } from '../domain/records.ts';
import { isoTime } from '../domain/window.ts';
import type { Tagged } from '../ports.ts';
import { changeConnector, findConnector } from './change.ts';
import { requireNotDeleted } from './connectors.ts';
import { entityTag, requireMatch } from './etag.ts';
import { parseMapping, type ParsedMapping } from './mapping-csv.ts';
import { collect } from './mapping-text.ts';
import { pageOf, type Listed, type PageQuery } from './paging.ts';
import type { ApiDeps } from './ports.ts';
import type { Principal } from './principal.ts';
import { ApiProblem, notFound } from './problem.ts';
import type { MappingReport, MappingVersionView } from './schemas.ts';
import { withSetupState } from './steps.ts';

interface Upload {
  bytes: AsyncIterable<Uint8Array>;
  /** Checks and compares, and changes nothing. */
  dryRun: boolean;
}

interface MappingFile {
  csv: Uint8Array;
  name: string;
}

export interface MappingCases {
  upload(
    id: string,
    ifMatch: string | undefined,
    upload: Upload,
    by: Principal,
  ): Promise<{ view: MappingReport; etag: string }>;
  /** @param version the one in use unless given */
  file(id: string, version?: number): Promise<MappingFile>;
  versions(id: string, query: PageQuery): Promise<Listed<MappingVersionView>>;
}

export function createMappingCases(deps: ApiDeps): MappingCases {
  return {
    upload: (id, ifMatch, upload, by) => takeUpload(deps, id, ifMatch, upload, by),
    file: async (id, version) => {
      const connector = await findConnector(deps, id);
      const wanted = version ?? connector.mappingVersion;
      const csv = wanted === undefined ? undefined : await deps.mappings.csv(id, wanted);
      if (!csv || wanted === undefined) throw notFound('mapping');
      return { csv, name: `mapping-${id}-v${String(wanted)}.csv` };
    },
    versions: async (id, query) => {
      await findConnector(deps, id);
      const rows = [...(await deps.mappings.versions(id))].sort((a, b) => b.version - a.version);
      const page = pageOf(rows, ({ version }) => String(version), query);
      return { ...page, items: page.items.map(versionView) };
    },
  };
}

async function takeUpload(
  deps: ApiDeps,
  id: string,
  ifMatch: string | undefined,
  { bytes, dryRun }: Upload,
  by: Principal,
): Promise<{ view: MappingReport; etag: string }> {
  const connector = await findConnector(deps, id);
  requireMatch(ifMatch, connector.etag);
  requireNotDeleted(connector);
  const csv = await collect(bytes);
  const parsed = await parseMapping(csv, findProduct(connector.product)?.region);
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
  };
  await deps.mappings.save(row, csv, parsed.entries);
  const updated = await changeConnector(deps, id, ifMatch, (current) => {
    requireNotDeleted(current);
    return withSetupState(current, { mappingVersion: version });
  });
  return { view, etag: entityTag(updated.etag) };
}

async function reportOf(
  deps: ApiDeps,
  connector: Tagged<Connector>,
  { rows, valid, entries, faults }: ParsedMapping,
): Promise<MappingReport> {
  const present = connector.mappingVersion;
  const versions = await deps.mappings.versions(connector.id);
  const before = present === undefined ? [] : await deps.mappings.load(connector.id, present);
  return {
    version: Math.max(0, ...versions.map(({ version }) => version)) + 1,
    rows,
    valid,
    ...compare(before, entries),
    errors: faults,
  };
}

/** Row by row, a row being a number and its time. */
function compare(
  before: readonly MappingEntry[],
  after: readonly MappingEntry[],
): Pick<MappingReport, 'added' | 'changed' | 'removed'> {
  const keyOf = ({ number, validFrom, validTo }: MappingEntry): string =>
    `${number}|${String(validFrom)}|${String(validTo)}`;
  const old = new Map(before.map((entry) => [keyOf(entry), entry.mailbox]));
  let added = 0;
  let changed = 0;
  for (const entry of after) {
    const mailbox = old.get(keyOf(entry));
    if (mailbox === undefined) added++;
    else if (mailbox !== entry.mailbox) changed++;
    old.delete(keyOf(entry));
  }
  return { added, changed, removed: old.size };
}

function refusal(view: MappingReport, faultCount: number): ApiProblem {
  const { errors, ...counts } = view;
  const detail =
    errors.length < faultCount
      ? `Nothing was changed. Faults: ${String(faultCount)}, of which the first ${String(errors.length)} are listed.`
      : `Nothing was changed. Faults: ${String(faultCount)}.`;
  const members = { ...counts, errorCount: faultCount };
  return new ApiProblem(422, 'mapping_refused', detail, { errors, members });
}

function versionView({ connectorId: _, uploadedAt, ...row }: MappingVersion): MappingVersionView {
  return { ...row, uploadedAt: isoTime(uploadedAt) };
}
