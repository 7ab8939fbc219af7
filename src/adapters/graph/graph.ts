import type { TokenCredential } from '@azure/identity';
import type { FolderCache, Mailboxes, UserLookup } from '../../ports/microsoft365.ts';
import type { Blobs } from '../../ports/storage.ts';
import type { Clock, Log, Random } from '../../ports/system.ts';
import { parseEndpoint } from '../http/endpoint.ts';
import { createGraphClient } from './client.ts';
import { createFind } from './finder.ts';
import { createFolders } from './folders.ts';
import { createLook } from './look.ts';
import { createUsers } from './users.ts';
import { createWrite } from './writer.ts';

export interface GraphOptions {
  /** The setting `GRAPH_URL`. */
  url: string;
  credential: TokenCredential;
  clock: Clock;
  random: Random;
  log: Log;
  folders: FolderCache;
  /** Attachments are read from it. */
  blobs: Blobs;
}

export interface Graph {
  mailboxes: Mailboxes;
  users: UserLookup;
}

/** Microsoft Graph: mailboxes to write to, and users to look up, behind the same limits and connections. */
export function createGraph(options: GraphOptions): Graph {
  const url = parseEndpoint('GRAPH_URL', options.url);
  const client = createGraphClient({ ...options, url });
  const folders = createFolders({ client, cache: options.folders });
  const parts = { ...options, client, folders };
  return {
    mailboxes: {
      writer: (folder) => ({
        write: createWrite({ ...parts, folder }),
        find: createFind({ ...parts, folder }),
      }),
      look: createLook(parts),
    },
    users: createUsers(parts),
  };
}
