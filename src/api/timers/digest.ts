/** Writes the daily letter into the mailboxes of those who asked for it, with the right the archiver has anyway. */
import { createHash } from 'node:crypto';
import { bucketOf } from '../../domain/buckets.ts';
import { renderDigest, type Digest, type DigestEntry } from '../../domain/digest.ts';
import { AppError, errorCode } from '../../domain/errors.ts';
import type { Connector, Run } from '../../domain/records.ts';
import { DAY_MS, dayName } from '../../domain/window.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BucketLease } from '../../ports/storage.ts';

type DigestPorts = Pick<
  Ports,
  'clock' | 'log' | 'connectors' | 'runs' | 'directory' | 'mailboxes' | 'leases'
>;

export interface DigestOptions {
  /** Addresses of the letter's readers; none, the default, sends none. */
  to: readonly string[];
  /** Address of the administration page. */
  page?: string;
}

/** Of the mailbox, at its top. */
const FOLDER = 'Mobile Archiver';
/** Runs of windows that lie further back are no news. */
const NEWS_DAYS = 40;
/** Another run may be writing to the reader's bucket. */
const LEASE_TRIES = 12;
const LEASE_PAUSE_MS = 5_000;

export async function sendDigest(ports: DigestPorts, { to, page }: DigestOptions): Promise<void> {
  if (to.length === 0) return;
  const digest = { ...(await digestOf(ports)), ...(page !== undefined && { page }) };
  const found = await ports.directory.resolve(to.map((address) => address.toLowerCase()));
  for (const [address, resolution] of found) {
    if (resolution.mailboxId === undefined) {
      ports.log.warn('a digest could not be delivered', { code: resolution.reason });
      continue;
    }
    try {
      await deliver(ports, resolution.mailboxId, address, digest);
    } catch (error) {
      ports.log.warn('a digest could not be delivered', { code: errorCode(error) });
    }
  }
}

async function digestOf({ clock, connectors, runs }: DigestPorts): Promise<Digest> {
  const at = clock.now();
  const entries: DigestEntry[] = [];
  for (const connector of await connectors.list()) {
    if (connector.state === 'deleted') continue;
    const recent = await runs.between(connector.id, at - NEWS_DAYS * DAY_MS, at);
    entries.push(
      entryOf(
        connector,
        recent.filter(({ settledAt = 0 }) => settledAt > at - DAY_MS),
      ),
    );
  }
  return { at, entries };
}

function entryOf({ id, name, state, watermark }: Connector, runs: readonly Run[]): DigestEntry {
  return {
    connectorId: id,
    name,
    state,
    ...(watermark !== undefined && { watermark }),
    runs: runs.map((run) => {
      const {
        items = 0,
        deliveries = 0,
        unmapped = 0,
        tooLarge = 0,
        malformed = 0,
        failed = 0,
      } = run.certificate ?? {};
      const exceptions = unmapped + tooLarge + malformed + failed;
      return { id: run.id, state: run.state, items, deliveries, exceptions };
    }),
  };
}

async function deliver(
  ports: DigestPorts,
  mailboxId: string,
  address: string,
  digest: Digest,
): Promise<void> {
  const lease = await leaseOf(ports, bucketOf(mailboxId));
  try {
    const writer = ports.mailboxes.writer(FOLDER);
    const name = `digest|${mailboxId}|${dayName(digest.at)}`;
    const key = createHash('sha256').update(name).digest('hex');
    // A timer may fire twice for one day.
    const found = await writer.find(mailboxId, key);
    if (typeof found === 'object') return;
    const json = Buffer.from(renderDigest(digest, address, key));
    const result = await writer.write(mailboxId, { json, key, attachments: [] }, () =>
      lease.safeUntil(),
    );
    if (result.kind === 'written') ports.log.info('a digest was delivered');
    else ports.log.warn('a digest could not be delivered', { code: result.kind });
  } finally {
    await lease.release();
  }
}

async function leaseOf({ leases, clock }: DigestPorts, bucket: number): Promise<BucketLease> {
  for (let tries = 1; tries <= LEASE_TRIES; tries++) {
    const lease = await leases.acquire(bucket);
    if (lease) return lease;
    await clock.sleep(LEASE_PAUSE_MS);
  }
  throw new AppError('conflict', 'a run is writing to the mailbox', { retry: 'later' });
}
