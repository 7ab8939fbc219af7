/** Runs and what was not imported. */
import {
  useInfiniteQuery,
  queryOptions,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { bodyOf, client, type Schemas } from './client.ts';
import type { ExceptionFilter } from './filters.ts';
import { keys } from './queries.ts';

/** Milliseconds between two looks at a run that works. */
const ACTIVE_MS = 1_500;
/** Milliseconds between two looks at a run that is over: somebody may take it up again. */
const SETTLED_MS = 20_000;
/** Rows of a list that is read as it is scrolled; the largest page the interface gives. */
const LONG_PAGE = 500;
const SHORT_PAGE = 50;

type Run = Schemas['Run'];
export type RunAction = 'cancel' | 'retry' | 'reprocess';

interface Page<T> {
  items: T[];
  nextCursor?: string;
}
export type Pages<T> = UseInfiniteQueryResult<InfiniteData<Page<T>>>;

const ACTIVE: ReadonlySet<Schemas['RunState']> = new Set(['queued', 'running', 'settling']);

export function isActive({ state }: Run): boolean {
  return ACTIVE.has(state);
}

function runKey(id: string): string[] {
  return ['runs', id];
}

function runOptions(id: string) {
  return queryOptions({
    queryKey: runKey(id),
    queryFn: ({ signal }) =>
      bodyOf(client.GET('/runs/{runId}', { signal, params: { path: { runId: id } } })),
    refetchInterval: ({ state }) => (state.data && isActive(state.data) ? ACTIVE_MS : SETTLED_MS),
  });
}

export function useRun(id: string, enabled = true): UseQueryResult<Run> {
  return useQuery({ ...runOptions(id), enabled });
}

/** How many of the runs still work; with each that is settled, the exceptions are read again. */
export function useWorking(runIds: readonly string[]): number {
  const queryClient = useQueryClient();
  const runs = useQueries({ queries: runIds.map((id) => runOptions(id)) });
  const working = runs.filter(
    ({ data, isPending }) => isPending || (data && isActive(data)),
  ).length;
  useEffect(() => {
    if (runIds.length > 0) void queryClient.invalidateQueries({ queryKey: keys.exceptions });
  }, [working, runIds, queryClient]);
  return working;
}

/** The newest first. */
export function useRuns(connectorId: string): Pages<Run> {
  return useInfiniteQuery({
    queryKey: keys.runs(connectorId),
    queryFn: ({ signal, pageParam }): Promise<Page<Run>> => {
      const query = { limit: SHORT_PAGE, ...(pageParam !== '' && { cursor: pageParam }) };
      const params = { path: { id: connectorId }, query };
      return bodyOf(client.GET('/connectors/{id}/runs', { signal, params }));
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isActive)) ? ACTIVE_MS : SETTLED_MS,
  });
}

export function useStartRun(connectorId: string): UseMutationResult<Run, Error, Schemas['NewRun']> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['NewRun']) =>
      bodyOf(client.POST('/connectors/{id}/runs', { params: { path: { id: connectorId } }, body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.runs(connectorId) }),
  });
}

export function useRunAction(id: string): UseMutationResult<Run, Error, RunAction> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (action: RunAction) =>
      bodyOf(client.POST(`/runs/{runId}/${action}`, { params: { path: { runId: id } } })),
    onSuccess: (run) => {
      queryClient.setQueryData(runKey(id), run);
      return queryClient.invalidateQueries({ queryKey: keys.exceptions });
    },
  });
}

export type ExceptionCounts = NonNullable<Schemas['ExceptionList']['counts']>;

/** Rows alone: counting them takes longer than showing the first. */
export function useExceptions(filter: ExceptionFilter): Pages<Schemas['Exception']> {
  return useInfiniteQuery({
    queryKey: [...keys.exceptions, 'rows', filter],
    queryFn: ({ signal, pageParam }) => {
      const cursor = pageParam !== '' && { cursor: pageParam };
      // In the body, because addresses are logged.
      const body = { ...filter, ...cursor, limit: LONG_PAGE, counts: 'false' as const };
      return bodyOf(client.POST('/exception-search', { signal, body }));
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** @param version whatever changes when the numbers do */
export function useExceptionCounts(
  filter: ExceptionFilter,
  version = '',
): UseQueryResult<ExceptionCounts | undefined> {
  return useQuery({
    queryKey: [...keys.exceptions, 'counts', filter, version],
    queryFn: async ({ signal }) => {
      const body = { ...filter, limit: 1, counts: 'true' as const };
      return (await bodyOf(client.POST('/exception-search', { signal, body }))).counts;
    },
  });
}

export interface Reprocessed {
  /** Runs that take something up again. */
  queued: readonly string[];
  runs: number;
  busy: number;
  items: number;
}

/** Takes up again what waits for a mailbox: all of a connector, or what waits for these numbers. */
export function useReprocess(
  connectorId: string,
): UseMutationResult<Reprocessed, Error, readonly string[]> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (parties: readonly string[]) => {
      const queued: string[] = [];
      const done: Reprocessed = { queued, runs: 0, busy: 0, items: 0 };
      let cursor: string | undefined;
      do {
        const body = {
          ...(parties.length > 0 && { parties: [...parties] }),
          ...(cursor !== undefined && { cursor }),
        };
        const params = { path: { id: connectorId } };
        const report = await bodyOf(client.POST('/connectors/{id}/reprocess', { params, body }));
        queued.push(...report.queued);
        done.runs += report.queued.length;
        done.busy += report.busy.length;
        done.items += report.items;
        cursor = report.nextCursor;
      } while (cursor !== undefined);
      return done;
    },
    onSuccess: async ({ queued }) => {
      // What was read of them is of the time before.
      for (const id of queued) queryClient.removeQueries({ queryKey: runKey(id) });
      await queryClient.invalidateQueries({ queryKey: keys.exceptions });
    },
  });
}
