import type { OutgoingHttpHeaders } from 'node:http';
import type { Adversary } from '../adversary.ts';
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
  /** Scheme, address and port. */
  origin: string;
  signIn: SignIn | undefined;
  /** Opens the management routes. */
  key: string;
}

export interface Request {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body: Buffer;
}

/** What App Service puts before the app so that people can sign in; the module of `--sign-in`. */
export interface SignIn {
  /** Undefined when the request is for the app. */
  answer(request: Request): Reply | undefined;
  /** What the app is told about who is calling. */
  principalHeaders(request: Request): Request['headers'];
}

/** A body that is not bytes is sent as JSON. */
export interface Reply {
  status: number;
  headers?: OutgoingHttpHeaders;
  body?: unknown;
}
