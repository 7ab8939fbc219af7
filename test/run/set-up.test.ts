import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { describe, expect, it } from '@jest/globals';
import { settled, startRun, type RunView } from '../../local/set-up.ts';
import { MAX_CSV_BYTES } from '../../src/api/mapping/text.ts';
import { person, sms, useSystem, WINDOW } from '../support/system.ts';

const SETTLED_WITHIN_MS = 60_000;
const TEST_MS = 90_000;
const HEADER = 'External User ID,Microsoft 365 User Mailbox\n';
const PRODUCT = 'o2-network';
const FOLDER = 'O2 SMS and Voice Network Archiver';

const alice = person(1);
const shut = person(2, 'denied');
const tested = useSystem({ people: [alice, shut] });

async function counted(runId: string): Promise<RunView['counters']> {
  return (await settled(tested.admin, runId, SETTLED_WITHIN_MS)).counters;
}

describe('a mapping', () => {
  it(
    'is extended by a number that items wait for, and then they are imported',
    async () => {
      const { admin } = tested;
      const stranger = { sender: { value: '+447700900555' }, recipients: [] };
      await tested.list(PRODUCT, [
        sms('mapped', alice),
        sms('stranger-1', alice, { ...stranger, text: 'one' }),
        sms('stranger-2', alice, { ...stranger, text: 'two' }),
      ]);
      const id = await tested.connect(PRODUCT, `${HEADER}447700900998,${alice.mail}\n`);
      const post = <T>(path: string, body: unknown): Promise<T> =>
        admin.must<T>('POST', `/connectors/${id}/${path}`, body);
      const runId = await startRun(admin, id, WINDOW);
      expect(await counted(runId)).toMatchObject({ imported: 1, unmapped: 2 });

      const { counts } = await admin.must<{
        counts: { unmapped: { party: string; count: number }[] };
      }>('GET', `/exceptions?connectorId=${id}&state=open`);
      const waiting = counts.unmapped.find(({ party }) => party === '+447700900555');
      expect(waiting?.count).toBe(2);
      const question = { number: '+447700900555' };
      expect(await post('mapping-resolve', question)).toMatchObject({ mailbox: null });

      const add = [{ number: '07700 900555', mailbox: alice.mail }];
      const report = await post('mapping-entries', { add });
      expect(report).toMatchObject({ version: 2, rows: 2, added: 1, users: { unknown: [] } });
      expect(await post('mapping-resolve', question)).toMatchObject({
        mailbox: { address: alice.mail, mailboxId: alice.id, rule: 'custom' },
      });
      expect(await post('reprocess', { parties: ['+447700900555'] })).toMatchObject({
        queued: [runId],
        busy: [],
        items: 2,
      });
      expect(await counted(runId)).toMatchObject({ imported: 3, unmapped: 0 });
      const messages = await tested.mailboxes();
      expect(messages.filter(({ folder }) => folder === FOLDER)).toHaveLength(3);

      expect(await post('mapping-versions/1/restore', {})).toMatchObject({
        version: 3,
        removed: 1,
      });
      const { items } = await admin.must<{ items: unknown[] }>(
        'GET',
        `/connectors/${id}/mapping-versions`,
      );
      expect(items).toMatchObject([
        { version: 3, restoredFrom: 1, live: true },
        { version: 2, restoredFrom: null, live: false },
        { version: 1 },
      ]);
    },
    TEST_MS,
  );

  it(
    'that is too long is refused with the limit, and the one in use stays',
    async () => {
      const { admin } = tested;
      const id = await tested.connect(PRODUCT, `${HEADER}447700900998,${alice.mail}\n`);
      const path = `/connectors/${id}/mapping`;
      const refused = await admin.call<{ code: string; detail: string }>(
        'PUT',
        path,
        HEADER.padEnd(MAX_CSV_BYTES + 1, 'x'),
      );
      expect(refused).toMatchObject({ status: 413, body: { code: 'too_large' } });
      expect(refused.body.detail).toContain(String(MAX_CSV_BYTES));
      expect(await admin.must('GET', path)).toContain(alice.mail);
    },
    TEST_MS,
  );
});

describe('a preflight', () => {
  interface Preflight {
    ready: boolean;
    checks: { name: string; ok: boolean; detail: string; remedy: string }[];
  }
  const lookAt = async (mappingCsv: string): Promise<Preflight> => {
    const id = await tested.connect(PRODUCT, HEADER + mappingCsv);
    return tested.admin.must<Preflight>('GET', `/connectors/${id}/preflight`);
  };

  it(
    'finds everything in place, or names what to do',
    async () => {
      const well = await lookAt(`447700900998,${alice.mail}\n`);
      expect(well.checks.filter(({ ok }) => !ok)).toEqual([]);
      expect(well.ready).toBe(true);
      const denied = await lookAt(`447700900998,${shut.mail}\n`);
      expect(denied.ready).toBe(false);
      expect(denied.checks.filter(({ ok }) => !ok)).toMatchObject([
        { name: 'mailbox', remedy: expect.stringContaining('Application Mail.ReadWrite') },
      ]);
    },
    TEST_MS,
  );
});

describe('a consent', () => {
  /** A request to the simulated identity platform, whose authority only the product and tests know. */
  async function ask(url: string, body?: unknown): Promise<string | undefined> {
    const options = { ca: tested.admin.ca, method: body === undefined ? 'GET' : 'POST' };
    const sent = request(url, options);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    return response.headers.location;
  }
  const decide = (refuseConsent: boolean): Promise<unknown> =>
    ask(`${String(tested.system.entra?.url)}/_control/state`, { refuseConsent });

  it(
    'that is declined is told on the page, and one that is given is proven once',
    async () => {
      const { admin } = tested;
      const product = 'android';
      const { id } = await admin.must<{ id: string }>('POST', '/connectors', {
        product,
        name: 'C',
      });
      const path = `/connectors/${id}`;
      const fromPage = async (): Promise<string> => {
        const { url } = await admin.must<{ url: string }>('POST', `${path}/consent`, {});
        return String(await ask(url));
      };
      const goTo = async (address: string): Promise<string | null> => {
        const answer = await admin.call('GET', address, undefined, { accept: 'text/html' });
        expect(answer.status).toBe(303);
        return answer.headers.get('location');
      };
      await decide(true);
      const declined = await goTo(await fromPage());
      expect(declined).toBe(`/?consent=consent_refused&connectorId=${id}&platformCode=AADSTS65004`);
      expect(await admin.must('GET', path)).toMatchObject({ steps: { consent: 'open' } });
      await decide(false);
      const back = await fromPage();
      expect(await goTo(back)).toBe(`/?consent=granted&connectorId=${id}`);
      expect(await goTo(back)).toBe('/?consent=consent_state_invalid');
      expect(await admin.must('GET', path)).toMatchObject({ steps: { consent: 'done' } });
    },
    TEST_MS,
  );
});
