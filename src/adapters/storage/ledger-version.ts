/** In which form the ledger is kept, so that a new build brings an old one forward and an old build leaves a new one alone. */
import { AppError, isCode } from '../../domain/errors.ts';

import type { Table } from './table.ts';

const PARTITION = '~ledger';
const ROW = 'version';
/** Copies of the app that start together meet here; each time one of them gets on. */
const TRIES = 20;
const FIRST_VERSION = 1;

/** A step forward. Copies may carry it out at once and a crash may repeat it: doing it twice must do no harm. */
export interface Migration {
  /** The version that the ledger has after it: 2, 3, 4 … without a gap. */
  to: number;
  run(): Promise<void>;
}

/**
 * @param migrations oldest first; none of them is ever changed or removed
 * @throws AppError `invalid_input` where a newer build has been at work
 */
export async function bringForward(table: Table, migrations: readonly Migration[]): Promise<void> {
  const latest = migrations.at(-1)?.to ?? FIRST_VERSION;
  for (let tries = 1; ; tries++) {
    const stored = await table.get(PARTITION, ROW);
    const version = stored === undefined ? FIRST_VERSION : Number(stored.version);
    if (version > latest) throw tooNew(version, latest);
    const next = migrations.find(({ to }) => to > version);
    if (stored !== undefined && !next) return;
    await next?.run();
    const entity = { partitionKey: PARTITION, rowKey: ROW, version: next?.to ?? version };
    try {
      if (stored === undefined) await table.insert(entity);
      else await table.replace(entity, stored.etag);
    } catch (error) {
      if (!isCode(error, 'conflict') || tries >= TRIES) throw error;
    }
  }
}

function tooNew(version: number, latest: number): AppError {
  return new AppError(
    'invalid_input',
    `the ledger is of version ${version} and this build knows none after ${latest}: deploy the newer build again`,
    { retry: 'never', details: { version, latest } },
  );
}
