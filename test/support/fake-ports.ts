/** Every port in memory: the same promises, none of the services. */
import type { Ports } from '../../src/ports/ports.ts';
import { FakeAudit } from './fakes/audit.ts';
import { FakeBlobs, FakeLeases } from './fakes/blobs.ts';
import { FakeLedger } from './fakes/ledger.ts';
import { FakeDirectory, FakeEmailReader, FakeMailboxes } from './fakes/microsoft365.ts';
import { FakeRetention } from './fakes/retention.ts';
import { FakeRuns } from './fakes/runs.ts';
import { FakeConnectors, FakeMappings, FakeSecrets } from './fakes/setup.ts';
import { FakeSignIns } from './fakes/sign-ins.ts';
import { FakeSource } from './fakes/source.ts';
import { FakeClock, FakeLog, FakeRandom } from './fakes/system.ts';

export interface FakePorts extends Ports {
  clock: FakeClock;
  random: FakeRandom;
  log: FakeLog;
  source: FakeSource;
  directory: FakeDirectory;
  mailboxes: FakeMailboxes;
  blobs: FakeBlobs;
  leases: FakeLeases;
  connectors: FakeConnectors;
  mappings: FakeMappings;
  runs: FakeRuns;
  ledger: FakeLedger;
  audit: FakeAudit;
  signIns: FakeSignIns;
  retention: FakeRetention;
  secrets: FakeSecrets;
  emails: FakeEmailReader;
}

/** A Tuesday, 12:00 UTC. */
const NOON = Date.parse('2026-03-10T12:00:00Z');

export function createFakePorts({ now = NOON, seed = 1 } = {}): FakePorts {
  const clock = new FakeClock(now);
  return {
    clock,
    random: new FakeRandom(seed),
    log: new FakeLog(),
    source: new FakeSource(),
    directory: new FakeDirectory(),
    mailboxes: new FakeMailboxes(),
    blobs: new FakeBlobs(),
    leases: new FakeLeases(clock),
    connectors: new FakeConnectors(),
    mappings: new FakeMappings(),
    runs: new FakeRuns(),
    ledger: new FakeLedger(),
    audit: new FakeAudit(clock),
    signIns: new FakeSignIns(),
    retention: new FakeRetention(),
    secrets: new FakeSecrets(),
    emails: new FakeEmailReader(),
    archiveDomain: 'archive.invalid',
  };
}
