import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError } from '../api/client.ts';
import { texts } from '../texts.ts';
import { Empty } from './empty.tsx';
import { Loading } from './loading.tsx';
import { reasonOf } from './toasts.tsx';

interface Props<T> {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
  loading?: ReactNode;
}

/** Shows what was read; until then that it is being read, or why it could not be and a way to try again. */
export function Read<T>({ query, children, loading = <Loading /> }: Props<T>): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (!query.error) return loading;
  if (query.error instanceof ApiError && query.error.status === 404) {
    const action = { label: texts.errors.home, href: '/' };
    return <Empty title={texts.errors.notFound} text={texts.errors.notFoundText} action={action} />;
  }
  const action = { label: texts.common.retry, onClick: () => void query.refetch() };
  return <Empty title={texts.errors.read} text={reasonOf(query.error)} action={action} />;
}
