import { createHash } from 'node:crypto';
import type {
  Connector,
  DeliveryRow,
  ExceptionRow,
  ItemRow,
  Run,
} from '../../../src/domain/records.ts';
import { runIdOf } from '../../../src/domain/run-id.ts';
import { DAY_MS } from '../../../src/domain/window.ts';

export const DAY = Date.UTC(2026, 10, 19);
export const RUN_ID = runIdOf({ connectorId: 'con-1', from: DAY, number: 1 });
export const MAILBOX = '0f8fad5b-d9cb-469f-a165-70867728950e';

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function itemRow(number: number, change: Partial<ItemRow> = {}): ItemRow {
  return {
    key: hashOf(`item ${number}`).slice(0, 40),
    itemId: `item-${number}`,
    revision: 1,
    kind: 'sms',
    occurredAt: DAY + number,
    outcome: 'delivered',
    deliveries: 2,
    duplicates: 0,
    contentKey: hashOf(`content ${number}`),
    raw: { blob: 'con-1/20261119/00/abc', index: number },
    slice: 0,
    generation: 0,
    ...change,
  };
}

export function deliveryRow(number: number, change: Partial<DeliveryRow> = {}): DeliveryRow {
  return {
    key: `${MAILBOX}|${hashOf(`content ${number}`)}`,
    runId: RUN_ID,
    itemId: `item-${number}`,
    itemKey: hashOf(`item ${number}`).slice(0, 40),
    state: 'planned',
    staged: { blob: 'run-1/abc', offset: number * 1000, length: 1000 },
    reduced: false,
    rule: 'custom',
    round: 1,
    attempts: 0,
    at: DAY + number,
    ...change,
  };
}

export function exceptionRow(number: number, change: Partial<ExceptionRow> = {}): ExceptionRow {
  return {
    connectorId: 'con-1',
    runId: RUN_ID,
    key: hashOf(`item ${number}`).slice(0, 40),
    cause: 'unmapped',
    reason: 'noParty',
    state: 'open',
    itemId: `item-${number}`,
    itemKey: hashOf(`item ${number}`).slice(0, 40),
    kind: 'sms',
    occurredAt: DAY + number,
    since: DAY + DAY_MS,
    parties: ['+447700900123', 'Änne "O\'Hara"'],
    raw: { blob: 'con-1/20261119/00/abc', index: number },
    ...change,
  };
}

export function connector(id: string, change: Partial<Connector> = {}): Connector {
  return {
    id,
    product: 'android',
    name: 'Android, main office',
    state: 'draft',
    createdAt: DAY,
    createdBy: 'admin@example.com',
    settings: {},
    ...change,
  };
}

export function run(connectorId: string, from: number, number = 1, change: Partial<Run> = {}): Run {
  return {
    id: runIdOf({ connectorId, from, number }),
    connectorId,
    window: { from, to: from + DAY_MS },
    number,
    state: 'queued',
    phase: 'open',
    createdAt: from + DAY_MS,
    createdBy: 'tick',
    round: 1,
    reprocess: false,
    attempt: 1,
    attemptedAt: from + DAY_MS,
    cancelRequested: false,
    ...change,
  };
}
