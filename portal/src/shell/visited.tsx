import { createContext, use, useEffect, useRef, type ReactNode, type RefObject } from 'react';

const Context = createContext<RefObject<boolean>>({ current: false });

/** Knows whether a page was already shown: only after that does a new page take the focus. */
export function Visited({ children }: { children: ReactNode }): ReactNode {
  const visitedRef = useRef(false);
  return <Context value={visitedRef}>{children}</Context>;
}

/** Puts the focus on the heading of a page that was navigated to, so that a screen reader says where one is. */
export function useHeadingFocus(): RefObject<HTMLHeadingElement | null> {
  const headingRef = useRef<HTMLHeadingElement>(null);
  const visitedRef = use(Context);
  useEffect(() => {
    if (visitedRef.current) {
      headingRef.current?.focus({ preventScroll: true });
      scrollTo({ top: 0 });
    }
    visitedRef.current = true;
  }, [visitedRef]);
  return headingRef;
}
