import { GraphError, badRequest } from './errors.ts';
import type { DirectoryUser } from './directory.ts';
import { compare, evaluate } from './filter.ts';
import { parseFilter } from './filter-parser.ts';
import type { Filter } from './filter.ts';
import { page, pageSize, project, refuseOrder, selected } from './query.ts';
import type { Query } from './query.ts';
import type { Answer, Call, Service } from './service.ts';
import { asList, asObject, refuseUnknown } from './shapes.ts';

const DEFAULT_PROPERTIES = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
];
const KNOWN_PROPERTIES: ReadonlySet<string> = new Set([
  ...DEFAULT_PROPERTIES,
  'id',
  'accountEnabled',
  'assignedLicenses',
  'assignedPlans',
  'mailNickname',
  'onPremisesSyncEnabled',
  'otherMails',
  'provisionedPlans',
  'proxyAddresses',
  'userType',
]);
const FILTERABLE = new Set([
  'id',
  'mail',
  'userPrincipalName',
  'displayName',
  'givenName',
  'surname',
  'accountEnabled',
  'mailNickname',
]);
const SMALL_PAGE = 20;
const CONTEXT = 'https://graph.microsoft.com/v1.0/$metadata#users';

export function listUsers(service: Service, call: Call): Answer {
  const { query } = call;
  refuseOrder(query);
  const top = query.get('$top') === undefined ? undefined : Number(query.get('$top'));
  const headers = service.throttle.admitDirectory(listCost(query, top));
  const names = selected(query, KNOWN_PROPERTIES, 'microsoft.graph.user') ?? DEFAULT_PROPERTIES;
  const size = pageSize(
    query,
    service.limits.directoryPageSize,
    service.limits.largestDirectoryPage,
  );
  const text = query.get('$filter');
  const users = text === undefined ? service.directory.users() : search(service, call, text);
  const body = page(users, size, call, (user) => project(renderUser(user), names));
  return { status: 200, body: { '@odata.context': CONTEXT, ...body }, headers };
}

function listCost(query: Query, top: number | undefined): number {
  const saved = (query.has('$select') ? 1 : 0) + (top !== undefined && top < SMALL_PAGE ? 1 : 0);
  return Math.max(1, 2 + (query.has('$expand') ? 1 : 0) - saved);
}

export function getUser(service: Service, call: Call): Answer {
  const cost = 1 + (call.query.has('$expand') ? 1 : 0);
  const headers = service.throttle.admitDirectory(cost);
  const names =
    selected(call.query, KNOWN_PROPERTIES, 'microsoft.graph.user') ?? DEFAULT_PROPERTIES;
  const name = call.segments[1] ?? '';
  const user = service.directory.find(name);
  if (user === undefined) {
    const text = `Resource '${name}' does not exist or one of its queried reference-property objects are not present.`;
    throw new GraphError(404, 'Request_ResourceNotFound', text);
  }
  const body = project(renderUser(user), names);
  return { status: 200, body: { '@odata.context': `${CONTEXT}/$entity`, ...body }, headers };
}

/** `POST /directoryObjects/getByIds`: unknown identifiers are simply missing from the answer. */
export function getByIds(service: Service, call: Call, body: unknown): Answer {
  const headers = service.throttle.admitDirectory(3);
  const { ids, types, ...rest } = asObject(body, 'body');
  refuseUnknown(rest, 'getByIds');
  const wanted = asList(ids, 'ids').map(String);
  if (wanted.length === 0 || wanted.length > service.limits.lookupIds) {
    throw badRequest('Invalid number of ids.', 'Request_BadRequest');
  }
  const wantsUsers = types === undefined || asList(types, 'types').includes('user');
  const names = selected(call.query, KNOWN_PROPERTIES, 'microsoft.graph.directoryObject');
  const found = wantsUsers ? wanted.map((id) => service.directory.find(id)) : [];
  const value = found
    .filter((user) => user !== undefined)
    .map((user) => ({
      '@odata.type': '#microsoft.graph.user',
      ...project(renderUser(user), names ?? DEFAULT_PROPERTIES),
    }));
  return { status: 200, body: { '@odata.context': CONTEXT, value }, headers };
}

function renderUser(user: DirectoryUser): Record<string, unknown> {
  const { mailbox, ...shown } = user;
  const licensed = mailbox === 'ok' || mailbox === 'full' || mailbox === 'denied';
  return {
    ...shown,
    businessPhones: [],
    jobTitle: null,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    mailNickname: user.userPrincipalName.split('@')[0],
    onPremisesSyncEnabled: null,
    otherMails: [],
    userType: 'Member',
    assignedLicenses: [],
    provisionedPlans: [],
    assignedPlans: licensed
      ? [
          {
            assignedDateTime: '2024-01-01T00:00:00Z',
            capabilityStatus: 'Enabled',
            service: 'exchange',
            servicePlanId: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
          },
        ]
      : [],
  };
}

function search(service: Service, call: Call, text: string): DirectoryUser[] {
  const filter = parseFilter(text);
  const advanced =
    call.headers.consistencylevel === 'eventual' && call.query.get('$count') === 'true';
  checkFilter(filter, advanced, service.limits.directoryClauses);
  const addresses = equalAddresses(filter);
  const candidates =
    addresses === undefined
      ? service.directory.users()
      : [...new Set(addresses.flatMap((address) => service.directory.byAddress(address)))];
  return candidates.filter((user) => matches(user, filter));
}

function checkFilter(filter: Filter, advanced: boolean, clauses: number): void {
  const tooMany = (count: number): void => {
    if (count <= clauses) return;
    throw unsupported(
      `Too many child clauses specified in search filter expression containing 'OR' operators: ${count}. Max allowed: ${clauses}.`,
    );
  };
  switch (filter.op) {
    case 'and':
    case 'or':
      if (filter.op === 'or') tooMany(filter.parts.length);
      for (const part of filter.parts) checkFilter(part, advanced, clauses);
      return;
    case 'not':
      if (!advanced) throw unsupported('Operator not supported without ConsistencyLevel eventual.');
      checkFilter(filter.part, advanced, clauses);
      return;
    case 'any':
      checkAddressLambda(filter);
      return;
    case 'in':
      tooMany(filter.values.length);
      checkField(filter.field);
      return;
    case 'compare':
      checkField(filter.field);
      if (['ne', 'endswith'].includes(filter.how) && !advanced) {
        throw unsupported(
          `Operator '${filter.how}' is not supported without ConsistencyLevel eventual.`,
        );
      }
      if (filter.how === 'contains') throw unsupported("The function 'contains' is not supported.");
  }
}

function checkField(field: string): void {
  if (FILTERABLE.has(field)) return;
  throw KNOWN_PROPERTIES.has(field)
    ? unsupported(`Unsupported or invalid query filter clause specified for property '${field}'.`)
    : badRequest(
        `Invalid filter clause: Could not find a property named '${field}' on type 'microsoft.graph.user'.`,
      );
}

function checkAddressLambda(filter: Extract<Filter, { op: 'any' }>): void {
  const { part } = filter;
  const allowed = ['eq', 'startswith', 'ge', 'le'];
  const fits =
    filter.field === 'proxyAddresses' &&
    part.op === 'compare' &&
    part.field === filter.variable &&
    allowed.includes(part.how);
  if (!fits) throw unsupported('Unsupported or invalid query filter clause.');
}

function unsupported(message: string): GraphError {
  return badRequest(message, 'Request_UnsupportedQuery');
}

/** The addresses asked for when the filter is nothing but equalities on them, joined by `or`. */
function equalAddresses(filter: Filter): string[] | undefined {
  if (filter.op === 'or') {
    const parts = filter.parts.map(equalAddresses);
    return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
  }
  const plain = filter.op === 'any' ? filter.part : filter;
  const field = filter.op === 'any' ? filter.field : 'field' in plain ? plain.field : '';
  if (!['mail', 'userPrincipalName', 'proxyAddresses'].includes(field)) return undefined;
  if (plain.op === 'in') return plain.values.map(String);
  return plain.op === 'compare' && plain.how === 'eq' ? [String(plain.value)] : undefined;
}

function matches(user: DirectoryUser, filter: Filter): boolean {
  const shown: Record<string, unknown> = renderUser(user);
  return evaluate(
    filter,
    (field) => shown[field],
    ({ part }) =>
      part.op === 'compare' &&
      user.proxyAddresses.some((address) => compare(address, part.how, part.value)),
  );
}
