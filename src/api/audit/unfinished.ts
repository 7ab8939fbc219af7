import { errorCode } from '../../domain/errors.ts';
import { isoTime, MINUTE_MS } from '../../domain/window.ts';
import type { Ports } from '../../ports/ports.ts';

/** Long after the platform has cut off every call, which it does within four minutes. */
const UNFINISHED_AFTER_MS = 15 * MINUTE_MS;

/**
 * Makes rows of changes that were begun and of whose end nothing is known, as their process died or the storage failed.
 * Never throws: the next tick makes a failure good.
 */
export async function recordUnfinished({
  audit,
  clock,
  log,
}: Pick<Ports, 'audit' | 'clock' | 'log'>): Promise<void> {
  try {
    for (const { id, entry, begunAt } of await audit.unfinished(
      clock.now() - UNFINISHED_AFTER_MS,
    )) {
      await audit.append({ ...entry, begunAt: isoTime(begunAt) }, id);
    }
  } catch (error) {
    log.error('an audit row could not be written', { code: errorCode(error) });
  }
}
