import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ClipboardSearchRegular } from '@fluentui/react-icons/svg/clipboard-search';
import { HistoryRegular } from '@fluentui/react-icons/svg/history';
import { HomeRegular } from '@fluentui/react-icons/svg/home';
import { PlugConnectedRegular } from '@fluentui/react-icons/svg/plug-connected';
import { SettingsRegular } from '@fluentui/react-icons/svg/settings';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import type { FunctionComponent, ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { texts } from '../texts.ts';

interface Entry {
  href: string;
  label: string;
  Icon: FunctionComponent<{ className?: string }>;
}

const ENTRIES: readonly Entry[] = [
  { href: '/', label: texts.nav.overview, Icon: HomeRegular },
  { href: '/connectors', label: texts.nav.connectors, Icon: PlugConnectedRegular },
  { href: '/exceptions', label: texts.nav.exceptions, Icon: WarningRegular },
  { href: '/items', label: texts.nav.items, Icon: ClipboardSearchRegular },
  { href: '/audit', label: texts.nav.audit, Icon: HistoryRegular },
  { href: '/settings', label: texts.nav.settings, Icon: SettingsRegular },
];

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: tokens.spacingVerticalXXS,
  },
  link: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    textDecorationLine: 'none',
    ':hover': {
      backgroundColor: tokens.colorNeutralBackground3Hover,
      color: tokens.colorNeutralForeground1,
    },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: tokens.shadow2,
    '::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: '2px',
      insetBlock: '8px',
      width: '3px',
      borderRadius: '3px',
      backgroundColor: tokens.colorCompoundBrandStroke,
    },
  },
  icon: { fontSize: '20px', flexShrink: 0 },
});

export function Navigation({ onNavigate }: { onNavigate?: () => void }): ReactNode {
  const styles = useStyles();
  const [path] = useLocation();
  return (
    <nav aria-label={texts.nav.label}>
      <ul className={styles.list}>
        {ENTRIES.map(({ href, label, Icon }) => {
          const isCurrent = href === '/' ? path === '/' : `${path}/`.startsWith(`${href}/`);
          return (
            <li key={href}>
              <Link
                href={href}
                className={mergeClasses(styles.link, isCurrent && styles.current)}
                aria-current={isCurrent ? 'page' : undefined}
                onClick={onNavigate}
              >
                <Icon className={styles.icon} />
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
