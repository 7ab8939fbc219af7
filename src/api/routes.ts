/** Every path of the HTTP interface, as data: served, and described, from the same rows. */
import { PRODUCTS } from '../catalog/products.ts';
import { AUDIT_ROUTES } from './audit/routes.ts';
import { CONNECTOR_ROUTES } from './setup/connector-routes.ts';
import { CALLBACK_PATH, ConsentCallback } from './setup/consent.ts';
import { descriptionRoute } from './http/openapi.ts';
import { listOf, PageQuery, pageOf } from './http/paging.ts';
import { mayAccess } from './http/principal.ts';
import { READING_ROUTES } from './runs/reading-routes.ts';
import { route, type Route } from './http/route.ts';
import { ExceptionList, ExceptionQuery, NewRun, RunView } from './runs/run-schemas.ts';
import { Catalogue, ConsentGranted, HealthView, Me } from './schemas.ts';

const GENERAL: readonly Route[] = [
  route({
    name: 'getHealth',
    summary: 'Whether the application can work; readers also see the single checks.',
    method: 'GET',
    path: 'health',
    access: 'anyone',
    answers: { status: 200, body: HealthView },
    also: [{ status: 503, body: HealthView }],
    problems: [],
    handle: async ({ health }, { by }) => {
      const view = await health.look(mayAccess(by, 'reader'));
      return { status: view.status === 'healthy' ? 200 : 503, body: view };
    },
  }),
  route({
    name: 'getMe',
    summary: 'Who is signed in.',
    method: 'GET',
    path: 'me',
    access: 'signedIn',
    answers: { status: 200, body: Me },
    problems: [],
    handle: (_api, { by }) =>
      Promise.resolve({ status: 200, body: { name: by.name, roles: by.roles } }),
  }),
  route({
    name: 'listProducts',
    summary: 'The products a connector can be set up for.',
    method: 'GET',
    path: 'catalog',
    access: 'reader',
    query: PageQuery,
    answers: { status: 200, body: Catalogue },
    problems: [],
    handle: (_api, { query }) =>
      Promise.resolve({ status: 200, body: pageOf(PRODUCTS, ({ product }) => product, query) }),
  }),
  route({
    name: 'completeConsent',
    summary: 'Where the identity platform sends the browser; the grant is proven by a call.',
    method: 'GET',
    path: CALLBACK_PATH,
    access: 'admin',
    query: ConsentCallback,
    answers: { status: 200, body: ConsentGranted },
    also: [{ status: 303, located: true }],
    problems: [409, 503],
    changes: () => true,
    handle: async ({ consent }, { query, by, wantsPage }) =>
      wantsPage
        ? { status: 303, ...(await consent.completeOnPage(query, by)) }
        : { status: 200, body: await consent.complete(query, by) },
  }),
  route({
    name: 'listExceptions',
    summary: 'What was not imported and why, with counts per cause and per unmapped number.',
    method: 'GET',
    path: 'exceptions',
    access: 'reader',
    query: ExceptionQuery,
    answers: { status: 200, body: ExceptionList },
    handle: async ({ exceptions }, { query }) => ({
      status: 200,
      body: await exceptions.list(query),
    }),
  }),
];

const RUNS: readonly Route[] = [
  route({
    name: 'listRuns',
    summary: 'Runs of a connector, newest window first.',
    method: 'GET',
    path: 'connectors/{id}/runs',
    access: 'reader',
    query: PageQuery,
    answers: { status: 200, body: listOf(RunView) },
    handle: async ({ runs }, { id, query }) => ({ status: 200, body: await runs.list(id, query) }),
  }),
  route({
    name: 'beginRun',
    summary: 'Begins a run over a window that is over.',
    method: 'POST',
    path: 'connectors/{id}/runs',
    access: 'admin',
    body: NewRun,
    answers: { status: 202, body: RunView, located: true },
    problems: [409, 503],
    handle: async ({ runs }, { id, body, by, starter }) => {
      const run = await runs.begin(id, body, by, starter);
      return { status: 202, body: run, location: `/api/runs/${run.id}` };
    },
  }),
  route({
    name: 'getRun',
    summary: 'A run with its counters, certificate and progress.',
    method: 'GET',
    path: 'runs/{runId}',
    access: 'reader',
    answers: { status: 200, body: RunView },
    handle: async ({ runs }, { params }) => ({
      status: 200,
      body: await runs.get(params.runId ?? ''),
    }),
  }),
  ...(
    [
      ['cancel', 'Stops a run after the wave that is under way.'],
      ['retry', 'Sends the failed deliveries of a settled run again.'],
      ['reprocess', 'Takes the exceptions up again, with the mapping and settings of today.'],
    ] as const
  ).map(([action, summary]) =>
    route({
      name: `${action}Run`,
      summary,
      method: 'POST',
      path: `runs/{runId}/${action}`,
      access: 'admin',
      answers: { status: 202, body: RunView, located: true },
      problems: [409, 503],
      handle: async ({ runs }, { params, starter }) => {
        const run = await runs[action](params.runId ?? '', starter);
        return { status: 202, body: run, location: `/api/runs/${run.id}` };
      },
    }),
  ),
];

export const ROUTES: readonly Route[] = [
  descriptionRoute(() => ROUTES),
  ...GENERAL,
  ...CONNECTOR_ROUTES,
  ...RUNS,
  ...READING_ROUTES,
  ...AUDIT_ROUTES,
];
