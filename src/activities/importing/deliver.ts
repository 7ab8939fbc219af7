/** One delivery: look first where it may have happened already, then write, then say what became of the row. */
import { mailboxOf } from '../../domain/delivery-key.ts';
import type { DeliveryRow } from '../../domain/records.ts';
import type {
  DeliveryFailure,
  MailboxWriter,
  StagedMessage,
  WriteResult,
} from '../../ports/microsoft365.ts';

/**
 * A request that was given up (30 s) or that a dead host had sent may still be carried out by the service for a
 * while; only a look after this long may say that it was not.
 */
export const SECOND_LOOK_MS = 60_000;
/** When the folder could not be asked. */
const LOOK_AGAIN_MS = 2_000;
/** Ambiguous answers to one delivery before a person is asked. */
const MAX_ATTEMPTS = 8;

export interface Delivered {
  row: DeliveryRow;
  /** The mailbox, or the service, wants to be left alone for so long. */
  waitMs?: number;
}

export interface DeliverTools {
  writer: MailboxWriter;
  safeUntil: () => number;
  now: () => number;
  round: number;
  /** Mailboxes that cannot take anything, found out during this call: their other rows need no request. */
  closed: Map<string, DeliveryFailure>;
  /** What would have to wait once more fails instead. */
  lastChance: boolean;
}

export async function deliver(
  row: DeliveryRow,
  message: StagedMessage | undefined,
  tools: DeliverTools,
): Promise<Delivered> {
  const mailboxId = mailboxOf(row);
  const closed = tools.closed.get(mailboxId);
  if (closed) return { row: failed(row, closed, tools) };
  if (!message) return { row: failed(row, 'stagedMissing', tools) };
  if (tools.now() >= tools.safeUntil()) return { row, waitMs: 0 };
  if (row.state === 'claimed') {
    const found = await tools.writer.find(mailboxId, message.key);
    if (typeof found === 'object') {
      return 'messageId' in found
        ? { row: written(row, found.messageId, tools) }
        : refusedBy(row, mailboxId, found.refused, tools);
    }
    if (found === undefined && tools.lastChance) return { row: failed(row, 'unanswered', tools) };
    const wait = row.at + SECOND_LOOK_MS - tools.now();
    if (found === undefined || wait > 0) return { row, waitMs: Math.max(wait, LOOK_AGAIN_MS) };
  }
  const result = await tools.writer.write(mailboxId, message, tools.safeUntil);
  return outcomeOf(row, mailboxId, result, tools);
}

function outcomeOf(
  row: DeliveryRow,
  mailboxId: string,
  result: WriteResult,
  tools: DeliverTools,
): Delivered {
  if (result.kind === 'written') return { row: written(row, result.messageId, tools) };
  if (result.kind === 'later') {
    const isGivenUp = tools.lastChance && tools.now() < tools.safeUntil();
    return isGivenUp
      ? { row: failed(row, 'throttled', tools) }
      : { row, waitMs: result.retryAfterMs };
  }
  if (result.kind === 'inDoubt') {
    const attempts = row.attempts + 1;
    if (attempts >= MAX_ATTEMPTS) return { row: failed(row, 'unanswered', tools) };
    const { round, now } = tools;
    const doubt = { ...row, state: 'claimed' as const, round, attempts, at: now() };
    return { row: doubt, waitMs: SECOND_LOOK_MS };
  }
  return refusedBy(row, mailboxId, result.cause, tools);
}

function refusedBy(
  row: DeliveryRow,
  mailboxId: string,
  cause: DeliveryFailure,
  tools: DeliverTools,
): Delivered {
  if (isOfMailbox(cause)) tools.closed.set(mailboxId, cause);
  return { row: failed(row, cause, tools) };
}

/** A refusal that every other message to the same mailbox would meet as well. */
function isOfMailbox(cause: DeliveryFailure): boolean {
  return cause === 'mailboxGone' || cause === 'accessDenied' || cause === 'quotaFull';
}

function written(row: DeliveryRow, messageId: string, tools: DeliverTools): DeliveryRow {
  const { cause: _, ...rest } = row;
  const state = row.reduced ? 'partial' : 'imported';
  return { ...rest, state, messageId, round: tools.round, at: tools.now() };
}

function failed(row: DeliveryRow, cause: DeliveryFailure, tools: DeliverTools): DeliveryRow {
  return { ...row, state: 'failed', cause, round: tools.round, at: tools.now() };
}
