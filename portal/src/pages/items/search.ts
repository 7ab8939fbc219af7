/** What is looked for, as it stands in the address. */
import { DELIVERY_STATES, ITEM_OUTCOMES, type ItemSearch } from '../../api/filters.ts';

const DAY_MS = 86_400_000;
/** Looked through where nothing else is said. */
const USUAL_DAYS = 7;
/** What the interface looks through at once. */
const MAX_DAYS = 31;

type SearchProblem = 'missing' | 'order' | 'tooLong';

/** The fields of the form, as text. */
export interface SearchFields {
  connectorId: string;
  number: string;
  mailbox: string;
  itemId: string;
  outcome: string;
  from: string;
  to: string;
}

export const FIELD_NAMES = [
  'connectorId',
  'number',
  'mailbox',
  'itemId',
  'outcome',
  'from',
  'to',
] as const;

export function fieldsIn(address: URLSearchParams, connectorId: string, now: number): SearchFields {
  const end = Math.ceil(now / DAY_MS) * DAY_MS;
  const usual: Partial<SearchFields> = {
    connectorId,
    from: new Date(end - USUAL_DAYS * DAY_MS).toISOString(),
    to: new Date(end).toISOString(),
  };
  const fields = FIELD_NAMES.map((name) => [name, address.get(name) ?? usual[name] ?? '']);
  return Object.fromEntries(fields) as Record<keyof SearchFields, string>;
}

/** Undefined where the address does not say what to look for. */
export function searchIn(address: URLSearchParams): ItemSearch | undefined {
  const text = (name: keyof SearchFields): string => address.get(name) ?? '';
  const connectorId = text('connectorId');
  if (connectorId === '') return undefined;
  const search: ItemSearch = { connectorId };
  for (const name of ['number', 'mailbox', 'itemId', 'from', 'to'] as const) {
    if (text(name) !== '') search[name] = text(name);
  }
  const outcome = outcomeIn(text('outcome'));
  if (outcome) search.outcome = outcome;
  return search;
}

function outcomeIn(text: string): ItemSearch['outcome'] {
  return [...ITEM_OUTCOMES, ...DELIVERY_STATES].find((known) => known === text);
}

/** What keeps the fields from being a search; the interface would say the same. */
export function problemOf({ itemId, from, to }: SearchFields): SearchProblem | undefined {
  if (itemId.trim() !== '' && (from === '' || to === '')) return undefined;
  if (from === '' || to === '') return 'missing';
  if (from >= to) return 'order';
  const isLong = Date.parse(to) - Date.parse(from) > MAX_DAYS * DAY_MS;
  return isLong && itemId.trim() === '' ? 'tooLong' : undefined;
}

/** A moment as its field shows it, in the zone the viewer chose. */
export function fieldOf(iso: string, zone: 'local' | 'utc'): string {
  if (iso === '') return '';
  const ms = Date.parse(iso);
  const ahead = zone === 'utc' ? 0 : new Date(ms).getTimezoneOffset() * 60_000;
  return new Date(ms - ahead).toISOString().slice(0, 16);
}

export function momentOf(field: string, zone: 'local' | 'utc'): string {
  return field === '' ? '' : new Date(zone === 'utc' ? `${field}Z` : field).toISOString();
}
