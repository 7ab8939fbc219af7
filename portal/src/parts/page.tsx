import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { useEffect, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useHeadingFocus } from '../shell/visited.tsx';
import { texts } from '../texts.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalXL, gridTemplateColumns: 'minmax(0, 1fr)' },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
  },
  words: { display: 'grid', gap: tokens.spacingVerticalXXS, minWidth: 0, flexGrow: 1 },
  title: { ...typographyStyles.title2, margin: 0, outlineStyle: 'none', overflowWrap: 'anywhere' },
  lead: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  trail: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  crumb: { color: tokens.colorBrandForegroundLink, textDecorationLine: 'none' },
});

interface Props {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  /** The way back up, the topmost first. */
  trail?: readonly { label: string; href: string }[];
  children: ReactNode;
}

/** The frame of every page: its heading takes the focus when one comes from another page. */
export function Page({ title, lead, actions, trail, children }: Props): ReactNode {
  const styles = useStyles();
  const heading = useHeadingFocus();
  useEffect(() => {
    document.title = `${title} · ${texts.product}`;
  }, [title]);
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <div className={styles.words}>
          {trail && (
            <nav aria-label={texts.nav.trail} className={styles.trail}>
              {trail.map(({ label, href }) => (
                <span key={href} className={styles.trail}>
                  <Link href={href} className={styles.crumb}>
                    {label}
                  </Link>
                  <ChevronRightRegular aria-hidden />
                </span>
              ))}
            </nav>
          )}
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {lead && <span className={styles.lead}>{lead}</span>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
