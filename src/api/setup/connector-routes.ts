/** The paths below `/api/connectors`, but for runs. */
import type { Shown } from './connectors.ts';
import { MAPPING_ROUTES } from '../mapping/routes.ts';
import { listOf, PageQuery } from '../http/paging.ts';
import { PreflightView } from './preflight-schemas.ts';
import { route, type Answer, type Route } from '../http/route.ts';
import {
  ConnectorPatch,
  ConnectorView,
  ConsentPage,
  Credentials,
  MappingRules,
  NewConnector,
  Terms,
} from '../schemas.ts';

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
    answers: { status: 201, body: ConnectorView, located: true },
    etag: true,
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
    etag: true,
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
    etag: true,
    problems: [409, 503],
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
    etag: true,
    problems: [409, 503],
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
      etag: true,
      problems: [409, 503],
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
    etag: true,
    problems: [409, 503],
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
    etag: true,
    problems: [409, 422, 429, 503],
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
    problems: [409, 503],
    handle: async ({ consent }, { id, by, origin }) => ({
      status: 200,
      body: await consent.begin(id, by, origin),
    }),
  }),
  route({
    name: 'getPreflight',
    summary: 'What the connector needs of TeleMessage, Microsoft 365 and Azure, looked at now.',
    method: 'GET',
    path: 'connectors/{id}/preflight',
    access: 'admin',
    answers: { status: 200, body: PreflightView },
    handle: async ({ preflight }, { id, by }) => ({
      status: 200,
      body: await preflight.look(id, by),
    }),
  }),
  route({
    name: 'setMappingRules',
    summary: 'Which rules find the mailboxes of an item.',
    method: 'PUT',
    path: 'connectors/{id}/mapping-rules',
    access: 'admin',
    body: MappingRules,
    answers: { status: 200, body: ConnectorView },
    etag: true,
    problems: [409, 503],
    handle: async ({ setup }, { id, ifMatch, body }) =>
      answerOf(await setup.rules(id, ifMatch, body)),
  }),
];

export const CONNECTOR_ROUTES: readonly Route[] = [...CONNECTORS, ...STEPS, ...MAPPING_ROUTES];
