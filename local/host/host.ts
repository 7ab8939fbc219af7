import type { Adversary } from './adversary.ts';
import type { App } from './app.ts';
import type { HostConfig } from './config.ts';
import type { Invoker } from './invocation.ts';
import type { Store } from './store.ts';

/** What the rooms of the host share. */
export interface Host {
  app: App;
  config: HostConfig;
  store: Store;
  invoker: Invoker;
  adversary: Adversary | undefined;
}
