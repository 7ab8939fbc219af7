import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/** Said to screen readers when it changes, and shown to nobody. */
export function Announced({ children }: { children: ReactNode }): ReactNode {
  return (
    <div role="status" aria-live="polite" className={useStyles().hidden}>
      {children}
    </div>
  );
}
