import { lazy, type ReactNode } from 'react';
import { Route, Switch } from 'wouter';
import { OverviewPage } from './pages/overview/overview-page';
import { NotFoundPage } from './pages/not-found-page';

const ConnectorsPage = lazy(async () => ({
  default: (await import('./pages/connectors/connectors-page')).ConnectorsPage,
}));
const SettingsPage = lazy(async () => ({
  default: (await import('./pages/settings/settings-page')).SettingsPage,
}));

/** The first page comes with the frame; every other one is fetched when it is gone to. */
export function Routes(): ReactNode {
  return (
    <Switch>
      <Route path="/">
        <OverviewPage />
      </Route>
      <Route path="/connectors">
        <ConnectorsPage />
      </Route>
      <Route path="/settings">
        <SettingsPage />
      </Route>
      <Route>
        <NotFoundPage />
      </Route>
    </Switch>
  );
}
