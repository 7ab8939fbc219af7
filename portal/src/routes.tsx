import { lazy, type ReactNode } from 'react';
import { Route, Switch } from 'wouter';
import { OverviewPage } from './pages/overview/overview-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';

const ConnectorsPage = lazy(async () => ({
  default: (await import('./pages/connectors/connectors-page.tsx')).ConnectorsPage,
}));
const ConnectorPage = lazy(async () => ({
  default: (await import('./pages/connector/connector-page.tsx')).ConnectorPage,
}));
const MappingPage = lazy(async () => ({
  default: (await import('./pages/mapping/mapping-page.tsx')).MappingPage,
}));
const ProductsPage = lazy(async () => ({
  default: (await import('./pages/setup/products-page.tsx')).ProductsPage,
}));
const ProductPage = lazy(async () => ({
  default: (await import('./pages/setup/product-page.tsx')).ProductPage,
}));
const SetupPage = lazy(async () => ({
  default: (await import('./pages/setup/setup-page.tsx')).SetupPage,
}));
const RunPage = lazy(async () => ({
  default: (await import('./pages/runs/run-page.tsx')).RunPage,
}));
const RunsPage = lazy(async () => ({
  default: (await import('./pages/runs/runs-page.tsx')).RunsPage,
}));
const ExceptionsPage = lazy(async () => ({
  default: (await import('./pages/exceptions/exceptions-page.tsx')).ExceptionsPage,
}));
const ItemsPage = lazy(async () => ({
  default: (await import('./pages/items/items-page.tsx')).ItemsPage,
}));
const ItemPage = lazy(async () => ({
  default: (await import('./pages/items/item-page.tsx')).ItemPage,
}));
const AuditPage = lazy(async () => ({
  default: (await import('./pages/audit/audit-page.tsx')).AuditPage,
}));
const SettingsPage = lazy(async () => ({
  default: (await import('./pages/settings/settings-page.tsx')).SettingsPage,
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
      <Route path="/connectors/new">
        <ProductsPage />
      </Route>
      <Route path="/connectors/new/:product">{({ product }) => <ProductPage id={product} />}</Route>
      <Route path="/connectors/:id">{({ id }) => <ConnectorPage id={id} />}</Route>
      <Route path="/connectors/:id/mapping">{({ id }) => <MappingPage id={id} />}</Route>
      <Route path="/connectors/:id/setup/:step?">
        {({ id, step }) => <SetupPage id={id} step={step} />}
      </Route>
      <Route path="/connectors/:id/runs">{({ id }) => <RunsPage connectorId={id} />}</Route>
      <Route path="/runs/:id">{({ id }) => <RunPage id={id} />}</Route>
      <Route path="/exceptions">
        <ExceptionsPage />
      </Route>
      <Route path="/items">
        <ItemsPage />
      </Route>
      <Route path="/items/:id">{({ id }) => <ItemPage id={id} />}</Route>
      <Route path="/audit">
        <AuditPage />
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
