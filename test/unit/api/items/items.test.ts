import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ItemList, ItemStory } from '../../../../src/api/items/schemas.ts';
import { itemKey } from '../../../../src/domain/content-key.ts';
import type { ItemRow } from '../../../../src/domain/records.ts';
import type { Listing, SourceRecord } from '../../../../src/domain/source-item.ts';
import { orchestrate } from '../../../support/orchestration.ts';
import { createHarness, type Harness } from '../harness.ts';

const WINDOW = { from: '2026-03-09T00:00:00Z', to: '2026-03-10T00:00:00Z' };
const MORNING = Date.parse('2026-03-09T08:00:00Z');
const ANNA = { value: '+44 7700 900101', email: 'anna@t.example' };
const BEN = { value: '+44 7700 900102', email: 'ben@t.example' };
const STRANGER = { value: '+44 7700 900999' };

function listing(id: string, change: Partial<SourceRecord> = {}): Listing {
  return {
    item: {
      id,
      revision: 1,
      kind: 'sms',
      format: 'record',
      event: 'created',
      archivedAt: MORNING + 60_000,
      messageTime: MORNING,
      sender: ANNA,
      recipients: [STRANGER],
      attachments: [],
      text: `text ${id}`,
      ...change,
    },
  };
}

describe('api/items', () => {
  let harness: Harness;
  let connectorId: string;
  beforeEach(async () => {
    harness = createHarness();
    connectorId = await harness.active();
    const { directory } = harness.ports;
    directory.add(ANNA.email, 'mailbox-anna');
    directory.add(BEN.email, 'mailbox-ben');
  });

  const archive = async (listings: Listing[], window = WINDOW): Promise<string> => {
    const { ports, send } = harness;
    ports.source.listings = listings;
    const begun = await send('POST', `/connectors/${connectorId}/runs`, { json: window });
    await drive(begun.body.id);
    return begun.body.id;
  };
  const drive = async (runId: string): Promise<void> => {
    const { ports } = harness;
    const run = await ports.runs.get(runId);
    const attempt = (run?.attempt ?? 0) + 1;
    const attemptedAt = ports.clock.now();
    await ports.runs.update(runId, run?.etag ?? '', { attempt, attemptedAt });
    await orchestrate(ports, ports.clock, { runId, attempt });
  };
  const again = async (runId: string, action: 'retry' | 'reprocess'): Promise<void> => {
    await harness.ports.clock.advance(60_000);
    await harness.send('POST', `/runs/${runId}/${action}`);
    await drive(runId);
  };

  const search = async (query: Record<string, string>) => {
    const fields = new URLSearchParams({ connectorId, ...WINDOW, ...query });
    const got = await harness.send('GET', `/items?${fields.toString()}`, { as: 'reader' });
    return { status: got.status, code: got.body.code, ...(got.body as unknown as ItemList) };
  };
  const idsOf = async (query: Record<string, string>) => {
    const { items } = await search(query);
    return items.map(({ itemId }) => itemId).sort();
  };
  const storyOf = async (itemId: string, index = 0): Promise<ItemStory> => {
    const { items } = await search({ itemId });
    const got = await harness.send('GET', `/items/${items[index]?.id ?? ''}`, { as: 'reader' });
    expect(got.status).toBe(200);
    return got.body as unknown as ItemStory;
  };
  const typesOf = (story: ItemStory) => story.events.map(({ type }) => type);

  describe('search', () => {
    beforeEach(async () => {
      harness.ports.mailboxes.script.push({ result: { kind: 'refused', cause: 'quotaFull' } });
      await archive([
        listing('one'),
        listing('two', { recipients: [BEN] }),
        listing('three', { sender: STRANGER, recipients: [{ value: 'MyBank' }] }),
        listing('late', { messageTime: MORNING + 3_600_000, sender: BEN }),
        {
          malformed: { place: 'sender', reason: 'is missing' },
          id: 'bad',
          revision: 1,
          kind: 'sms',
        },
      ]);
    });

    it('finds by time and outcome of the item', async () => {
      const all = await search({});
      expect(all.items).toHaveLength(5);
      expect(all).toMatchObject({ searched: { rows: 5, complete: true, place: null } });
      expect(all).not.toHaveProperty('nextCursor');
      expect(await idsOf({ from: '2026-03-09T08:30:00Z' })).toEqual(['late']);
      expect(await idsOf({ outcome: 'unmapped' })).toEqual(['three']);
      expect(await idsOf({ outcome: 'malformed' })).toEqual(['bad']);
    });

    it.each([
      ['+447700900101', ['one', 'two']],
      ['+44 7700 900 999', ['late', 'one', 'three']],
      ['07700900102', ['late', 'two']],
      ['MyBank', ['three']],
      ['+447700900555', []],
    ])('finds by the number %s, in whatever spelling', async (number, ids) => {
      expect(await idsOf({ number })).toEqual(ids);
    });

    it('finds by mailbox, its id or its address, with what became of it there', async () => {
      expect(await idsOf({ mailbox: 'mailbox-ben' })).toEqual(['late', 'two']);
      const found = await search({ mailbox: 'Ben@T.example', number: ANNA.value });
      expect(found.items).toMatchObject([
        { itemId: 'two', delivery: { mailboxId: 'mailbox-ben', duplicateOf: null } },
      ]);
      expect(await idsOf({ mailbox: 'mailbox-of-nobody' })).toEqual([]);
      const unknown = await search({ mailbox: 'nobody@t.example' });
      expect(unknown).toMatchObject({ status: 422, code: 'unknown_mailbox' });
    });

    it('finds by what became of deliveries, in any mailbox', async () => {
      const failed = await search({ outcome: 'failed' });
      expect(failed.items).toMatchObject([{ delivery: { state: 'failed', cause: 'quotaFull' } }]);
      const { items } = await search({ outcome: 'imported' });
      expect(items.length).toBeGreaterThan(0);
      expect(new Set(items.map(({ delivery }) => delivery?.state))).toEqual(new Set(['imported']));
      expect(await idsOf({ itemId: 'one', outcome: 'partial' })).toEqual([]);
    });

    it('finds by id without a time, what could not be read as well', async () => {
      const byId = (itemId: string) =>
        harness.send('GET', `/items?connectorId=${connectorId}&itemId=${itemId}`);
      expect((await byId('one')).body.items).toMatchObject([{ itemId: 'one', revision: 1 }]);
      expect((await byId('bad')).body.items).toMatchObject([{ outcome: 'malformed' }]);
      expect((await byId('none')).body).toMatchObject({ items: [], searched: { complete: true } });
    });

    it.each([{}, { mailbox: 'mailbox-ben' }, { outcome: 'imported' }, { itemId: 'one' }])(
      'shows every hit once, page by page, for %j',
      async (query: Record<string, string>) => {
        const whole = await idsOf(query);
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await search({ ...query, limit: '1', ...(cursor && { cursor }) });
          expect(page.items.length).toBeLessThanOrEqual(1);
          seen.push(...page.items.map(({ itemId }) => itemId));
          cursor = page.nextCursor;
        } while (cursor !== undefined);
        expect(seen.sort()).toEqual(whole);
      },
    );

    it.each([
      [{ from: '' }, 'from'],
      [{ to: '2026-03-09T00:00:00Z' }, 'to'],
      [{ to: '2026-04-10T00:00:00Z' }, 'to'],
      [{ outcome: 'odd' }, 'outcome'],
      [{ connectorId: 'x' }, 'connectorId'],
    ])('refuses %j', async (query: Record<string, string>, path) => {
      const got = await search(query);
      expect(got).toMatchObject({ status: 400, errors: [{ path }] });
    });

    it.each(['nonsense', 'WyJhIl0', Buffer.from('["run-x"]').toString('base64url')])(
      'refuses the cursor %s',
      async (cursor) => {
        expect(await search({ cursor })).toMatchObject({ status: 400, code: 'invalid_cursor' });
      },
    );
  });

  it('goes on with a search that is longer than a page may take', async () => {
    const runId = await archive([]);
    const row = (number: number): ItemRow => ({
      key: itemKey(String(number), 1),
      itemId: String(number),
      revision: 1,
      kind: 'sms',
      occurredAt: MORNING,
      outcome: 'delivered',
      deliveries: 0,
      duplicates: 0,
      parties: [number === 7 ? 'needle' : 'hay'],
      raw: { blob: 'b', index: number },
      slice: 0,
      generation: 1,
    });
    await harness.ports.ledger.insertItems(
      runId,
      Array.from({ length: 12_000 }, (_, number) => row(number)),
    );
    const first = await search({ number: 'needle' });
    const second = await search({ number: 'needle', cursor: first.nextCursor ?? '' });
    expect([...first.items, ...second.items]).toMatchObject([{ itemId: '7' }]);
    expect(first.searched).toMatchObject({ place: runId, complete: false });
    expect(second.searched).toMatchObject({ complete: true });
    expect(first.searched.rows + second.searched.rows).toBe(12_000);
  });

  describe('story', () => {
    it('tells an import from the listing to the mailbox', async () => {
      const runId = await archive([listing('one')]);
      const story = await storyOf('one');
      expect(typesOf(story)).toEqual(['listed', 'planned', 'claimed', 'imported']);
      expect(story).toMatchObject({
        itemId: 'one',
        runId,
        parties: ['+447700900101', '+447700900999'],
        raw: { index: 0 },
        mailboxes: [{ mailboxId: 'mailbox-anna', state: 'imported', rule: 'automatic' }],
        related: [],
      });
      const [listed, , , imported] = story.events;
      expect(listed).toMatchObject({ slice: 2, raw: story.raw });
      const [written] = harness.ports.mailboxes.of('mailbox-anna');
      expect(imported).toMatchObject({ messageId: written?.messageId, round: 1 });
      expect(story.events.every(({ at }) => at !== null)).toBe(true);
    });

    it('tells a failure with its remedy, and the retry that mended it', async () => {
      const { mailboxes, ledger } = harness.ports;
      mailboxes.script.push({ result: { kind: 'refused', cause: 'quotaFull' } });
      const runId = await archive([listing('one')]);
      await again(runId, 'retry');
      const story = await storyOf('one');
      expect(typesOf(story)).toEqual([
        'listed',
        'planned',
        'claimed',
        'failed',
        'claimed',
        'imported',
      ]);
      expect(story.events[3]).toMatchObject({
        round: 1,
        reason: 'quotaFull',
        title: 'Mailbox full',
        remedy: 'Make room, then retry.',
      });
      expect(story.events[5]).toMatchObject({ round: 2 });
      const [exception] = await ledger.exceptionsOf(runId, itemKey('one', 1));
      expect(exception).toMatchObject({ state: 'resolved', reason: 'quotaFull' });
      expect(exception?.since).toBeLessThan(exception?.resolvedAt ?? 0);
    });

    it('tells how an unmapped item was taken up until its mailbox was found', async () => {
      const { directory, runs } = harness.ports;
      directory.users.delete(ANNA.email);
      const runId = await archive([listing('one')]);
      const counted = { cause: 'unmapped', reason: 'noMailbox' };
      expect(await runs.exceptionTally(runId)).toMatchObject({ groups: [{ ...counted, open: 1 }] });
      await again(runId, 'reprocess');
      directory.add(ANNA.email, 'mailbox-anna');
      await again(runId, 'reprocess');
      expect(await runs.exceptionTally(runId)).toMatchObject({
        groups: [{ ...counted, open: 0, resolved: 1 }],
      });
      const story = await storyOf('one');
      expect(typesOf(story)).toEqual([
        'listed',
        'unmapped',
        'reprocessed',
        'resolved',
        'planned',
        'claimed',
        'imported',
      ]);
      expect(story.events[1]).toMatchObject({
        reason: 'noMailbox',
        parties: expect.arrayContaining([ANNA.value]),
        remedy: expect.stringContaining('mapping'),
      });
    });

    it('says which attachments a partial delivery goes without', async () => {
      const big = { id: 'a1', name: 'film.mp4', contentType: 'video/mp4', size: 10_485_761 };
      harness.ports.source.bodies.set('one/a1', new Uint8Array(10_485_761));
      await archive([listing('one', { kind: 'mms', attachments: [big] })]);
      const story = await storyOf('one');
      const leftOut = [{ name: 'film.mp4', size: 10_485_761, sha256: expect.any(String) }];
      expect(story.mailboxes).toMatchObject([{ state: 'partial', leftOut }]);
      expect(story.events.at(-1)).toMatchObject({ type: 'partial', leftOut });
    });

    it('leads a duplicate to the item that was delivered for it', async () => {
      await archive([listing('one'), listing('two', { text: 'text one' })]);
      const stories = [await storyOf('one'), await storyOf('two')];
      const duplicate = stories.find((story) => typesOf(story).includes('duplicate'));
      const first = stories.find((story) => story !== duplicate);
      expect(duplicate?.related).toMatchObject([
        { relation: 'duplicateOf', id: first?.id, itemId: first?.itemId },
      ]);
      expect(duplicate?.mailboxes).toMatchObject([
        { state: 'imported', duplicateOf: { id: first?.id } },
      ]);
    });

    it('knows the same item in another run, and the revisions of it', async () => {
      await archive([listing('one'), listing('one', { revision: 2, text: 'better' })]);
      await archive([listing('one')]);
      const first = await storyOf('one');
      expect(first.related).toMatchObject([
        { relation: 'sameInOtherRun', itemId: 'one', revision: 1 },
        { relation: 'replacedBy', itemId: 'one', revision: 2 },
      ]);
      expect(typesOf(first)).toContain('listedAgain');
    });

    it('names the item that an edit replaces, found or not', async () => {
      await archive([
        listing('one'),
        listing('edit', { event: 'edited', replacesItemId: 'one' }),
        listing('lost', { event: 'edited', replacesItemId: 'never-listed' }),
      ]);
      const { id } = await storyOf('one');
      expect((await storyOf('edit')).related).toMatchObject([{ relation: 'replaces', id }]);
      expect((await storyOf('lost')).related).toMatchObject([
        { relation: 'replaces', itemId: 'never-listed', id: null },
      ]);
    });

    it.each(['nonsense', Buffer.from(`run-x|${'a'.repeat(40)}`).toString('base64url')])(
      'knows no item %s',
      async (id) => {
        expect((await harness.send('GET', `/items/${id}`)).status).toBe(404);
      },
    );
  });
});
