import type { Call } from './chain.ts';
import type { GraphClient } from './client.ts';
import { isKind } from './failure.ts';

/** Removes a message of ours that was never completed; one that is gone already is as good. */
export async function removeMessage(
  client: GraphClient,
  messagePath: string,
  call: Call,
): Promise<true> {
  try {
    await client.delete(messagePath, call);
  } catch (error) {
    if (!isKind(error, 'itemNotFound')) throw error;
  }
  return true;
}
