/** What an item of the ledger is known by to callers: the run that listed it, and its key there. Opaque to them. */
import { isRunId } from '../setup/change.ts';

export interface ItemPlace {
  runId: string;
  key: string;
}

export function itemIdOf({ runId, key }: ItemPlace): string {
  return Buffer.from(`${runId}|${key}`).toString('base64url');
}

/** `undefined` for what was never given out. */
export function placeOfItem(id: string): ItemPlace | undefined {
  const [runId = '', key = '', more] = Buffer.from(id, 'base64url').toString().split('|');
  return isRunId(runId) && /^[0-9a-f]{40}$/.test(key) && more === undefined
    ? { runId, key }
    : undefined;
}
