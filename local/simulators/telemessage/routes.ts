import { badRequest, notFound, Problem } from './problem.ts';

export const BASE_PATH = '/api/v1';

/** The contract's products. */
const PRODUCTS: readonly string[] = [
  'android',
  'att-network',
  'o2-network',
  'starhub-network',
  'enterprise-number',
  'bell-network',
  'telus-network',
  'verizon-network',
  'signal',
  'telegram',
  'whatsapp',
  'wechat',
];

export interface Operation {
  readonly name: 'login' | 'listItems' | 'summarizeWindow' | 'getEmailContent' | 'getAttachment';
  /** the three below are empty where the operation has none */
  readonly product: string;
  readonly itemId: string;
  readonly attachmentId: string;
}

const ARCHIVE = String.raw`^/archive/(?<product>[^/]+)`;
const ITEM = String.raw`/items/(?<itemId>[^/]+)`;
const ROUTES: readonly { name: Operation['name']; path: RegExp }[] = [
  { name: 'login', path: /^\/login$/ },
  { name: 'listItems', path: new RegExp(`${ARCHIVE}/items$`) },
  { name: 'summarizeWindow', path: new RegExp(`${ARCHIVE}/summary$`) },
  { name: 'getEmailContent', path: new RegExp(`${ARCHIVE}${ITEM}/content$`) },
  {
    name: 'getAttachment',
    path: new RegExp(`${ARCHIVE}${ITEM}/attachments/(?<attachmentId>[^/]+)$`),
  },
];

/** The operation that a path names, whatever the method. */
export function operationAt(path: string): Operation | undefined {
  if (!path.startsWith(BASE_PATH)) return undefined;
  for (const route of ROUTES) {
    const match = route.path.exec(path.slice(BASE_PATH.length));
    if (match === null) continue;
    const named = (group: string) => decoded(match.groups?.[group] ?? '');
    const product = named('product');
    if (route.name !== 'login' && !PRODUCTS.includes(product)) return undefined;
    return {
      name: route.name,
      product,
      itemId: named('itemId'),
      attachmentId: named('attachmentId'),
    };
  }
  return undefined;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest('The path is not well encoded.');
  }
}

export function checkedOperation(path: string, method: string | undefined): Operation {
  const operation = operationAt(path);
  if (operation === undefined) throw notFound('resource');
  const allowed = operation.name === 'login' ? 'POST' : 'GET';
  if (method !== allowed) {
    const message = `Only ${allowed} is understood here.`;
    throw new Problem(405, 'method_not_allowed', message, { Allow: allowed });
  }
  return operation;
}
