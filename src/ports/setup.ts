/** What setting up a connector needs of secrets and of the identity platform. */
import type { Credential } from '../domain/records.ts';
import type { SignInAttempt } from '../domain/sign-in-limit.ts';

export interface Secrets {
  put(connectorId: string, credential: Credential): Promise<void>;
  /** Throws `secret_missing`. */
  get(connectorId: string): Promise<Credential>;
  remove(connectorId: string): Promise<void>;
}

/** Sign-ins at the source that people tried of late, the same for every copy of the app. */
export interface SignIns {
  /** Replaces the list, which `change` is given; again where somebody else was faster. Throws what `change` throws. */
  update(change: (attempts: readonly SignInAttempt[]) => SignInAttempt[]): Promise<void>;
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

/** Keeps consents under way; each is given out once. */
export interface PendingConsents {
  save(pending: PendingConsent): Promise<void>;
  /** Removes and answers it, so that exactly one caller ever gets it; `undefined` where there is none. */
  take(state: string): Promise<PendingConsent | undefined>;
}

/** The consent of a tenant administrator at the identity platform. */
export interface Consent extends PendingConsents {
  /**
   * Address of the admin consent page, which sends the browser back to `redirectUri` with `state`; that itself where
   * permissions are not given on a page.
   */
  pageUrl(state: string, redirectUri: string): string;
  /**
   * Gets a fresh token and makes one Graph call with it. Answers the tenant it was made in; throws
   * `graph_unauthorized` when the permission is missing, `graph_unavailable` when it cannot be asked.
   */
  prove(): Promise<{ tenant: string }>;
}
