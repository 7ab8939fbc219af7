/** What a call changes, noted where it is changed: at the ports. */
import type { Connectors, Runs } from '../../ports/storage.ts';
import type { ApiDeps } from '../ports.ts';

/** Fields by name: of the connector under their own, of others behind what they belong to. */
type Fields = Record<string, unknown>;

export interface Notes {
  connectorId?: string;
  runId?: string;
  before: Fields;
  after: Fields;
}

/**
 * The same ports, but that every change is noted. A row holds no secret and a mapping's row no number; what else is kept,
 * such as the file itself and the password, is not passed on.
 * @param notes of the call that is being served
 */
export function noting(deps: ApiDeps, notes: () => Notes | undefined): ApiDeps {
  const { mappings, secrets, consent } = deps;
  return {
    ...deps,
    ...(consent && {
      consent: instead(consent, {
        take: async (state) => {
          const pending = await consent.take(state);
          const into = notes();
          if (into && pending) into.connectorId = pending.connectorId;
          return pending;
        },
      }),
    }),
    connectors: notingConnectors(deps, notes),
    runs: notingRuns(deps, notes),
    mappings: instead(mappings, {
      save: async (version, csv, entries) => {
        await mappings.save(version, csv, entries);
        const { rows, added, changed, removed } = version;
        const into = notes();
        if (into) into.after.mapping = { version: version.version, rows, added, changed, removed };
      },
    }),
    secrets: instead(secrets, {
      put: async (connectorId, credential) => {
        await secrets.put(connectorId, credential);
        const into = notes();
        if (into) into.after.secret = 'stored';
      },
      remove: async (connectorId) => {
        await secrets.remove(connectorId);
        const into = notes();
        if (into) into.after.secret = 'removed';
      },
    }),
  };
}

function notingConnectors({ connectors }: ApiDeps, notes: () => Notes | undefined): Connectors {
  return instead(connectors, {
    create: async (connector) => {
      await connectors.create(connector);
      const { id, product, name, state } = connector;
      const into = notes();
      if (!into) return;
      into.connectorId = id;
      Object.assign(into.after, { product, name, state });
    },
    update: async (id, etag, change) => {
      const into = notes();
      if (!into) return connectors.update(id, etag, change);
      into.connectorId ??= id;
      // The row as it is: the change succeeds only while that is the one whose tag it names.
      const before = await connectors.get(id);
      const row = await connectors.update(id, etag, change);
      compare(into, '', change, before, row);
      return row;
    },
  });
}

function notingRuns({ runs }: ApiDeps, notes: () => Notes | undefined): Runs {
  return instead(runs, {
    create: async (run) => {
      await runs.create(run);
      const into = notes();
      if (!into) return;
      into.runId = run.id;
      into.after.window = run.window;
    },
    update: async (id, etag, change) => {
      const into = notes();
      if (!into) return runs.update(id, etag, change);
      const before = await runs.get(id);
      const row = await runs.update(id, etag, change);
      compare(into, `${id}.`, change, before, row);
      return row;
    },
  });
}

/** The same port, but for some of its methods. */
function instead<T extends object>(port: T, methods: Partial<T>): T {
  return new Proxy(port, {
    get: (target, name): unknown => Reflect.get(name in methods ? methods : target, name),
  });
}

/** What several changes of one call do to a field is one change. */
function compare(
  into: Notes,
  prefix: string,
  change: object,
  before: object = {},
  after: object = {},
): void {
  const was: Fields = { ...before };
  const is: Fields = { ...after };
  for (const name of Object.keys(change)) {
    if (JSON.stringify(was[name]) === JSON.stringify(is[name])) continue;
    const field = prefix + name;
    if (!(field in into.before)) into.before[field] = was[name] ?? null;
    into.after[field] = is[name] ?? null;
  }
}
