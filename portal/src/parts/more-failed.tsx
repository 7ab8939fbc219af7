import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { texts } from '../texts.ts';
import { reasonOf } from './toasts.tsx';

interface Props {
  /** Of a list that is read page by page. */
  query: {
    isFetchNextPageError: boolean;
    error: Error | null;
    fetchNextPage: () => Promise<unknown>;
  };
}

/** That the next page could not be read, beside those that were, with a way to try again. */
export function MoreFailed({ query }: Props): ReactNode {
  if (!query.isFetchNextPageError) return null;
  return (
    <MessageBar intent="error" layout="multiline" politeness="assertive">
      <MessageBarBody>{reasonOf(query.error)}</MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => void query.fetchNextPage()}>{texts.common.retry}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
