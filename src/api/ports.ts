/** What the HTTP interface needs beyond the ports of the archive. */
import type { Run } from '../domain/records.ts';
import type { Ports } from '../ports/ports.ts';
import type { Consent } from '../ports/setup.ts';
import type { Tagged } from '../ports/storage.ts';

/** Drives runs; implemented over the durable client of the invocation. */
export interface RunStarter {
  /** Begins the next attempt of a run whose row is stored as `queued`; where somebody was faster, that one counts. */
  start(run: Tagged<Run>): Promise<void>;
  /** Tells the orchestration that a person asked for its end; `cancelRequested` is stored already. */
  cancel(run: Run): Promise<void>;
}

/** One thing that `/health` looks at; rejects when it is not well. */
export interface HealthCheck {
  name: string;
  check: () => Promise<unknown>;
}

export interface ApiOptions {
  /** Whether the platform signs callers in and alone can set the principal's headers; nobody is trusted without it. */
  platformAuth: boolean;
  /** Principals of any other tenant are refused, where it is known. */
  tenantId?: string;
  /** The application's own registration or identity, as remedies name it. */
  clientId?: string;
  /** Whether a managed identity signs in, which is given permissions by command and never by consent. */
  managedIdentity?: boolean;
}

export interface ApiDeps extends Pick<
  Ports,
  | 'clock'
  | 'random'
  | 'log'
  | 'source'
  | 'directory'
  | 'mailboxes'
  | 'connectors'
  | 'mappings'
  | 'runs'
  | 'ledger'
  | 'audit'
  | 'signIns'
  | 'secrets'
> {
  options: ApiOptions;
  /** Without one the consent step stays open. */
  consent?: Consent;
  health: readonly HealthCheck[];
}
