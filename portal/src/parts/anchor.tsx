import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

const useStyles = makeStyles({
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    // High enough to be hit.
    display: 'inline-block',
    paddingBlock: '2px',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { color: tokens.colorBrandForegroundLinkHover, textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

/** A link to another page of ours. */
export function Anchor({ href, children }: { href: string; children: ReactNode }): ReactNode {
  const styles = useStyles();
  return (
    <Link href={href} className={styles.link}>
      {children}
    </Link>
  );
}
