/**
 * What the archiver needs of the outside world. Adapters implement these; activities and use cases know nothing else.
 * Every method may throw `AppError` (domain/errors.ts); nothing here throws for the fate of a single item.
 */
import type { StoredMedia } from '../domain/item.ts';
import type { ReadEmail } from '../domain/read-email.ts';
import type { Audit } from './audit.ts';
import type { Ledger } from './ledger.ts';
import type { Directory, Mailboxes } from './microsoft365.ts';
import type { Secrets, SignIns } from './setup.ts';
import type { Source } from './source.ts';
import type { Blobs, Connectors, Leases, Mappings, Retention, Runs } from './storage.ts';
import type { Clock, Log, Random } from './system.ts';

export interface EmailReader {
  /** Parses a message; every attachment goes through `keep` as it streams by. Never throws for bad mail. */
  read(
    message: AsyncIterable<Uint8Array>,
    keep: (bytes: AsyncIterable<Uint8Array>, contentType: string) => Promise<StoredMedia>,
  ): Promise<ReadEmail>;
}

/** Everything an activity may use. */
export interface Ports {
  clock: Clock;
  random: Random;
  log: Log;
  source: Source;
  directory: Directory;
  mailboxes: Mailboxes;
  blobs: Blobs;
  leases: Leases;
  connectors: Connectors;
  mappings: Mappings;
  runs: Runs;
  ledger: Ledger;
  audit: Audit;
  signIns: SignIns;
  retention: Retention;
  secrets: Secrets;
  emails: EmailReader;
  /** Right-hand side of generated Message-IDs and synthetic addresses. */
  archiveDomain: string;
}
