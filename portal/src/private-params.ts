/** What a page is asked to show, kept in the part of the address that is never sent to a server. */
import { useMemo } from 'react';
import { navigate, useLocationProperty } from 'wouter/use-browser-location';

type Change = (params: URLSearchParams) => URLSearchParams;

/**
 * As `useSearchParams`, but behind `#`: numbers and addresses of people belong in no log. What stands behind `?` is read
 * too, and moves over with the first change.
 */
export function usePrivateParams(): [
  URLSearchParams,
  (change: Change, options?: { replace: boolean }) => void,
] {
  const text = useLocationProperty(read);
  const params = useMemo(() => new URLSearchParams(text), [text]);
  const set = (change: Change, options?: { replace: boolean }): void => {
    navigate(`${location.pathname}#${change(new URLSearchParams(text)).toString()}`, options);
  };
  return [params, set];
}

function read(): string {
  return [location.search.slice(1), location.hash.slice(1)].filter(Boolean).join('&');
}
