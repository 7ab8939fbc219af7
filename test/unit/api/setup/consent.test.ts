import { beforeEach, describe, expect, it } from '@jest/globals';
import { AppError } from '../../../../src/domain/errors.ts';
import { createHarness, ORIGIN, TENANT, type Harness } from '../harness.ts';

describe('api/consent', () => {
  let harness: Harness;
  let id: string;
  beforeEach(async () => {
    harness = createHarness();
    id = await harness.connector('android');
  });

  const beginState = async (): Promise<string> => {
    const begun = await harness.send('POST', `/connectors/${id}/consent`);
    const url = new URL(begun.body.url);
    expect(url.searchParams.get('redirect_uri')).toBe(`${ORIGIN}/api/consent/callback`);
    return url.searchParams.get('state') ?? '';
  };
  const callback = (query: Record<string, string>, headers = {}) =>
    harness.send('GET', `/consent/callback?${new URLSearchParams(query).toString()}`, { headers });
  const step = async (): Promise<unknown> =>
    (await harness.send('GET', `/connectors/${id}`)).body.steps.consent;

  it('is needed before the set-up is finished, and done by a proven grant', async () => {
    const early = await harness.send('POST', `/connectors/${id}/finish`);
    expect(early).toMatchObject({ status: 409, body: { steps: ['consent'] } });
    const state = await beginState();
    const done = await callback({ admin_consent: 'True', tenant: TENANT, state, scope: 'x' });
    expect(done).toMatchObject({ status: 200, body: { connectorId: id, granted: true } });
    const shown = await harness.send('GET', `/connectors/${id}`);
    expect(shown.body).toMatchObject({
      state: 'ready',
      consent: { tenant: TENANT, grantedBy: 'admin@example.test' },
    });
  });

  it('sends a browser back to the page', async () => {
    const headers = { accept: 'text/html,*/*' };
    const done = await callback({ state: await beginState() }, headers);
    const location = `/?consent=granted&connectorId=${id}`;
    expect(done).toMatchObject({ status: 303, headers: { location } });
    const spent = await callback({ state: 'made-up' }, headers);
    expect(spent.headers.location).toBe('/?consent=consent_state_invalid');
    const description = 'AADSTS65004: User declined <script>';
    const error = { error: 'access_denied', error_description: description };
    const refused = await callback({ ...error, state: await beginState() }, headers);
    expect(refused.headers.location).toBe(
      `/?consent=consent_refused&connectorId=${id}&platformCode=AADSTS65004`,
    );
    harness.consent.failure = new AppError('graph_unavailable', 'down', { retry: 'later' });
    const down = await callback({ state: await beginState() }, headers);
    expect(down.headers.location).toBe('/?consent=graph_unavailable');
  });

  it.each([
    ['access_denied', 'declined'],
    ['permission_denied', 'declined'],
    ['unauthorized_client', 'registration'],
    ['invalid_request', 'redirect URI'],
    ['temporarily_unavailable', 'in a few minutes'],
    ['server_error', 'in a few minutes'],
    ['something_new', 'begin again'],
  ])('says what %s means, in words of its own', async (error, words) => {
    const query = { error, error_description: 'AADSTS90094 anybody wrote this' };
    const refused = await callback({ ...query, state: await beginState() });
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'consent_refused', connectorId: id, platformCode: 'AADSTS90094' },
    });
    expect(refused.body.detail).toContain(words);
    expect(JSON.stringify(refused.body)).not.toContain('anybody wrote this');
  });

  it('lets an error that comes without a state of the person do nothing', async () => {
    const state = await beginState();
    const forged = await callback({ error: 'access_denied', state: 'made-up' });
    expect(forged).toMatchObject({ status: 400, body: { code: 'consent_state_invalid' } });
    expect((await callback({ state })).status).toBe(200);
  });

  it('tells where a managed identity gets its permission', async () => {
    harness = createHarness({ options: { platformAuth: true, managedIdentity: true } });
    id = await harness.connector('android');
    harness.consent.isGranted = false;
    const refused = await callback({ state: await beginState() });
    expect(refused).toMatchObject({ status: 409, body: { code: 'consent_not_proven' } });
    expect(refused.body.detail).toContain('by command');
  });

  it('takes a state once', async () => {
    const state = await beginState();
    expect((await callback({ state })).status).toBe(200);
    expect(await callback({ state })).toMatchObject({
      status: 400,
      body: { code: 'consent_state_invalid' },
    });
  });

  it('looks at the error first, which also comes with admin_consent=True', async () => {
    const state = await beginState();
    const refused = await callback({ admin_consent: 'True', error: 'access_denied', state });
    expect(refused).toMatchObject({ status: 403, body: { code: 'consent_refused' } });
    expect((await callback({ state })).status).toBe(400);
    expect(await step()).toBe('open');
  });

  it.each([
    ['a state that was never given', () => callback({ state: 'made-up', tenant: TENANT })],
    ['no state', () => callback({ admin_consent: 'True', tenant: TENANT })],
    [
      'a state that is too old',
      async () => {
        const state = await beginState();
        await harness.ports.clock.advance(15 * 60_000);
        return callback({ state });
      },
    ],
    [
      'the state of somebody else',
      async () => {
        const state = await beginState();
        const pending = harness.consent.pending.get(state);
        if (pending) harness.consent.pending.set(state, { ...pending, personId: 'other' });
        return callback({ state });
      },
    ],
  ])('refuses %s', async (_what, attempt) => {
    expect((await attempt()).body.code).toBe('consent_state_invalid');
    expect(await step()).toBe('open');
  });

  it('believes the grant itself, not the query', async () => {
    harness.consent.isGranted = false;
    const refused = await callback({
      admin_consent: 'True',
      tenant: TENANT,
      state: await beginState(),
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'consent_not_proven' } });
    harness.consent.isGranted = true;
    const foreign = await callback({ tenant: 'another', state: await beginState() });
    expect(foreign).toMatchObject({ status: 409, body: { code: 'consent_wrong_tenant' } });
    expect(await step()).toBe('open');
  });

  it('is not asked for where the product needs none', async () => {
    const other = await harness.connector('o2-network');
    const refused = await harness.send('POST', `/connectors/${other}/consent`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'consent_not_needed' } });
  });
});
