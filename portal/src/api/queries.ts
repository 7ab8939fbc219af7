/** What the page reads, and under which keys it is kept. */
import {
  queryOptions,
  useQueries,
  useQuery,
  useSuspenseQuery,
  type UseQueryResult,
} from '@tanstack/react-query';
import { bodyOf, client, tagged, type ApiError, type Schemas, type Tagged } from './client.ts';

/** Milliseconds between two looks at what changes by itself. */
const LIVE_MS = 5_000;
/** Milliseconds between two looks at the days, which change a few times a day. */
const DAYS_MS = 20_000;
/** The largest page the interface gives. */
const ALL = 500;
const FOR_EVER = Number.POSITIVE_INFINITY;

export const keys = {
  me: ['me'],
  catalog: ['catalog'],
  connectors: ['connectors'],
  connector: (id: string) => ['connectors', id],
  days: (id: string, range: DayRange) => ['connectors', id, 'days', range],
  runs: (id: string) => ['connectors', id, 'runs'],
  versions: (id: string) => ['connectors', id, 'versions'],
  preflight: (id: string) => ['connectors', id, 'preflight'],
  exceptions: ['exceptions'],
} as const;

const me = queryOptions({
  queryKey: keys.me,
  queryFn: ({ signal }) => bodyOf(client.GET('/me', { signal })),
  staleTime: FOR_EVER,
});

export function useMe(): UseQueryResult<Schemas['Me']> {
  return useQuery(me);
}

/** Whether the person may change something; to be asked below the frame, where it is known who it is. */
export function useMayChange(): boolean {
  return useSuspenseQuery(me).data.roles.includes('Connector.Admin');
}

export function useCatalog(): UseQueryResult<Schemas['Product'][]> {
  return useQuery({
    queryKey: keys.catalog,
    queryFn: async ({ signal }) => {
      const params = { query: { limit: ALL } };
      return (await bodyOf(client.GET('/catalog', { signal, params }))).items;
    },
    staleTime: FOR_EVER,
  });
}

export function useConnectors(): UseQueryResult<Schemas['Connector'][]> {
  return useQuery({
    queryKey: keys.connectors,
    queryFn: async ({ signal }) => {
      const params = { query: { limit: ALL } };
      return (await bodyOf(client.GET('/connectors', { signal, params }))).items;
    },
    refetchInterval: LIVE_MS,
  });
}

export function useConnector(id: string): UseQueryResult<Tagged<Schemas['Connector']>, ApiError> {
  return useQuery({
    queryKey: keys.connector(id),
    queryFn: ({ signal }) =>
      tagged(client.GET('/connectors/{id}', { signal, params: { path: { id } } })),
    refetchInterval: LIVE_MS,
  });
}

/** Days from `from` up to, but not including, `to`; both of UTC. */
export interface DayRange {
  from: string;
  to: string;
}

function daysOf(id: string, range: DayRange) {
  return queryOptions({
    queryKey: keys.days(id, range),
    queryFn: async ({ signal }) => {
      const params = { path: { id }, query: range };
      return (await bodyOf(client.GET('/connectors/{id}/days', { signal, params }))).items;
    },
    refetchInterval: DAYS_MS,
  });
}

export function useDays(id: string, range: DayRange): UseQueryResult<Schemas['Day'][]> {
  return useQuery(daysOf(id, range));
}

/** Of several connectors, in their order. */
export function useDaysOfAll(
  ids: readonly string[],
  range: DayRange,
): UseQueryResult<Schemas['Day'][]>[] {
  return useQueries({ queries: ids.map((id) => daysOf(id, range)) });
}
