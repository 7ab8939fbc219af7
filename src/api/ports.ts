/** What the HTTP interface needs beyond the ports of the archive. */
import type { Run } from '../domain/records.ts';
import type { Ports, Tagged } from '../ports.ts';

/** Drives runs; implemented over the durable client of the invocation. */
export interface RunStarter {
  /** Begins the next attempt of a run whose row is stored as `queued`; where somebody was faster, that one counts. */
  start(run: Tagged<Run>): Promise<void>;
  /** Tells the orchestration that a person asked for its end; `cancelRequested` is stored already. */
  cancel(run: Run): Promise<void>;
}

/** A consent under way, known by its state for a short while. */
export interface PendingConsent {
  state: string;
  connectorId: string;
  /** Object id of the person it was made for; nobody else's callback counts. */
  personId: string;
  /** Clock time. */
  expiresAt: number;
}

/** The consent of a tenant administrator at the identity platform. */
export interface Consent {
  /** Address of the admin consent page, which sends the browser back to `redirectUri` with `state`. */
  pageUrl(state: string, redirectUri: string): string;
  /**
   * Gets a fresh token and makes one Graph call with it. Answers the tenant it was made in; throws
   * `graph_unauthorized` when the permission is missing, `graph_unavailable` when it cannot be asked.
   */
  prove(): Promise<{ tenant: string }>;
  save(pending: PendingConsent): Promise<void>;
  /** Removes and answers it, so that exactly one caller ever gets it; `undefined` where there is none. */
  take(state: string): Promise<PendingConsent | undefined>;
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
}

export interface ApiDeps extends Pick<
  Ports,
  'clock' | 'random' | 'log' | 'source' | 'connectors' | 'mappings' | 'runs' | 'ledger' | 'secrets'
> {
  options: ApiOptions;
  /** Without one the consent step stays open. */
  consent?: Consent;
  health: readonly HealthCheck[];
}
