import type { Mailboxes } from '../../ports/microsoft365.ts';
import type { Clock } from '../../ports/system.ts';
import { noMailboxFor } from './failure.ts';
import type { Folders } from './folders.ts';
import { LOOKUP_PATIENCE_MS } from './limits.ts';

/** Whether the mailbox can be opened, and has the folder; as a run would ask, but writing nothing. */
export function createLook({
  folders,
  clock,
}: {
  folders: Folders;
  clock: Clock;
}): Mailboxes['look'] {
  return async (mailboxId, folder) => {
    const latest = clock.now() + LOOKUP_PATIENCE_MS;
    try {
      const call = { mailboxId, turn: { safeUntil: () => latest } };
      return (await folders.exists(mailboxId, folder, call)) ? 'found' : 'absent';
    } catch (error) {
      return noMailboxFor(error);
    }
  };
}
