import { beforeEach, describe, expect, it } from '@jest/globals';
import { createHarness, type Harness } from '../harness.ts';

const CREDENTIALS = { username: 'archive-user', password: 'right' };

describe('api/setup', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = createHarness();
  });

  it('goes from draft over every step to active, paused and back', async () => {
    const { send } = harness;
    const created = await send('POST', '/connectors', {
      json: { product: 'o2-network', name: ' Phones ' },
    });
    expect(created).toMatchObject({
      status: 201,
      body: {
        name: 'Phones',
        state: 'draft',
        steps: { terms: 'open', credentials: 'open', mapping: 'open', consent: 'notNeeded' },
        settings: { sizeLimitMb: 10, messageClass: 'IPM.Note' },
        watermark: null,
        lastRun: null,
      },
    });
    const id = created.body.id;
    expect(id).toMatch(/^[a-z2-7]{12}$/);
    expect(created.headers.location).toBe(`/api/connectors/${id}`);

    const terms = { version: '2026-01', accepted: true };
    const accepted = await send('PUT', `/connectors/${id}/terms`, { json: terms });
    expect(accepted.body).toMatchObject({
      state: 'draft',
      terms: { version: '2026-01', acceptedBy: 'admin@example.test' },
    });
    const signedIn = await send('PUT', `/connectors/${id}/credentials`, { json: CREDENTIALS });
    expect(signedIn.status).toBe(204);
    const early = await send('POST', `/connectors/${id}/finish`);
    expect(early).toMatchObject({
      status: 409,
      body: { code: 'steps_missing', steps: ['mapping'] },
    });
    expect(early.body.errors).toMatchObject([{ path: 'steps.mapping' }]);

    const rules = { automatic: true, custom: false };
    const mapped = await send('PUT', `/connectors/${id}/mapping-rules`, { json: rules });
    expect(mapped.body.state).toBe('ready');
    for (const [action, state] of [
      ['finish', 'active'],
      ['pause', 'paused'],
      ['resume', 'active'],
    ] as const) {
      const done = await send('POST', `/connectors/${id}/${action}`);
      expect(done).toMatchObject({ status: 200, body: { state } });
    }
  });

  it('wants a mapping where the custom rule is on, and never loses it while active', async () => {
    const { send } = harness;
    const id = await harness.active();
    const json = { automatic: false, custom: true };
    const refused = await send('PUT', `/connectors/${id}/mapping-rules`, { json });
    expect(refused).toMatchObject({ status: 409, body: { steps: ['mapping'] } });
    const draft = await harness.connector();
    const open = await send('PUT', `/connectors/${draft}/mapping-rules`, { json });
    expect(open.body).toMatchObject({ state: 'draft', steps: { mapping: 'open' } });
  });

  it('keeps a password in the secret store only', async () => {
    const id = await harness.active();
    expect(harness.ports.secrets.kept.get(id)).toEqual(CREDENTIALS);
    const shown = await harness.send('GET', `/connectors/${id}`);
    expect(shown.body.credentials).toMatchObject({ username: 'archive-user', company: 'Contoso' });
    const everywhere = JSON.stringify([
      shown,
      harness.ports.connectors.rows.all(),
      harness.ports.log.entries,
    ]);
    expect(everywhere).not.toContain('right');
  });

  it.each([
    [
      'a wrong password',
      'o2-network',
      { username: 'archive-user', password: 'wrong' },
      'invalid_credentials',
    ],
    ['a product that is not licensed', 'signal', CREDENTIALS, 'product_not_licensed'],
  ])('refuses %s and keeps nothing', async (_what, product, json, code) => {
    const id = await harness.connector(product, ['credentials']);
    const refused = await harness.send('PUT', `/connectors/${id}/credentials`, { json });
    expect(refused).toMatchObject({ status: 422, body: { code } });
    expect(harness.ports.secrets.kept.size).toBe(0);
    expect(harness.ports.connectors.rows.get(id)?.credentials).toBeUndefined();
  });

  it.each([
    ['account_locked', 422],
    ['source_unavailable', 503],
  ] as const)('answers %s with %i', async (code, status) => {
    const id = await harness.connector('o2-network', ['credentials']);
    harness.ports.source.failure = code;
    const json = CREDENTIALS;
    const refused = await harness.send('PUT', `/connectors/${id}/credentials`, { json });
    expect(refused).toMatchObject({ status, body: { code } });
  });

  it('ends the attention that new credentials mend, and no other', async () => {
    const { ports, send } = harness;
    const id = await harness.active();
    for (const [code, state] of [
      ['invalid_credentials', 'active'],
      ['graph_unauthorized', 'attention'],
    ] as const) {
      const { etag = '' } = (await ports.connectors.get(id)) ?? {};
      const attention = { code, since: ports.clock.now() };
      await ports.connectors.update(id, etag, { state: 'attention', attention });
      const shown = await send('GET', `/connectors/${id}`);
      expect(shown.body.attention).toMatchObject({ code, remedy: expect.stringMatching(/\w+/) });
      await send('PUT', `/connectors/${id}/credentials`, { json: CREDENTIALS });
      expect((await send('GET', `/connectors/${id}`)).body.state).toBe(state);
    }
    const resumed = await send('POST', `/connectors/${id}/resume`);
    expect(resumed.body).toMatchObject({ state: 'active', attention: null });
    expect(ports.source.forgotten).toContain(id);
  });

  it('deletes: the credential goes, runs are stopped, the row stays', async () => {
    const { ports, send, starter } = harness;
    const id = await harness.active();
    await send('POST', `/connectors/${id}/runs`, {
      json: { from: '2026-03-09T00:00:00Z', to: '2026-03-10T00:00:00Z' },
    });
    expect((await send('DELETE', `/connectors/${id}`)).status).toBe(204);
    expect((await send('DELETE', `/connectors/${id}`)).status).toBe(204);
    expect(ports.secrets.kept.size).toBe(0);
    expect(starter.cancelled).toMatchObject([{ connectorId: id, cancelRequested: true }, {}]);
    expect((await send('GET', `/connectors/${id}`)).body.state).toBe('deleted');
    expect((await send('GET', '/connectors')).body.items).toEqual([]);
    const revived = await send('PUT', `/connectors/${id}/credentials`, { json: CREDENTIALS });
    expect(revived).toMatchObject({ status: 409, body: { code: 'invalid_state' } });
  });

  it('lists in pages', async () => {
    const ids = [await harness.connector(), await harness.connector(), await harness.connector()];
    const first = await harness.send('GET', '/connectors?limit=2', { as: 'reader' });
    const cursor = String(first.body.nextCursor);
    const second = await harness.send('GET', `/connectors?limit=2&cursor=${cursor}`);
    const seen = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect(seen.sort()).toEqual(ids.sort());
    expect(second.body.nextCursor).toBeUndefined();
  });

  it('changes name and settings, and goes back to the defaults', async () => {
    const { send } = harness;
    const id = await harness.connector();
    const settings = { sizeLimitMb: 150, messageClass: 'IPM.Note.Sms' };
    const changed = await send('PATCH', `/connectors/${id}`, { json: { name: 'New', settings } });
    expect(changed.body).toMatchObject({ name: 'New', settings });
    expect(harness.ports.connectors.rows.get(id)?.settings.sizeLimit).toBe(157_286_400);
    const back = { settings: { sizeLimitMb: null } };
    const reset = await send('PATCH', `/connectors/${id}`, { json: back });
    expect(reset.body.settings).toEqual({ sizeLimitMb: 10, messageClass: 'IPM.Note.Sms' });
  });

  it('reports every fault of a bad request at once', async () => {
    const id = await harness.connector();
    const json = {
      name: '',
      settings: { sizeLimitMb: 10.5, messageClass: 'IPM.Noted', x: 1 },
      y: 2,
    };
    const refused = await harness.send('PATCH', `/connectors/${id}`, { json });
    expect(refused.status).toBe(400);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.body.errors.map(({ path }) => path).sort()).toEqual([
      'name',
      'settings.messageClass',
      'settings.sizeLimitMb',
      'settings.x',
      'y',
    ]);
  });

  it('refuses a change made on a stale reading, and takes one without a tag', async () => {
    const { send } = harness;
    const id = await harness.connector();
    const { etag = '' } = (await send('GET', `/connectors/${id}`)).headers;
    const patch = (name: string, headers = {}) =>
      send('PATCH', `/connectors/${id}`, { json: { name }, headers });
    expect((await patch('One', { 'if-match': etag })).status).toBe(200);
    expect(await patch('Two', { 'if-match': etag })).toMatchObject({
      status: 412,
      body: { code: 'stale' },
    });
    expect((await patch('Three')).status).toBe(200);
    expect((await patch('Four', { 'if-match': '*' })).status).toBe(200);
  });

  it('makes a change once more when it is overtaken by another', async () => {
    const { ports, send } = harness;
    const id = await harness.connector();
    const get = ports.connectors.get.bind(ports.connectors);
    let overtaken = 0;
    ports.connectors.get = async (wanted) => {
      const row = await get(wanted);
      if (row && overtaken++ === 0) await ports.connectors.update(id, row.etag, { watermark: 1 });
      return row;
    };
    const changed = await send('PATCH', `/connectors/${id}`, { json: { name: 'Mine' } });
    expect(changed).toMatchObject({ status: 200, body: { name: 'Mine' } });
    expect(ports.connectors.rows.get(id)).toMatchObject({ name: 'Mine', watermark: 1 });
  });

  it('refuses a product that is not in the catalogue', async () => {
    const json = { product: 'pager', name: 'x' };
    const refused = await harness.send('POST', '/connectors', { json });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'product' }] } });
  });
});
