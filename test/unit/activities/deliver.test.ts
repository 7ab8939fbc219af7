import { describe, expect, it } from '@jest/globals';
import {
  deliver,
  SECOND_LOOK_MS,
  type DeliverTools,
} from '../../../src/activities/importing/deliver.ts';
import type { DeliveryRow } from '../../../src/domain/records.ts';
import type { MailboxWriter, StagedMessage, WriteResult } from '../../../src/ports/microsoft365.ts';

const NOW = Date.UTC(2026, 10, 20);
const MESSAGE: StagedMessage = { json: Buffer.from('{}'), key: 'k', attachments: [] };

function row(change: Partial<DeliveryRow> = {}): DeliveryRow {
  return {
    key: 'mailbox|k',
    runId: 'run-1',
    itemId: 'i',
    itemKey: 'ik',
    state: 'planned',
    staged: { blob: 'b', offset: 0, length: 2 },
    reduced: false,
    rule: 'custom',
    round: 1,
    attempts: 0,
    at: NOW,
    ...change,
  };
}

interface Script {
  find?: Awaited<ReturnType<MailboxWriter['find']>>;
  write?: WriteResult;
  safeUntil?: number;
  lastChance?: boolean;
}

function tools(script: Script): DeliverTools & { calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    writer: {
      find: () => {
        calls.push('find');
        return Promise.resolve(script.find);
      },
      write: () => {
        calls.push('write');
        return Promise.resolve(script.write ?? { kind: 'written', messageId: 'new' });
      },
    },
    safeUntil: () => script.safeUntil ?? NOW + 1,
    now: () => NOW,
    round: 2,
    closed: new Map(),
    lastChance: script.lastChance ?? false,
  };
}

describe('activities/importing/deliver', () => {
  it('sends a fresh row without looking it up', async () => {
    const t = tools({});
    const { row: after, waitMs } = await deliver(row(), MESSAGE, t);
    expect(t.calls).toEqual(['write']);
    expect(after).toMatchObject({ state: 'imported', messageId: 'new', round: 2 });
    expect(waitMs).toBeUndefined();
  });

  it('calls a delivery partial when an attachment was left out', async () => {
    const { row: after } = await deliver(row({ reduced: true }), MESSAGE, tools({}));
    expect(after.state).toBe('partial');
  });

  it('does not send a row in doubt that is found', async () => {
    const t = tools({ find: { messageId: 'there' } });
    const { row: after } = await deliver(row({ state: 'claimed' }), MESSAGE, t);
    expect(t.calls).toEqual(['find']);
    expect(after).toMatchObject({ state: 'imported', messageId: 'there' });
  });

  it('waits for the second look before it believes that a row in doubt is absent', async () => {
    const t = tools({ find: 'absent' });
    const doubted = row({ state: 'claimed', at: NOW - SECOND_LOOK_MS + 1_500 });
    const early = await deliver(doubted, MESSAGE, t);
    expect(t.calls).toEqual(['find']);
    expect(early.row).toBe(doubted);
    expect(early.waitMs).toBeGreaterThanOrEqual(1_500);
    const late = await deliver({ ...doubted, at: NOW - SECOND_LOOK_MS }, MESSAGE, t);
    expect(t.calls).toEqual(['find', 'find', 'write']);
    expect(late.row.state).toBe('imported');
  });

  it('does not send a row in doubt while the folder cannot be asked', async () => {
    const t = tools({});
    const doubted = row({ state: 'claimed', at: 0 });
    const { row: after, waitMs } = await deliver(doubted, MESSAGE, t);
    expect(t.calls).toEqual(['find']);
    expect(after).toBe(doubted);
    expect(waitMs).toBeGreaterThan(0);
  });

  it('puts a row in doubt when the answer was ambiguous, and asks a person after eight', async () => {
    const t = tools({ write: { kind: 'inDoubt' }, find: 'absent' });
    const first = await deliver(row(), MESSAGE, t);
    expect(first.row).toMatchObject({ state: 'claimed', attempts: 1, at: NOW });
    expect(first.waitMs).toBe(SECOND_LOOK_MS);
    const last = await deliver(row({ state: 'claimed', at: 0, attempts: 7 }), MESSAGE, t);
    expect(last.row).toMatchObject({ state: 'failed', cause: 'unanswered' });
  });

  it('leaves a row as it is when the service wants to be left alone', async () => {
    const before = row();
    const t = tools({ write: { kind: 'later', retryAfterMs: 7_000 } });
    expect(await deliver(before, MESSAGE, t)).toEqual({ row: before, waitMs: 7_000 });
  });

  it.each(['mailboxGone', 'accessDenied', 'quotaFull'] as const)(
    'spares the other rows of a mailbox that answered %s',
    async (cause) => {
      const t = tools({ write: { kind: 'refused', cause } });
      const first = await deliver(row(), MESSAGE, t);
      const second = await deliver(row({ key: 'mailbox|other' }), MESSAGE, t);
      const elsewhere = await deliver(row({ key: 'another|k' }), MESSAGE, t);
      expect(t.calls).toEqual(['write', 'write']);
      expect(first.row).toMatchObject({ state: 'failed', cause });
      expect(second.row).toMatchObject({ state: 'failed', cause });
      expect(elsewhere.row).toMatchObject({ state: 'failed', cause });
    },
  );

  it('goes on with the mailbox after a payload was refused', async () => {
    const t = tools({ write: { kind: 'refused', cause: 'payloadRefused' } });
    await deliver(row(), MESSAGE, t);
    await deliver(row({ key: 'mailbox|other' }), MESSAGE, t);
    expect(t.calls).toEqual(['write', 'write']);
  });

  it.each<[string, Script, string]>([
    ['keeps asking to wait', { write: { kind: 'later', retryAfterMs: 9 } }, 'throttled'],
    ['cannot be asked', {}, 'unanswered'],
  ])('gives up at its last chance on a mailbox that %s', async (_, script, cause) => {
    const state = cause === 'throttled' ? 'planned' : 'claimed';
    const { row: after } = await deliver(
      row({ state, at: 0 }),
      MESSAGE,
      tools({ ...script, lastChance: true }),
    );
    expect(after).toMatchObject({ state: 'failed', cause });
  });

  it('believes a look-up that says the mailbox is gone', async () => {
    const t = tools({ find: { refused: 'mailboxGone' } });
    const { row: after } = await deliver(row({ state: 'claimed' }), MESSAGE, t);
    expect(after).toMatchObject({ state: 'failed', cause: 'mailboxGone' });
    expect(t.calls).toEqual(['find']);
  });

  it('sends nothing once the lease is not safe', async () => {
    const t = tools({ safeUntil: NOW });
    const { waitMs } = await deliver(row(), MESSAGE, t);
    expect(t.calls).toEqual([]);
    expect(waitMs).toBe(0);
  });

  it('fails a row whose staged form is gone, and forgets the cause once it is mended', async () => {
    const { row: lost } = await deliver(row(), undefined, tools({}));
    expect(lost).toMatchObject({ state: 'failed', cause: 'stagedMissing' });
    const { row: mended } = await deliver({ ...lost, state: 'planned' }, MESSAGE, tools({}));
    expect(mended.state).toBe('imported');
    expect(mended.cause).toBeUndefined();
  });
});
