import { beforeEach, describe, expect, it } from '@jest/globals';
import { recordUnfinished } from '../../../../src/api/audit/unfinished.ts';
import { ROUTES } from '../../../../src/api/routes.ts';
import type { AuditRow } from '../../../../src/domain/audit.ts';
import { verifyExport } from '../../../../src/domain/audit-export.ts';
import { AppError } from '../../../../src/domain/errors.ts';
import { DAY_MS } from '../../../../src/domain/window.ts';
import { createHarness, type Got, type Harness } from '../harness.ts';

const ID = 'aaaaaaaaaaaa';
const PASSWORD = 'a very secret password';
const NUMBER = '+447700900123';
const WINDOW = { from: '2026-03-09T00:00:00Z', to: '2026-03-10T00:00:00Z' };

interface Seen {
  items: AuditRow[];
  nextCursor?: string;
  verified: boolean;
  broken: unknown;
}

function seen({ body }: Got): Seen {
  return body as unknown as Seen;
}

describe('api/audit', () => {
  let harness: Harness;
  const rows = (): AuditRow[] => harness.ports.audit.chain;
  const last = (): AuditRow | undefined => rows().at(-1);
  const list = async (query = '', as: 'reader' | 'admin' = 'reader') =>
    seen(await harness.send('GET', `/audit${query}`, { as }));
  beforeEach(() => {
    harness = createHarness();
  });

  describe('changes', () => {
    it('are recorded with who, what, and the fields that changed', async () => {
      const { send } = harness;
      const id = await harness.active();
      expect(rows().map(({ action, outcome }) => [action, outcome])).toEqual([
        ['createConnector', 'done'],
        ['acceptTerms', 'done'],
        ['setCredentials', 'done'],
        ['setMappingRules', 'done'],
        ['finishConnector', 'done'],
      ]);
      expect(rows()[0]).toMatchObject({
        number: 1,
        at: '2026-03-10T12:00:00.000Z',
        who: 'admin@example.test',
        whoId: 'id-of-admin',
        connectorId: id,
        status: 201,
        after: { product: 'o2-network', name: 'Phones', state: 'draft' },
      });
      await send('PATCH', `/connectors/${id}`, { json: { settings: { sizeLimitMb: 25 } } });
      expect(last()).toMatchObject({
        action: 'changeConnector',
        connectorId: id,
        before: { settings: {} },
        after: { settings: { sizeLimit: 25 * 1_048_576 } },
      });
      await send('POST', `/connectors/${id}/pause`);
      expect(last()?.before).toEqual({ state: 'active' });
      expect(last()?.after).toEqual({ state: 'paused' });
      await send('POST', `/connectors/${id}/pause`);
      expect(last()).not.toHaveProperty('after');
      expect(harness.ports.audit.intents.size).toBe(0);
    });

    it('of a run are recorded with the run, and all that a deletion does in one row', async () => {
      const { send } = harness;
      const id = await harness.active();
      const run = await send('POST', `/connectors/${id}/runs`, { json: WINDOW });
      const runId = run.body.id;
      expect(last()).toMatchObject({ action: 'beginRun', connectorId: id, runId, status: 202 });
      expect(last()?.after).toEqual({
        window: { from: Date.parse(WINDOW.from), to: Date.parse(WINDOW.to) },
      });
      await send('DELETE', `/connectors/${id}`);
      expect(last()).toMatchObject({
        action: 'deleteConnector',
        before: { state: 'active', [`${runId}.cancelRequested`]: false },
        after: { state: 'deleted', secret: 'removed', [`${runId}.cancelRequested`]: true },
      });
      expect(last()).not.toHaveProperty('runId');
    });

    it('never hold a password, a file or a number', async () => {
      const { send, ports } = harness;
      const id = await harness.connector();
      const accounts = ports.source.accounts;
      accounts.set('archive-user', { ...accounts.get('archive-user')!, password: PASSWORD });
      const json = { username: 'archive-user', password: PASSWORD };
      await send('PUT', `/connectors/${id}/credentials`, { json });
      expect(last()?.after).toMatchObject({ secret: 'stored' });
      await send('PUT', `/connectors/${id}/credentials`, {
        json: { ...json, password: `${PASSWORD} wrong` },
      });
      expect(last()).toMatchObject({
        outcome: 'refused',
        code: 'invalid_credentials',
        status: 422,
      });
      const text = `External User ID,Microsoft 365 User Mailbox\n${NUMBER},anna@example.test\n`;
      const headers = { 'content-type': 'text/csv' };
      expect((await send('PUT', `/connectors/${id}/mapping`, { text, headers })).status).toBe(200);
      expect(last()?.after).toMatchObject({ mapping: { version: 1, rows: 1, added: 1 } });
      const bad = { text: `${text}${NUMBER},anna@example.test\n`, headers };
      await send('PUT', `/connectors/${id}/mapping`, bad);
      expect(last()).toMatchObject({ outcome: 'refused', code: 'mapping_refused' });
      const all = JSON.stringify([...rows(), ...ports.audit.intents.values()]);
      for (const secret of [PASSWORD, NUMBER, NUMBER.slice(1), 'anna@']) {
        expect(all).not.toContain(secret);
      }
    });

    it('are none where a call changes nothing', async () => {
      const id = await harness.connector();
      const before = rows().length;
      const text = 'External User ID,Microsoft 365 User Mailbox\n';
      const headers = { 'content-type': 'text/csv' };
      await harness.send('PUT', `/connectors/${id}/mapping?dryRun=true`, { text, headers });
      await harness.send('POST', `/connectors/${id}/mapping-resolve`, { json: { number: NUMBER } });
      for (const path of ['/connectors', `/connectors/${id}`, '/catalog', '/audit']) {
        await harness.send('GET', path);
      }
      expect(rows()).toHaveLength(before);
    });

    it('are not made where they cannot be noted first', async () => {
      const id = await harness.active();
      harness.ports.audit.fails = 'begin';
      const got = await harness.send('POST', `/connectors/${id}/pause`);
      expect(got).toMatchObject({ status: 503, body: { code: 'storage_unavailable' } });
      expect((await harness.ports.connectors.get(id))?.state).toBe('active');
    });

    it('leave their intent where the row cannot be written, and say so in the log', async () => {
      const id = await harness.active();
      harness.ports.audit.fails = 'append';
      expect((await harness.send('POST', `/connectors/${id}/pause`)).status).toBe(200);
      expect([...harness.ports.audit.intents.values()]).toMatchObject([
        { entry: { action: 'pauseConnector', who: 'admin@example.test', outcome: 'unknown' } },
      ]);
      expect(harness.ports.log.entries).toMatchObject([
        { level: 'error', data: { action: 'pauseConnector', connectorId: id } },
      ]);
    });

    it('that fail half-way are recorded with what they changed', async () => {
      const id = await harness.active();
      const down = new AppError('storage_unavailable', 'down', { retry: 'later' });
      harness.ports.secrets.remove = () => Promise.reject(down);
      expect((await harness.send('DELETE', `/connectors/${id}`)).status).toBe(503);
      expect(last()).toMatchObject({
        outcome: 'failed',
        status: 503,
        code: 'storage_unavailable',
        after: { state: 'deleted' },
      });
    });

    it('of the consent are recorded, and its refusal on the page as a refusal', async () => {
      const { send, consent } = harness;
      const id = await harness.connector('android');
      const callback = async (more = '') => {
        await send('POST', `/connectors/${id}/consent`);
        const [state] = [...consent.pending.keys()].slice(-1);
        const headers = { accept: 'text/html' };
        return send('GET', `/consent/callback?state=${state}${more}`, { headers });
      };
      expect((await callback('&error=access_denied')).status).toBe(303);
      const refused = { outcome: 'refused', status: 403, code: 'consent_refused' };
      expect(last()).toMatchObject({ action: 'completeConsent', connectorId: id, ...refused });
      await callback();
      expect(last()).toMatchObject({ outcome: 'done', before: { consent: null, state: 'draft' } });
    });
  });

  it('makes rows of what was begun and never ended, after a quarter of an hour', async () => {
    const id = await harness.active();
    const { audit, clock } = harness.ports;
    audit.fails = 'append';
    await harness.send('POST', `/connectors/${id}/pause`);
    await clock.advance(15 * 60_000);
    await recordUnfinished(harness.ports);
    expect(last()?.action).toBe('finishConnector');
    await clock.advance(1);
    await recordUnfinished(harness.ports);
    expect(audit.intents.size).toBe(1);
    audit.fails = undefined;
    await recordUnfinished(harness.ports);
    expect(last()).toMatchObject({
      action: 'pauseConnector',
      who: 'admin@example.test',
      outcome: 'unknown',
      begunAt: '2026-03-10T12:00:00.000Z',
      at: '2026-03-10T12:15:00.001Z',
    });
    expect(audit.intents.size).toBe(0);
  });

  describe('refusals', () => {
    it.each([
      ['nobody', {}, 401, 'not_signed_in', { who: 'nobody' }],
      ['visitor', {}, 403, 'role_missing', { who: 'visitor@example.test' }],
      ['reader', {}, 403, 'role_missing', { whoId: 'id-of-reader' }],
      ['admin', { origin: 'https://evil.example' }, 403, 'cross_origin', { whoId: 'id-of-admin' }],
      ['admin', { 'if-match': '"old"' }, 412, 'stale', {}],
    ] as const)(
      'of a change by %s with %j are recorded',
      async (as, headers, status, code, who) => {
        const id = await harness.active();
        const { before: _, ...row } = { before: 0, outcome: 'refused', status, code, ...who };
        await harness.send('POST', `/connectors/${id}/pause`, { as, headers });
        expect(last()).toMatchObject({ action: 'pauseConnector', connectorId: id, ...row });
        expect(harness.ports.audit.intents.size).toBe(0);
      },
    );

    it.each([
      ['POST', '/connectors', { json: { product: 'x', name: 'y', more: 1 } }, 400, 'invalid_input'],
      ['POST', '/connectors', { text: '{' }, 400, 'invalid_json'],
      ['POST', `/connectors/${ID}/finish`, {}, 404, 'not_found'],
      ['POST', `/connectors/ID/finish`, {}, 409, 'steps_missing'],
    ])('of %s %s are recorded: %j', async (method, path, sent, status, code) => {
      const id = await harness.connector('o2-network', ['terms']);
      await harness.send(method, path.replace('ID', id), sent);
      expect(last()).toMatchObject({ outcome: 'refused', status, code });
    });

    it('of reading are recorded where a person lacks the role, not where nobody is signed in', async () => {
      await harness.send('GET', '/connectors', { as: 'nobody' });
      expect(rows()).toEqual([]);
      await harness.send('GET', '/connectors', { as: 'visitor' });
      expect(rows()).toMatchObject([{ action: 'listConnectors', code: 'role_missing' }]);
    });

    it('keep nothing that the caller made up', async () => {
      await harness.send('POST', '/connectors/evil%20id/pause', { as: 'nobody' });
      expect(last()).not.toHaveProperty('connectorId');
      await harness.send('POST', '/runs/run-evil/cancel', { as: 'nobody' });
      expect(last()).not.toHaveProperty('runId');
    });

    it('are recorded up to sixty in an hour of one caller, which the last one says', async () => {
      const pause = (as: 'nobody' | 'reader') =>
        harness.send('POST', `/connectors/${ID}/pause`, { as });
      for (let n = 0; n < 100; n++) await pause('nobody');
      expect(rows()).toHaveLength(60);
      expect(last()?.after).toEqual({ furtherRefusals: 'notRecordedThisHour' });
      await pause('reader');
      expect(last()?.whoId).toBe('id-of-reader');
      await harness.ports.clock.advance(3_600_000);
      await pause('nobody');
      expect(rows()).toHaveLength(62);
    });

    it('never hide a change', async () => {
      const id = await harness.active();
      for (let n = 0; n < 100; n++) await harness.send('POST', '/connectors', { text: '{' });
      await harness.send('POST', `/connectors/${id}/pause`);
      expect(last()).toMatchObject({ action: 'pauseConnector', outcome: 'done' });
      expect(harness.ports.audit.intents.size).toBe(0);
    });
  });

  it.each(
    ROUTES.filter((row) => row.method !== 'GET' && row.access === 'admin' && !('changes' in row)),
  )('$method $path leaves a row, whatever comes of it', async ({ method, path, name }) => {
    const id = await harness.active();
    const before = rows().length;
    const target = path.replace('{id}', id).replace('{runId}', `run-${id}-20260309`);
    await harness.send(method, `/${target.replace('{version}', '1')}`, { json: {} });
    expect(rows().slice(before)).toMatchObject([{ action: name, who: 'admin@example.test' }]);
  });

  describe('reading', () => {
    const entry = (n: number) =>
      ({
        who: `p${n % 2}`,
        whoId: `id-${n % 2}`,
        action: 'pauseConnector',
        outcome: 'done',
      }) as const;

    async function days(count: number, each = 2): Promise<void> {
      for (let n = 0; n < count * each; n++) {
        if (n > 0 && n % each === 0) await harness.ports.clock.advance(DAY_MS);
        await harness.ports.audit.append(entry(n));
      }
    }

    it('shows rows as they were hashed, paged, filtered, newest first', async () => {
      await days(3);
      const first = await list('?limit=4');
      expect(first.items.map(({ number }) => number)).toEqual([6, 5, 4, 3]);
      expect(first).toMatchObject({ verified: true, broken: null });
      expect(first.items[0]).toEqual(last());
      const rest = await list(`?limit=4&cursor=${first.nextCursor}`);
      expect(rest.items.map(({ number }) => number)).toEqual([2, 1]);
      expect(rest).not.toHaveProperty('nextCursor');
      expect((await list('?who=id-1')).items).toHaveLength(3);
      expect((await list('?from=2026-03-11T00:00:00Z&to=2026-03-12T00:00:00Z')).items).toHaveLength(
        2,
      );
      expect((await list(`?connectorId=${ID}`)).items).toEqual([]);
      expect(await list(`?action=none`)).toMatchObject({ items: [], verified: true });
    });

    it.each(['?from=today', '?connectorId=x', '?action=a%27b', '?more=1', '?runId=x'])(
      'refuses %s',
      async (query) => {
        expect((await harness.send('GET', `/audit${query}`)).status).toBe(400);
      },
    );

    it('says where the chain is broken, as far as the days shown go', async () => {
      await days(4, 3);
      const { chain } = harness.ports.audit;
      chain[4] = { ...chain[4]!, who: 'eve' };
      const place = { number: 5, at: chain[4].at, reason: 'altered' };
      expect(await list()).toMatchObject({ verified: false, broken: place });
      expect(await list('?limit=3')).toMatchObject({ verified: true, broken: null });
      expect(await list('?who=eve')).toMatchObject({ verified: false, broken: place });
    });

    it('notices that the last row of a day, of the chain, or a whole day is gone', async () => {
      await days(5);
      const { chain } = harness.ports.audit;
      const day = (n: number) => `?from=2026-03-${10 + n}T00:00:00Z&to=2026-03-${11 + n}T00:00:00Z`;
      const [gone] = chain.splice(3, 1);
      expect(await list(day(1))).toMatchObject({ verified: false, broken: { number: 5 } });
      chain.splice(2, 1);
      expect(await list(day(2))).toMatchObject({ verified: false, broken: { number: 5 } });
      expect(await list(day(3))).toMatchObject({ verified: true });
      expect(gone?.number).toBe(4);
    });

    it('is not disturbed by rows that come while it reads', async () => {
      await days(1);
      const { audit } = harness.ports;
      const rowsOf = audit.rows.bind(audit);
      let more = 1;
      audit.rows = async function* (from, to) {
        if (more-- > 0) await audit.append(entry(1));
        yield* rowsOf(from, to);
      };
      expect(await list()).toMatchObject({ verified: true });
      expect(rows()).toHaveLength(3);
    });

    it('gives a shorter page where checking all its days would take too long', async () => {
      for (let day = 0; day < 4; day++) {
        await days(1, 8_000);
        await harness.ports.audit.append({ ...entry(day), action: 'rare' });
        await harness.ports.clock.advance(DAY_MS);
      }
      const first = await list('?action=rare');
      expect(first.items.map(({ number }) => number)).toEqual([32_004, 24_003, 16_002]);
      expect(first.verified).toBe(true);
      const rest = await list(`?action=rare&cursor=${first.nextCursor}`);
      expect(rest.items.map(({ number }) => number)).toEqual([8_001]);
    });

    it('breaks an export off where the storage fails, without its words', async () => {
      const { audit, log } = harness.ports;
      audit.rows = async function* () {
        yield await Promise.resolve([]);
        throw new Error('secret inner words');
      };
      await expect(harness.send('GET', '/audit/export')).rejects.toThrow('the download broke off');
      expect(log.entries).toMatchObject([{ level: 'error', data: { route: 'exportAudit' } }]);
      expect(log.text).not.toContain('secret');
    });

    it('is exported as lines that can be checked alone', async () => {
      await days(3);
      const verify = async (query = '') => {
        const got = await harness.send('GET', `/audit/export${query}`, { as: 'reader' });
        expect(got.headers['content-type']).toBe('application/x-ndjson');
        const lines = Buffer.from(got.bytes).toString().trimEnd().split('\n');
        return verifyExport(
          (async function* () {
            for (const line of lines) yield await Promise.resolve(line);
          })(),
        );
      };
      expect(await verify()).toMatchObject({ ok: true, rows: 6, newest: { number: 6 } });
      const middle = '?from=2026-03-11T00:00:00Z&to=2026-03-12T00:00:00Z';
      expect(await verify(middle)).toMatchObject({ ok: true, rows: 2, newest: { number: 4 } });
      harness.ports.audit.chain.splice(3, 1);
      expect(await verify(middle)).toMatchObject({ ok: false, number: 5, reason: 'unlinked' });
    });
  });
});
