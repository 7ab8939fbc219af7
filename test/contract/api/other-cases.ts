/** What does not follow from the description: other outcomes, conflicts and refusals, by operation. */
import type { ApiDeps } from '../../../src/api/ports.ts';
import { AppError } from '../../../src/domain/errors.ts';
import type { Harness } from '../../unit/api/harness.ts';
import {
  consentState,
  MAPPING,
  run,
  settled,
  VALID,
  WINDOW,
  withException,
  withItem,
  withMapping,
  type Request,
} from './valid-requests.ts';

interface OtherCase {
  what: string;
  status: number;
  code?: string;
  overrides?: Partial<ApiDeps>;
  request: (harness: Harness) => Promise<Request> | Request;
}

/** Wrong passwords in a row, more than TeleMessage itself would take. */
const MORE_THAN_ALLOWED = 10;
const CSV = { 'content-type': 'text/csv' };
const unhealthy = {
  name: 'storage',
  check: () => Promise.reject(new AppError('storage_unavailable', 'x', { retry: 'later' })),
};

/** A valid request for a connector that was deleted meanwhile. */
function deleted(operationId: string): OtherCase {
  return {
    what: 'a deleted connector',
    status: 409,
    code: 'invalid_state',
    request: async (harness) => {
      const request = (await VALID[operationId]?.(harness)) ?? {};
      const id = request.path?.id ?? '';
      await harness.send('DELETE', `/connectors/${id}`);
      return request;
    },
  };
}

function unreadable(request: OtherCase['request']): OtherCase {
  return {
    what: 'a directory that may not be read',
    status: 409,
    code: 'graph_unauthorized',
    request: (harness) => {
      const error = new AppError('graph_unauthorized', 'x', { retry: 'never' });
      harness.ports.directory.resolve = () => Promise.reject(error);
      return request(harness);
    },
  };
}

export const OTHER_CASES: Readonly<Record<string, readonly OtherCase[]>> = {
  getHealth: [
    {
      what: 'a check that fails',
      status: 503,
      overrides: { health: [unhealthy] },
      request: () => ({}),
    },
  ],
  completeConsent: [
    {
      what: 'a browser',
      status: 303,
      request: async (harness) => ({
        query: { state: await consentState(harness) },
        headers: { accept: 'text/html' },
      }),
    },
    {
      what: 'a grant that cannot be proven',
      status: 409,
      code: 'consent_not_proven',
      request: async (harness) => {
        harness.consent.isGranted = false;
        return { query: { state: await consentState(harness) } };
      },
    },
  ],
  searchItems: [
    {
      what: 'a connector that is none',
      status: 404,
      code: 'not_found',
      request: () => ({ query: { connectorId: 'zzzzzzzzzzzz', ...WINDOW } }),
    },
    unreadable(async (harness) => {
      const { connectorId } = await withItem(harness);
      return { query: { connectorId, ...WINDOW, mailbox: 'a@tenant.example' } };
    }),
  ],
  findItems: [
    {
      what: 'a connector that is none',
      status: 404,
      code: 'not_found',
      request: () => ({ json: { connectorId: 'zzzzzzzzzzzz', ...WINDOW } }),
    },
    unreadable(async (harness) => {
      const { connectorId } = await withItem(harness);
      return { json: { connectorId, ...WINDOW, mailbox: 'a@tenant.example' } };
    }),
  ],
  changeConnector: [deleted('changeConnector')],
  deleteConnector: [
    {
      what: 'somebody who is always faster',
      status: 409,
      code: 'conflict',
      request: async (harness) => {
        const id = await harness.connector();
        const conflict = new AppError('conflict', 'x', { retry: 'never' });
        harness.ports.connectors.update = () => Promise.reject(conflict);
        return { path: { id } };
      },
    },
  ],
  finishConnector: [
    {
      what: 'open steps',
      status: 409,
      code: 'steps_missing',
      request: async (harness) => ({
        path: { id: await harness.connector('o2-network', ['terms', 'mapping']) },
      }),
    },
  ],
  pauseConnector: [
    {
      what: 'a draft',
      status: 409,
      code: 'invalid_state',
      request: async (harness) => ({ path: { id: await harness.connector() } }),
    },
  ],
  resumeConnector: [deleted('resumeConnector')],
  acceptTerms: [deleted('acceptTerms')],
  setCredentials: [
    deleted('setCredentials'),
    {
      what: 'a wrong password',
      status: 422,
      code: 'invalid_credentials',
      request: async (harness) => ({
        path: { id: await harness.connector() },
        json: { username: 'archive-user', password: 'wrong' },
      }),
    },
    {
      what: 'one wrong password too many',
      status: 429,
      code: 'too_many_sign_ins',
      request: async (harness) => {
        const id = await harness.connector('o2-network', ['credentials']);
        const json = { username: 'archive-user', password: 'wrong' };
        for (let n = 0; n < 4; n++) {
          await harness.send('PUT', `/connectors/${id}/credentials`, { json });
        }
        return { path: { id }, json };
      },
    },
    {
      what: 'an account without the product',
      status: 422,
      code: 'product_not_licensed',
      request: async (harness) => ({
        path: { id: await harness.connector('whatsapp') },
        json: { username: 'archive-user', password: 'right' },
      }),
    },
    {
      what: 'many wrong passwords, and then the right one',
      status: 429,
      code: 'too_many_sign_ins',
      request: async (harness) => {
        const id = await harness.connector();
        const json = { username: 'archive-user', password: 'wrong' };
        for (let attempt = 0; attempt < MORE_THAN_ALLOWED; attempt++) {
          await harness.send('PUT', `/connectors/${id}/credentials`, { json });
        }
        return { path: { id }, json: { ...json, password: 'right' } };
      },
    },
    ...(['account_locked', 'source_unavailable'] as const).map((code) => ({
      what: `a source that answers ${code}`,
      status: code === 'account_locked' ? 422 : 503,
      code,
      request: async (harness: Harness) => {
        const path = { id: await harness.connector() };
        harness.ports.source.failure = code;
        return { path, json: { username: 'archive-user', password: 'right' } };
      },
    })),
  ],
  beginConsent: [
    {
      what: 'a product without consent',
      status: 409,
      code: 'consent_not_needed',
      request: async (harness) => ({ path: { id: await harness.connector() } }),
    },
  ],
  setMappingRules: [deleted('setMappingRules')],
  uploadMapping: [
    deleted('uploadMapping'),
    {
      what: 'a dry run',
      status: 200,
      request: async (harness) => ({
        path: { id: await harness.connector() },
        query: { dryRun: 'true' },
        text: MAPPING,
        headers: CSV,
      }),
    },
    {
      what: 'bad rows',
      status: 422,
      code: 'mapping_refused',
      request: async (harness) => ({
        path: { id: await harness.connector() },
        text: `${MAPPING}nonsense,nobody\n+447700900101,b@tenant.example\n`,
        headers: CSV,
      }),
    },
  ],
  addMappingEntries: [
    deleted('addMappingEntries'),
    {
      what: 'bad rows',
      status: 422,
      code: 'mapping_refused',
      request: async (harness) => ({
        path: { id: await withMapping(harness) },
        json: { add: [{ number: 'nonsense', mailbox: 'nobody' }] },
      }),
    },
  ],
  restoreMappingVersion: [deleted('restoreMappingVersion')],
  checkMapping: [
    unreadable(async (harness) => ({ path: { id: await withMapping(harness) }, json: {} })),
  ],
  resolveMapping: [
    unreadable(async (harness) => ({
      path: { id: await withMapping(harness) },
      json: { number: '+447700900101' },
    })),
  ],
  beginRun: [
    {
      what: 'a window that is not over',
      status: 409,
      code: 'window_not_over',
      request: async (harness) => ({
        path: { id: await harness.active() },
        json: { ...WINDOW, to: '2026-03-11T00:00:00Z' },
      }),
    },
    {
      what: 'a window that is running',
      status: 409,
      code: 'already_running',
      request: async (harness) => ({
        path: { id: (await run(harness)).connectorId },
        json: WINDOW,
      }),
    },
  ],
  cancelRun: [
    {
      what: 'a run that is over',
      status: 409,
      code: 'run_settled',
      request: async (harness) => ({ path: { runId: (await settled(harness)).id } }),
    },
  ],
  ...Object.fromEntries(
    ['retryRun', 'reprocessRun'].map((operationId) => [
      operationId,
      [
        {
          what: 'a run that is under way',
          status: 409,
          code: 'already_running',
          request: async (harness: Harness) => ({ path: { runId: (await run(harness)).id } }),
        },
      ],
    ]),
  ),
  getReport: (['csv', 'json'] as const).map((format) => ({
    what: `the format ${format}`,
    status: 200,
    request: async (harness: Harness) => ({
      path: { runId: await withException(harness) },
      query: { format },
    }),
  })),
};
