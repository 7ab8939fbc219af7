import { createFaultBook } from '../kit/faults.ts';
import type { FaultBook } from '../kit/faults.ts';
import type { SigningKey } from './keys.ts';

export interface EntraState {
  url: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  /** Application roles that the next token carries. */
  roles: string[];
  tokenLifetimeSeconds: number;
  /** Whether the administrator declines at the consent page. */
  refuseConsent: boolean;
  /** Exact addresses the consent page may return to; empty: any. */
  redirectUris: string[];
  /** Every visit to the consent page that returned to the caller. */
  consents: { clientId: string; granted: boolean; scope: string }[];
  tokensIssued: number;
  tokensRefused: number;
  key: SigningKey;
  faults: FaultBook;
}

export type EntraSettings = Pick<
  EntraState,
  | 'tenantId'
  | 'clientId'
  | 'clientSecret'
  | 'roles'
  | 'tokenLifetimeSeconds'
  | 'redirectUris'
  | 'key'
>;

export function createState(settings: EntraSettings): EntraState {
  return {
    ...settings,
    url: '',
    refuseConsent: false,
    consents: [],
    tokensIssued: 0,
    tokensRefused: 0,
    faults: createFaultBook(),
  };
}
