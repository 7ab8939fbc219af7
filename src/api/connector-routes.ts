/** The paths below `/api/connectors`, but for runs. */
import { z } from 'zod';
import type { Shown } from './connectors.ts';
import { listOf, PageQuery } from './paging.ts';
import { notFound } from './problem.ts';
import { route, type Answer, type Route } from './route.ts';
import {
  ConnectorPatch,
  ConnectorView,
  ConsentPage,
  Credentials,
  MappingReport,
  MappingRules,
  MappingVersionView,
  NewConnector,
  Terms,
} from './schemas.ts';

const CSV = 'text/csv';
const UploadQuery = z.strictObject({ dryRun: z.enum(['true', 'false']).default('false') });

function answerOf({ view, etag }: Shown<unknown>): Answer {
  return { status: 200, body: view, etag };
}

const CONNECTORS: readonly Route[] = [
  route({
    name: 'listConnectors',
    summary: 'All connectors but the deleted.',
    method: 'GET',
    path: 'connectors',
    access: 'reader',
    query: PageQuery,
    answers: { status: 200, body: listOf(ConnectorView) },
    handle: async ({ connectors }, { query }) => ({
      status: 200,
      body: await connectors.list(query),
    }),
  }),
  route({
    name: 'createConnector',
    summary: 'Begins the set-up of a connector.',
    method: 'POST',
    path: 'connectors',
    access: 'admin',
    body: NewConnector,
    answers: { status: 201, body: ConnectorView },
    handle: async ({ connectors }, { body, by }) => {
      const { view, etag } = await connectors.create(body, by);
      return { status: 201, body: view, etag, location: `/api/connectors/${view.id}` };
    },
  }),
  route({
    name: 'getConnector',
    summary: 'A connector with its steps, settings and last run.',
    method: 'GET',
    path: 'connectors/{id}',
    access: 'reader',
    answers: { status: 200, body: ConnectorView },
    handle: async ({ connectors }, { id }) => answerOf(await connectors.get(id)),
  }),
  route({
    name: 'changeConnector',
    summary: 'Changes name and settings.',
    method: 'PATCH',
    path: 'connectors/{id}',
    access: 'admin',
    body: ConnectorPatch,
    answers: { status: 200, body: ConnectorView },
    handle: async ({ connectors }, { id, ifMatch, body }) =>
      answerOf(await connectors.patch(id, ifMatch, body)),
  }),
  route({
    name: 'deleteConnector',
    summary: 'Ends a connector and removes its credential; its ledger stays.',
    method: 'DELETE',
    path: 'connectors/{id}',
    access: 'admin',
    answers: { status: 204 },
    handle: async ({ connectors }, { id, ifMatch, starter }) => {
      await connectors.remove(id, ifMatch, starter);
      return { status: 204 };
    },
  }),
  ...(
    [
      ['finish', 'Ends the set-up: the daily runs begin.'],
      ['pause', 'Stops the daily runs.'],
      ['resume', 'Lets the daily runs go on, and catch up.'],
    ] as const
  ).map(([action, summary]) =>
    route({
      name: `${action}Connector`,
      summary,
      method: 'POST',
      path: `connectors/{id}/${action}`,
      access: 'admin',
      answers: { status: 200, body: ConnectorView },
      handle: async ({ connectors }, { id, ifMatch }) =>
        answerOf(await connectors[action](id, ifMatch)),
    }),
  ),
];

const STEPS: readonly Route[] = [
  route({
    name: 'acceptTerms',
    summary: 'Records who accepted which version of the terms, and when.',
    method: 'PUT',
    path: 'connectors/{id}/terms',
    access: 'admin',
    body: Terms,
    answers: { status: 200, body: ConnectorView },
    handle: async ({ setup }, { id, ifMatch, body, by }) =>
      answerOf(await setup.terms(id, ifMatch, body, by)),
  }),
  route({
    name: 'setCredentials',
    summary: 'Signs in at TeleMessage, then keeps the credential in the secret store.',
    method: 'PUT',
    path: 'connectors/{id}/credentials',
    access: 'admin',
    body: Credentials,
    answers: { status: 204 },
    handle: async ({ setup }, { id, ifMatch, body, by }) => {
      const { etag } = await setup.credentials(id, ifMatch, body, by);
      return { status: 204, etag };
    },
  }),
  route({
    name: 'beginConsent',
    summary: 'The address of the page on which a tenant administrator consents.',
    method: 'POST',
    path: 'connectors/{id}/consent',
    access: 'admin',
    answers: { status: 200, body: ConsentPage },
    handle: async ({ consent }, { id, by, origin }) => ({
      status: 200,
      body: await consent.begin(id, by, origin),
    }),
  }),
];

const MAPPING: readonly Route[] = [
  route({
    name: 'setMappingRules',
    summary: 'Which rules find the mailboxes of an item.',
    method: 'PUT',
    path: 'connectors/{id}/mapping-rules',
    access: 'admin',
    body: MappingRules,
    answers: { status: 200, body: ConnectorView },
    handle: async ({ setup }, { id, ifMatch, body }) =>
      answerOf(await setup.rules(id, ifMatch, body)),
  }),
  route({
    name: 'uploadMapping',
    summary: 'Takes a mapping as a new version, or refuses it whole with every bad row.',
    method: 'PUT',
    path: 'connectors/{id}/mapping',
    access: 'admin',
    takes: CSV,
    query: UploadQuery,
    answers: { status: 200, body: MappingReport },
    handle: async ({ mapping }, { id, ifMatch, query, bytes, by }) => {
      const upload = { bytes, dryRun: query.dryRun === 'true' };
      return answerOf(await mapping.upload(id, ifMatch, upload, by));
    },
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
    handle: async ({ mapping }, { id, params }) => {
      const version = params.version ?? '';
      if (!/^[1-9]\d{0,8}$/.test(version)) throw notFound('mapping');
      return fileOf(await mapping.file(id, Number(version)));
    },
  }),
];

function fileOf({ csv, name }: { csv: Uint8Array; name: string }): Answer {
  return { status: 200, file: { bytes: csv, type: CSV, name } };
}

export const CONNECTOR_ROUTES: readonly Route[] = [...CONNECTORS, ...STEPS, ...MAPPING];
