import { Button } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'wouter';

interface Props {
  href: string;
  icon?: ReactElement;
  appearance?: 'primary';
  children: ReactNode;
  'aria-label'?: string;
}

/** A link to another page of ours that looks like a button. */
export function LinkButton({ href, ...props }: Props): ReactNode {
  return (
    <Link href={href} asChild>
      <Button as="a" {...props} />
    </Link>
  );
}
