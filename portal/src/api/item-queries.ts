/** Items of the ledger. */
import {
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { bodyOf, client, type Schemas } from './client.ts';
import type { ItemSearch } from './filters.ts';

const PAGE_ROWS = 50;

export type FoundItem = Schemas['ItemList']['items'][number];

/** @param search undefined until it is known what to look for */
export function useItems(
  search: ItemSearch | undefined,
): UseInfiniteQueryResult<InfiniteData<Schemas['ItemList']>> {
  return useInfiniteQuery({
    queryKey: ['items', search],
    enabled: search !== undefined,
    queryFn: ({ signal, pageParam }) => {
      const cursor = pageParam !== '' && { cursor: pageParam };
      // In the body, because addresses are logged.
      const body = { connectorId: '', ...search, ...cursor, limit: PAGE_ROWS };
      return bodyOf(client.POST('/item-search', { signal, body }));
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

export function useItemStory(id: string): UseQueryResult<Schemas['ItemStory']> {
  return useQuery({
    queryKey: ['items', id],
    queryFn: ({ signal }) =>
      bodyOf(client.GET('/items/{id}', { signal, params: { path: { id } } })),
  });
}
