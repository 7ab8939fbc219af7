/** Who is calling, as App Service authentication says it in `x-ms-client-principal`. */
import { z } from 'zod';
import type { ApiOptions } from '../ports.ts';

type Role = 'Connector.Admin' | 'Connector.Reader';

export interface Principal {
  /** Object id in the directory. */
  id: string;
  name: string;
  roles: Role[];
}

/** What a route asks of its caller. */
export type Access = 'anyone' | 'signedIn' | 'reader' | 'admin';

const HEADER = 'x-ms-client-principal';
const ROLES: readonly Role[] = ['Connector.Admin', 'Connector.Reader'];
/** Claims come under their short names or under those of WS-Federation, as the platform is configured. */
const ID_CLAIMS = ['http://schemas.microsoft.com/identity/claims/objectidentifier', 'oid'];
const TENANT_CLAIMS = ['http://schemas.microsoft.com/identity/claims/tenantid', 'tid'];
const NAME_CLAIMS = ['preferred_username', 'name'];
const ROLE_CLAIM = 'roles';

const ClientPrincipal = z.object({
  auth_typ: z.literal('aad'),
  name_typ: z.string().optional(),
  role_typ: z.string().optional(),
  claims: z.array(z.object({ typ: z.string(), val: z.string() })),
});

/** `undefined`: nobody is signed in, or who is cannot be trusted. */
export function readPrincipal(
  headers: { get(name: string): string | null },
  options: ApiOptions,
): Principal | undefined {
  const header = options.platformAuth ? headers.get(HEADER) : null;
  const parsed = header === null ? undefined : ClientPrincipal.safeParse(decode(header)).data;
  if (!parsed) return undefined;
  const values = (types: readonly (string | undefined)[]): string[] =>
    parsed.claims.filter(({ typ }) => types.includes(typ)).map(({ val }) => val);
  const [id] = values(ID_CLAIMS);
  const [name] = [...values([parsed.name_typ]), ...values(NAME_CLAIMS)];
  const [tenant] = values(TENANT_CLAIMS);
  if (id === undefined || name === undefined) return undefined;
  if (options.tenantId !== undefined && tenant !== undefined && tenant !== options.tenantId) {
    return undefined;
  }
  const claimed = values([parsed.role_typ, ROLE_CLAIM]);
  return { id, name, roles: ROLES.filter((role) => claimed.includes(role)) };
}

export function mayAccess(principal: Principal, access: Access): boolean {
  if (access === 'anyone' || access === 'signedIn') return true;
  if (principal.roles.includes('Connector.Admin')) return true;
  return access === 'reader' && principal.roles.includes('Connector.Reader');
}

function decode(header: string): unknown {
  try {
    return JSON.parse(Buffer.from(header, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
