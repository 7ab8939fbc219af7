import { LRUCache } from 'lru-cache';
import type { FolderCache } from '../../ports/microsoft365.ts';
import type { Call } from './chain.ts';
import type { GraphClient } from './client.ts';
import { isKind } from './failure.ts';
import { foldersPath } from './paths.ts';
import { idOf } from './writing.ts';

/** Ids of a hundred bytes or two: a few megabytes. */
const REMEMBERED = 20_000;

/** Ids of folders at the top of mailboxes, by exact display name. */
export interface Folders {
  /** Finds or creates it. */
  ensure(mailboxId: string, name: string, call: Call): Promise<string>;
  /** `undefined` where there is none. */
  find(mailboxId: string, name: string, call: Call): Promise<string | undefined>;
  /** Whether it is there, past what is remembered. */
  exists(mailboxId: string, name: string, call: Call): Promise<boolean>;
  /** The id has turned out to be no longer valid. */
  forget(mailboxId: string, name: string): Promise<void>;
}

export function createFolders({
  client,
  cache,
}: {
  client: GraphClient;
  cache: FolderCache;
}): Folders {
  const known = new LRUCache<string, string>({ max: REMEMBERED });
  const pending = new Map<string, Promise<string>>();

  async function recall(mailboxId: string, name: string): Promise<string | undefined> {
    const key = keyOf(mailboxId, name);
    const id = known.get(key) ?? (await cache.get(mailboxId, name));
    if (id !== undefined) known.set(key, id);
    return id;
  }

  async function remember(mailboxId: string, name: string, id: string): Promise<string> {
    known.set(keyOf(mailboxId, name), id);
    await cache.put(mailboxId, name, id);
    return id;
  }

  async function resolve(mailboxId: string, name: string, call: Call): Promise<string> {
    const recalled = await recall(mailboxId, name);
    if (recalled !== undefined) return recalled;
    const id =
      (await listed(client, mailboxId, name, call)) ??
      (await created(client, mailboxId, name, call));
    return remember(mailboxId, name, id);
  }

  return {
    ensure: async (mailboxId, name, call) => {
      const key = keyOf(mailboxId, name);
      const id = known.get(key);
      if (id !== undefined) return id;
      let resolution = pending.get(key);
      if (resolution === undefined) {
        resolution = resolve(mailboxId, name, call).finally(() => pending.delete(key));
        pending.set(key, resolution);
      }
      return resolution;
    },
    find: async (mailboxId, name, call) => {
      const recalled = await recall(mailboxId, name);
      if (recalled !== undefined) return recalled;
      const id = await listed(client, mailboxId, name, call);
      return id === undefined ? undefined : remember(mailboxId, name, id);
    },
    exists: async (mailboxId, name, call) =>
      (await listed(client, mailboxId, name, call)) !== undefined,
    forget: async (mailboxId, name) => {
      known.delete(keyOf(mailboxId, name));
      await cache.forget(mailboxId, name);
    },
  };
}

async function listed(
  client: GraphClient,
  mailboxId: string,
  name: string,
  call: Call,
): Promise<string | undefined> {
  const filter = encodeURIComponent(`displayName eq '${name.replaceAll("'", "''")}'`);
  const query = `$filter=${filter}&$select=id,displayName&includeHiddenFolders=true`;
  const found = await client.list(`${foldersPath(mailboxId)}?${query}`, call);
  // Exchange compares without regard to case, and so lets no second folder be made that differs in it only.
  const match =
    found.find(({ displayName }) => displayName === name) ??
    found.find(({ displayName }) => String(displayName).toLowerCase() === name.toLowerCase());
  return match && String(match.id);
}

async function created(
  client: GraphClient,
  mailboxId: string,
  name: string,
  call: Call,
): Promise<string> {
  try {
    return idOf(await client.post(foldersPath(mailboxId), call, { displayName: name }));
  } catch (error) {
    // Somebody was faster, or the answer was lost: either way it may be there now.
    const mayExist = isKind(error, 'folderExists') || isKind(error, 'unanswered');
    const found = mayExist ? await listed(client, mailboxId, name, call) : undefined;
    if (found === undefined) throw error;
    return found;
  }
}

function keyOf(mailboxId: string, name: string): string {
  return `${mailboxId}|${name}`;
}
