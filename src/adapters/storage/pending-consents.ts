import { isCode } from '../../domain/errors.ts';
import { createHash } from 'node:crypto';
import type { PendingConsent, PendingConsents } from '../../ports/setup.ts';
import { createCodec } from './codec.ts';

import type { Table } from './table.ts';

/** Beside the connectors, under a partition that no connector can have. */
const PARTITION = '~consent';

const codec = createCodec<PendingConsent>({});

/** Consents under way. One that is never come back to is a row of a hundred bytes, and worth nothing after minutes. */
export function createPendingConsents(table: Table): PendingConsents {
  return {
    async save(pending) {
      await table.upsert(codec.encode(PARTITION, rowKeyOf(pending.state), pending));
    },
    async take(state) {
      const found = await table.get(PARTITION, rowKeyOf(state));
      if (!found) return undefined;
      const pending = codec.decode(found);
      // Of two callers with one state, one overwrites the row under its tag, and the other comes too late.
      try {
        const spent = codec.encode(PARTITION, found.rowKey, { ...pending, expiresAt: 0 });
        const etag = await table.replace(spent, found.etag);
        await table.remove(PARTITION, found.rowKey, etag);
      } catch (error) {
        if (isCode(error, 'conflict') || isCode(error, 'not_found')) return undefined;
        throw error;
      }
      return pending;
    },
  };
}

/** The state is a secret of the browser's session, and any text at all when somebody makes it up. */
function rowKeyOf(state: string): string {
  return createHash('sha256').update(state).digest('hex');
}
