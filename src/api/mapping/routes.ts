/** The paths about the mapping of a connector, and about what waits for one. */
import { MAPPING_VERSION } from '../setup/change.ts';
import {
  CheckQuestion,
  CheckReport,
  MappingRefusal,
  MappingReport,
  MappingVersionView,
  NewEntries,
  ReprocessQuestion,
  ReprocessReport,
  ResolveAnswer,
  ResolveQuestion,
  UploadQuery,
} from './schemas.ts';
import { listOf, PageQuery } from '../http/paging.ts';
import { notFound } from '../http/problem.ts';
import { route, type Answer, type Outcome, type Route } from '../http/route.ts';

const CSV = 'text/csv';
const REFUSED: Outcome = { status: 422, types: { 'application/problem+json': MappingRefusal } };

const FILES: readonly Route[] = [
  route({
    name: 'uploadMapping',
    summary: 'Takes a mapping as a new version, or refuses it whole with every bad row.',
    method: 'PUT',
    path: 'connectors/{id}/mapping',
    access: 'admin',
    takes: CSV,
    query: UploadQuery,
    answers: { status: 200, body: MappingReport },
    etag: true,
    also: [REFUSED],
    problems: [409, 503],
    changes: ({ query }) => query.dryRun !== 'true',
    handle: async ({ mapping }, { id, ifMatch, query, bytes, by }) => {
      const upload = { bytes, dryRun: query.dryRun === 'true' };
      return reportOf(await mapping.upload(id, ifMatch, upload, by));
    },
  }),
  route({
    name: 'addMappingEntries',
    summary: 'Adds rows to the mapping in use, which makes a new version.',
    method: 'POST',
    path: 'connectors/{id}/mapping-entries',
    access: 'admin',
    body: NewEntries,
    answers: { status: 200, body: MappingReport },
    etag: true,
    also: [REFUSED],
    problems: [409, 503],
    handle: async ({ mapping }, { id, ifMatch, body, by }) =>
      reportOf(await mapping.add(id, ifMatch, body, by)),
  }),
  route({
    name: 'getMapping',
    summary: 'The mapping in use, as it was uploaded.',
    method: 'GET',
    path: 'connectors/{id}/mapping',
    access: 'reader',
    answers: { status: 200, body: 'file' },
    handle: async ({ mapping }, { id }) => fileOf(await mapping.file(id)),
  }),
  route({
    name: 'listMappingVersions',
    summary: 'Who uploaded which version, when, and what it changed; the newest first.',
    method: 'GET',
    path: 'connectors/{id}/mapping-versions',
    access: 'reader',
    query: PageQuery,
    answers: { status: 200, body: listOf(MappingVersionView) },
    handle: async ({ mapping }, { id, query }) => ({
      status: 200,
      body: await mapping.versions(id, query),
    }),
  }),
  route({
    name: 'getMappingVersion',
    summary: 'A version of the mapping, as it was uploaded.',
    method: 'GET',
    path: 'connectors/{id}/mapping-versions/{version}',
    access: 'reader',
    answers: { status: 200, body: 'file' },
    handle: async ({ mapping }, { id, params }) =>
      fileOf(await mapping.file(id, versionIn(params))),
  }),
  route({
    name: 'restoreMappingVersion',
    summary: 'Makes a new version that is equal to an old one.',
    method: 'POST',
    path: 'connectors/{id}/mapping-versions/{version}/restore',
    access: 'admin',
    answers: { status: 200, body: MappingReport },
    etag: true,
    problems: [409, 503],
    handle: async ({ mapping }, { id, params, ifMatch, by }) =>
      reportOf(await mapping.restore(id, ifMatch, versionIn(params), by)),
  }),
];

const QUESTIONS: readonly Route[] = [
  route({
    name: 'checkMapping',
    summary: 'Asks the directory, a part at a time, whether the mailboxes of a mapping are users.',
    method: 'POST',
    path: 'connectors/{id}/mapping-check',
    access: 'admin',
    body: CheckQuestion,
    answers: { status: 200, body: CheckReport },
    problems: [409, 503],
    changes: () => false,
    handle: async ({ users }, { id, body }) => ({ status: 200, body: await users.check(id, body) }),
  }),
  route({
    name: 'resolveMapping',
    summary: 'Which mailbox a participant leads to, by which rule, and why not.',
    method: 'POST',
    path: 'connectors/{id}/mapping-resolve',
    access: 'reader',
    body: ResolveQuestion,
    answers: { status: 200, body: ResolveAnswer },
    problems: [409, 503],
    handle: async ({ users }, { id, body }) => ({
      status: 200,
      body: await users.resolve(id, body),
    }),
  }),
  route({
    name: 'reprocessUnmapped',
    summary: 'Reprocesses every run of the connector with open unmapped items of these numbers.',
    method: 'POST',
    path: 'connectors/{id}/reprocess',
    access: 'admin',
    body: ReprocessQuestion,
    answers: { status: 202, body: ReprocessReport },
    handle: async ({ reprocess }, { id, body, starter }) => ({
      status: 202,
      body: await reprocess.unmapped(id, body, starter),
    }),
  }),
];

function reportOf({ view, etag }: { view: MappingReport; etag: string }): Answer {
  return { status: 200, body: view, etag };
}

function versionIn({ version = '' }: Readonly<Record<string, string>>): number {
  if (!MAPPING_VERSION.test(version)) throw notFound('mapping');
  return Number(version);
}

function fileOf({ csv, name }: { csv: Uint8Array; name: string }): Answer {
  return { status: 200, file: { bytes: csv, type: CSV, name } };
}

export const MAPPING_ROUTES: readonly Route[] = [...FILES, ...QUESTIONS];
