import { CAUSES, type ExceptionFilter } from '../../api/filters.ts';

const EXCEPTIONS = '/exceptions';
/** In the address for both states; without it only the open ones are looked at. */
export const ALL_STATES = 'all';

const TEXTS = ['connectorId', 'runId', 'reason', 'itemId', 'party'] as const;

/** The list as it shows what the filter selects, whatever its state. */
export function exceptionsAddress({ state, ...filter }: ExceptionFilter): string {
  const query = new URLSearchParams({ ...filter, state: state ?? ALL_STATES });
  return `${EXCEPTIONS}#${query.toString()}`;
}

export function filterIn(address: URLSearchParams): ExceptionFilter {
  const filter: ExceptionFilter = {};
  for (const name of TEXTS) {
    const value = address.get(name);
    if (value) filter[name] = value;
  }
  const cause = CAUSES.find((known) => known === address.get('cause'));
  if (cause) filter.cause = cause;
  const state = address.get('state');
  if (state !== ALL_STATES) filter.state = state === 'resolved' ? state : 'open';
  return filter;
}

/** Where a number is given a mailbox. */
export function mappingAddress(connectorId: string, number: string): string {
  return `/connectors/${connectorId}/mapping#${new URLSearchParams({ number }).toString()}`;
}
