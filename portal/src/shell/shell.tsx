import { makeStyles, tokens } from '@fluentui/react-components';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { Loading } from '../parts/loading.tsx';
import { useMedia } from '../preferences.tsx';
import { Routes } from '../routes.tsx';
import { texts } from '../texts.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Navigation } from './navigation.tsx';
import { Offline } from './offline.tsx';
import { TopBar } from './top-bar.tsx';
import { Visited } from './visited.tsx';

/** Only narrow screens need it. */
const Drawer = lazy(async () => ({ default: (await import('./drawer.tsx')).NavigationDrawer }));

/** Below it the navigation is a drawer. */
const NARROW = '(max-width: 860px)';
const MAIN_ID = 'main';

const useStyles = makeStyles({
  frame: {
    minHeight: '100vh',
    display: 'grid',
    gridTemplateRows: 'auto 1fr',
    gridTemplateColumns: '15rem minmax(0, 1fr)',
    backgroundColor: tokens.colorNeutralBackground3,
    '@media (max-width: 860px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  skip: {
    position: 'fixed',
    zIndex: 10,
    top: tokens.spacingVerticalS,
    left: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    clipPath: 'inset(50%)',
    ':focus': { clipPath: 'none' },
  },
  side: {
    position: 'sticky',
    top: '3.5rem',
    alignSelf: 'start',
    padding: tokens.spacingHorizontalM,
  },
  main: {
    minWidth: 0,
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXL} 4rem`,
    outlineStyle: 'none',
    '@media (max-width: 860px)': { padding: tokens.spacingHorizontalL },
  },
  column: { maxWidth: '80rem', marginInline: 'auto' },
});

export function Shell(): ReactNode {
  const styles = useStyles();
  const [path] = useLocation();
  const isNarrow = useMedia(NARROW);
  const [isOpen, setOpen] = useState(false);
  const close = (): void => {
    setOpen(false);
  };
  const toMain = (): void => document.getElementById(MAIN_ID)?.focus();
  return (
    <Visited>
      <div className={styles.frame}>
        <button type="button" className={styles.skip} onClick={toMain}>
          {texts.shell.skip}
        </button>
        <TopBar
          openNavigation={
            isNarrow
              ? () => {
                  setOpen(true);
                }
              : undefined
          }
        />
        {isNarrow ? (
          isOpen && (
            <Suspense>
              <Drawer onClose={close} />
            </Suspense>
          )
        ) : (
          <div className={styles.side}>
            <Navigation />
          </div>
        )}
        <main id={MAIN_ID} tabIndex={-1} className={styles.main}>
          <Offline />
          <div className={styles.column}>
            <ErrorBoundary attempt={path}>
              <Suspense fallback={<Loading />}>
                <Routes />
              </Suspense>
            </ErrorBoundary>
          </div>
        </main>
      </div>
    </Visited>
  );
}
