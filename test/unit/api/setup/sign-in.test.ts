import { beforeEach, describe, expect, it } from '@jest/globals';
import { createHarness, type Harness } from '../harness.ts';

const MINUTE_MS = 60_000;

describe('api/sign-in', () => {
  let harness: Harness;
  let id: string;
  const put = (password: string, connectorId = id) =>
    harness.send('PUT', `/connectors/${connectorId}/credentials`, {
      json: { username: 'Archive-User', password },
    });
  beforeEach(async () => {
    harness = createHarness();
    const { accounts } = harness.ports.source;
    accounts.set('Archive-User', accounts.get('archive-user')!);
    accounts.set('ARCHIVE-USER', accounts.get('archive-user')!);
    id = await harness.connector('o2-network', ['credentials']);
  });

  it('refuses the fifth wrong password before TeleMessage could lock the account, and says until when', async () => {
    const { source, clock, audit } = harness.ports;
    for (let n = 0; n < 4; n++) {
      expect(await put('wrong')).toMatchObject({
        status: 422,
        body: { code: 'invalid_credentials' },
      });
      await clock.advance(MINUTE_MS);
    }
    let asked = 0;
    const verify = source.verify.bind(source);
    source.verify = (credential) => {
      asked++;
      return verify(credential);
    };
    const refused = await put('right');
    expect(refused).toMatchObject({
      status: 429,
      headers: { 'retry-after': '660' },
      body: { code: 'too_many_sign_ins' },
    });
    expect(asked).toBe(0);
    expect(audit.chain.at(-1)).toMatchObject({ outcome: 'refused', code: 'too_many_sign_ins' });
    await clock.advance(11 * MINUTE_MS);
    expect((await put('right')).status).toBe(204);
  });

  it('counts an account whatever connector it is tried in, however it is written', async () => {
    const other = await harness.connector('android', ['credentials']);
    for (let n = 0; n < 4; n++) await put('wrong', n % 2 ? id : other);
    const third = await harness.connector('android', ['credentials']);
    const json = { username: 'ARCHIVE-USER', password: 'right' };
    const got = await harness.send('PUT', `/connectors/${third}/credentials`, { json });
    expect(got.status).toBe(429);
  });

  it('counts attempts at the same moment, and nothing after one that succeeded', async () => {
    const results = await Promise.all(Array.from({ length: 6 }, () => put('wrong')));
    expect(results.map(({ status }) => status).sort()).toEqual([422, 422, 422, 422, 429, 429]);
    await harness.ports.clock.advance(15 * MINUTE_MS);
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < 3; n++) expect((await put('wrong')).status).toBe(422);
      expect((await put('right')).status).toBe(204);
    }
  });

  it('keeps neither the password nor the user name', async () => {
    await put('wrong');
    expect(harness.ports.signIns.attempts).toHaveLength(1);
    expect(JSON.stringify(harness.ports.signIns.attempts)).not.toMatch(/archive-user|wrong/i);
  });
});
