/** Paths that only read the ledger: days, the report of a run, items, and searches for what must not be in an address. */
import { z } from 'zod';
import { DayList, DayQuery } from './day-schemas.ts';
import { ItemList, ItemQuery, ItemStory } from '../items/schemas.ts';
import { ExceptionList, ExceptionQuery, ReportQuery, RunReport } from './run-schemas.ts';
import { route, type Route } from '../http/route.ts';

export const READING_ROUTES: readonly Route[] = [
  route({
    name: 'listDays',
    summary: 'What became of each UTC day of a connector, for up to 400 days.',
    method: 'GET',
    path: 'connectors/{id}/days',
    access: 'reader',
    query: DayQuery,
    answers: { status: 200, body: DayList },
    handle: async ({ days }, { id, query }) => ({ status: 200, body: await days.list(id, query) }),
  }),
  route({
    name: 'getReport',
    summary: 'Certificate, counters and every exception of a run, as a file.',
    method: 'GET',
    path: 'runs/{runId}/report',
    access: 'reader',
    query: ReportQuery,
    answers: {
      status: 200,
      body: 'file',
      types: { 'application/json': RunReport, 'text/csv': z.string() },
    },
    handle: async ({ reports }, { params, query }) => ({
      status: 200,
      stream: await reports.report(params.runId ?? '', query.format),
    }),
  }),
  route({
    name: 'searchItems',
    summary: 'Items of the ledger, by id, participant, mailbox, time and outcome.',
    method: 'GET',
    path: 'items',
    access: 'reader',
    query: ItemQuery,
    answers: { status: 200, body: ItemList },
    problems: [404, 409, 503],
    handle: async ({ items }, { query }) => ({ status: 200, body: await items.search(query) }),
  }),
  route({
    name: 'findItems',
    summary: 'The same search with a number or an address kept out of addresses, which are logged.',
    method: 'POST',
    path: 'item-search',
    access: 'reader',
    body: ItemQuery,
    answers: { status: 200, body: ItemList },
    problems: [404, 409, 503],
    changes: () => false,
    handle: async ({ items }, { body }) => ({ status: 200, body: await items.search(body) }),
  }),
  route({
    name: 'findExceptions',
    summary: 'The list of exceptions with a number kept out of addresses, which are logged.',
    method: 'POST',
    path: 'exception-search',
    access: 'reader',
    body: ExceptionQuery,
    answers: { status: 200, body: ExceptionList },
    changes: () => false,
    handle: async ({ exceptions }, { body }) => ({
      status: 200,
      body: await exceptions.list(body),
    }),
  }),
  route({
    name: 'getItem',
    summary: "One item's whole story, from its listing to its mailboxes.",
    method: 'GET',
    path: 'items/{id}',
    access: 'reader',
    answers: { status: 200, body: ItemStory },
    handle: async ({ items }, { id }) => ({ status: 200, body: await items.story(id) }),
  }),
];
