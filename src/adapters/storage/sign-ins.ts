import { isCode } from '../../domain/errors.ts';
import type { SignInAttempt } from '../../domain/sign-in-limit.ts';
import type { SignIns } from '../../ports/setup.ts';
import type { Clock, Random } from '../../ports/system.ts';
import { createCodec } from './codec.ts';

import type { Table } from './table.ts';

/** Beside the connectors, under a partition that no connector can have: one row, whose tag keeps all copies in step. */
const PARTITION = '~sign-ins';
const ROW = 'attempts';
/** More than people who sign in at the same moment; each round one of them has gone on. */
const MAX_ROUNDS = 20;
const LONGEST_PAUSE_MS = 200;

const codec = createCodec<{ attempts: SignInAttempt[] }>({ json: ['attempts'] });

export function createSignIns(
  table: Table,
  { clock, random }: { clock: Clock; random: Random },
): SignIns {
  return {
    update: async (change) => {
      for (let round = 1; ; round++) {
        const found = await table.get(PARTITION, ROW);
        const attempts = change(found ? codec.decode(found).attempts : []);
        const row = codec.encode(PARTITION, ROW, { attempts });
        try {
          await (found ? table.replace(row, found.etag) : table.insert(row));
          return;
        } catch (error) {
          if (!isCode(error, 'conflict') || round === MAX_ROUNDS) throw error;
        }
        await clock.sleep(Math.ceil(random.fraction() * LONGEST_PAUSE_MS));
      }
    },
  };
}
