/** The whole product as its user runs it, on a small tenant and a source that a test fills. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll } from '@jest/globals';
import { signIn, type AdminClient } from '../../local/admin-client.ts';
import { readMailboxes, type FoundMessage } from '../../local/demo/mailboxes.ts';
import { setUpConnector } from '../../local/set-up.ts';
import { buildAccounts } from '../../local/simulators/world/directory.ts';
import { startSystem, type System } from '../../local/system.ts';

const STARTED_WITHIN_MS = 60_000;
/** A host that does its worst loses orchestrations; in Azure the tick comes after a quarter of an hour. */
const TICK_MS = 500;
const SEED = 1;

/** The day every test archives: long over, well inside what the tick looks back to. */
export const DAY = new Date(Date.now() - 2 * 24 * 3_600_000).toISOString().slice(0, 10);
export const WINDOW = {
  from: `${DAY}T00:00:00.000Z`,
  to: new Date(Date.parse(`${DAY}T00:00:00.000Z`) + 24 * 3_600_000).toISOString(),
};

export interface Person {
  id: string;
  mail: string;
  mailbox: 'ok' | 'none' | 'denied' | 'full';
}

export function person(number: number, mailbox: Person['mailbox'] = 'ok'): Person {
  const digits = String(number).padStart(12, '0');
  return {
    id: `00000000-0000-4000-8000-${digits}`,
    mail: `person${String(number)}@tenant.example`,
    mailbox,
  };
}

export interface SystemUnderTest {
  /** Where everything that is kept lies. */
  readonly folder: string;
  readonly system: System;
  readonly admin: AdminClient;
  /** Lists more items; `raw` may be anything, its `archivedAt` places it in the day. */
  list(product: string, items: readonly object[]): Promise<void>;
  /** A connector with automatic mapping, finished. */
  connect(product: string, mappingCsv?: string): Promise<string>;
  mailboxes(): Promise<FoundMessage[]>;
  control(simulator: 'graph' | 'telemessage', path: string, body?: unknown): Promise<unknown>;
}

export interface SystemUnderTestOptions {
  people?: readonly Person[];
  /** Instead of people: users as the simulated directory keeps them. */
  directory?: readonly object[];
  /** Another build than that of the sources. */
  app?: string;
  telemessage?: readonly string[];
  graph?: readonly string[];
  /** Seed or plan of a host that does its worst; otherwise `ADVERSARIAL` of the environment, if it is set. */
  adversarial?: number | string;
  /** Storage and mailboxes survive on disk; slower. */
  persistent?: boolean;
}

/** Started before the tests of a file, gone after them. */
export function useSystem(options: SystemUnderTestOptions): SystemUnderTest {
  const folder = mkdtempSync(join(tmpdir(), 'mobile-archiver-test-'));
  let started: System | undefined;
  let client: AdminClient | undefined;
  const adversarial = options.adversarial ?? process.env.ADVERSARIAL;
  const over = new AbortController();
  let ticking: Promise<void> | undefined;

  beforeAll(async () => {
    started = await startSystem({
      folder,
      inMemory: options.persistent !== true,
      port: 0,
      telemessage: ['--seed', String(SEED), ...(options.telemessage ?? ['--world', 'empty'])],
      graph: options.graph ?? [],
      directory: options.directory ?? (options.people ?? []).map(asUser),
      ...(options.app !== undefined && { app: options.app }),
      ...(adversarial !== undefined && { adversarial }),
      given: { PATH: process.env.PATH },
    });
    const ca = readFileSync(String(started.entra?.ready.ca), 'utf8');
    client = await signIn(started.host.url, 'admin', ca);
    if (adversarial !== undefined) ticking = keepTicking(started, over.signal);
  }, STARTED_WITHIN_MS);
  afterAll(async () => {
    over.abort();
    await ticking;
    await started?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, STARTED_WITHIN_MS);

  function system(): System {
    if (!started) throw new Error('the system has not been started');
    return started;
  }
  function admin(): AdminClient {
    if (!client) throw new Error('nobody is signed in');
    return client;
  }

  async function control(
    simulator: 'graph' | 'telemessage',
    path: string,
    body?: unknown,
  ): Promise<unknown> {
    const url = new URL(`/_control/${path}`, system()[simulator]?.url);
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  }

  return {
    folder,
    get system() {
      return system();
    },
    get admin() {
      return admin();
    },
    control,
    async list(product, items) {
      const listed = items.map((raw) => ({
        product,
        raw,
        archivedAt: (raw as { archivedAt?: string }).archivedAt ?? `${DAY}T12:00:00.000Z`,
      }));
      await control('telemessage', 'items', listed);
    },
    connect(product, mappingCsv) {
      const account = buildAccounts(SEED).find(({ products }) => products.includes(product));
      if (!account) throw new Error(`no account for ${product}`);
      return setUpConnector(admin(), {
        product,
        name: product,
        username: account.username,
        password: account.password,
        ...(mappingCsv !== undefined && { mappingCsv }),
      });
    },
    mailboxes: () => readMailboxes(system().graph?.url ?? ''),
  };
}

async function keepTicking(system: System, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    // A host that a test has killed is started again by the test.
    await system.host.trigger('tick').catch(() => undefined);
    await delay(TICK_MS);
  }
}

function asUser({ id, mail, mailbox }: Person): object {
  return {
    id,
    displayName: mail,
    givenName: null,
    surname: null,
    mail,
    userPrincipalName: mail,
    proxyAddresses: [`SMTP:${mail}`],
    accountEnabled: true,
    mailbox,
  };
}

/** A text message from a person to an outsider. */
export function sms(id: string, from: Person, change: object = {}): object {
  return {
    id,
    format: 'record',
    kind: 'sms',
    archivedAt: `${DAY}T12:00:00.000Z`,
    messageTime: Date.parse(`${DAY}T11:59:00.000Z`),
    direction: 'outbound',
    sender: { value: '+447700900101', email: from.mail },
    recipients: [{ value: '+447700900999' }],
    text: `text of ${id}`,
    ...change,
  };
}
