import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './client.ts';
import { keys } from './queries.ts';

/** Attempts after the first where nothing or a failure of the server was answered. */
const MAX_RETRIES = 2;
/** Milliseconds for which what was read is shown without asking again. */
const FRESH_MS = 2_000;

export function createQueryClient(): QueryClient {
  const queryClient: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        // The session is over: who is signed in is asked again, and the sign-in page comes of it.
        const isMe = queryKey[0] === keys.me[0];
        if (!isMe && isSignedOut(error)) void queryClient.invalidateQueries({ queryKey: keys.me });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < MAX_RETRIES && mayPass(error),
      },
    },
  });
  return queryClient;
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

function mayPass(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
}
