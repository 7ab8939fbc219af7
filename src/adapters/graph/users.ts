import type { DirectoryUser, UserLookup } from '../../ports/microsoft365.ts';
import type { Clock, Log } from '../../ports/system.ts';
import type { Call } from './chain.ts';
import type { GraphClient, Json } from './client.ts';
import { GraphFailure, noMailboxFor, toAppError } from './failure.ts';
import { LOOKUP_PATIENCE_MS } from './limits.ts';
import { foldersPath } from './paths.ts';

/** Three conditions for each; the directory takes fifteen in one filter. */
const BATCH_SIZE = 5;
/** Below twenty, a page costs a resource unit less. */
const PAGE_SIZE = 19;

const SELECT = 'id,userPrincipalName,mail,proxyAddresses';

/** The kind of question is refused, whatever the address: nobody may seem unknown for that. */
const UNSUPPORTED = 'Request_UnsupportedQuery';

export interface UsersOptions {
  client: GraphClient;
  clock: Clock;
  log: Log;
}

export function createUsers({ client, clock, log }: UsersOptions): UserLookup {
  const callFor = (mailboxId?: string): Call => {
    const latest = clock.now() + LOOKUP_PATIENCE_MS;
    return { turn: { safeUntil: () => latest }, ...(mailboxId === undefined ? {} : { mailboxId }) };
  };

  async function find(addresses: readonly string[]): Promise<DirectoryUser[]> {
    const filter = encodeURIComponent(addresses.map(conditionsFor).join(' or '));
    const path = `/users?$filter=${filter}&$select=${SELECT}&$top=${PAGE_SIZE}`;
    try {
      return (await client.list(path, callFor())).map(toUser);
    } catch (error) {
      if (!(error instanceof GraphFailure)) throw error;
      if (error.status !== 400 || error.code === UNSUPPORTED) throw toAppError(error);
      if (addresses.length === 1) {
        // Written in a way the service does not take, so it is nobody's address.
        log.warn('The directory takes this for no address', { code: error.code });
        return [];
      }
      return (await Promise.all(addresses.map((address) => find([address])))).flat();
    }
  }

  return {
    batchSize: BATCH_SIZE,
    find,
    ping: async () => {
      try {
        await client.get(`/users?$top=1&$select=${SELECT}`, callFor());
      } catch (error) {
        throw error instanceof GraphFailure ? toAppError(error) : error;
      }
    },
    probe: async (userId) => {
      try {
        await client.get(`${foldersPath(userId)}/inbox?$select=id`, callFor(userId));
        return 'usable';
      } catch (error) {
        return noMailboxFor(error);
      }
    },
  };
}

function conditionsFor(address: string): string {
  const literal = address.replaceAll("'", "''");
  return (
    `mail eq '${literal}' or userPrincipalName eq '${literal}'` +
    ` or proxyAddresses/any(p:p eq 'smtp:${literal}')`
  );
}

function toUser({ id, userPrincipalName, mail, proxyAddresses }: Json): DirectoryUser {
  return {
    id: String(id),
    userPrincipalName: typeof userPrincipalName === 'string' ? userPrincipalName : '',
    ...(typeof mail === 'string' ? { mail } : {}),
    proxyAddresses: Array.isArray(proxyAddresses) ? proxyAddresses.map(String) : [],
  };
}
