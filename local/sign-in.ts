/** App Service authentication as the app sees it: a page, a cookie, headers of its own. */
import type { Reply, Request } from './host/host.ts';

interface Person {
  name: string;
  id: string;
  roles: string[];
}

const admin = 'Connector.Admin';
const reader = 'Connector.Reader';
const idStart = '00000000-0000-4000-8000-00000000000';
const people = new Map<string, Person>([
  ['admin', { name: 'ada.admin@example.test', id: `${idStart}1`, roles: [admin, reader] }],
  ['reader', { name: 'rita.reader@example.test', id: `${idStart}2`, roles: [reader] }],
  ['visitor', { name: 'vic.visitor@example.test', id: `${idStart}3`, roles: [] }],
]);

/** Holds the key of a person: whoever can ask this host may sign in as anybody anyway. */
const cookieName = 'AppServiceAuthSession';
const cookieRules = 'Path=/; HttpOnly; SameSite=Lax';
const nameType = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name';
const roleType = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role';
const idType = 'http://schemas.microsoft.com/identity/claims/objectidentifier';

/** Undefined when the address is none of the sign-in routes. */
export function answer({ method, url, headers, body }: Request): Reply | undefined {
  if (!url.pathname.startsWith('/.auth/')) return undefined;
  const person = personOf(headers);
  switch (`${method} ${url.pathname}`) {
    case 'GET /.auth/login':
    case 'GET /.auth/login/aad':
      return signInPage(localPath(url.searchParams.get('post_login_redirect_uri')));
    case 'POST /.auth/login':
      return signIn(new URLSearchParams(body.toString()));
    case 'GET /.auth/logout':
      return redirect('/', '', 'Max-Age=0; ');
    case 'GET /.auth/me': {
      if (!person) return { status: 401 };
      const claims = claimsOf(person);
      const body = [{ provider_name: 'aad', user_id: person.name, user_claims: claims }];
      return { status: 200, body };
    }
    default:
      return { status: 404 };
  }
}

/** The headers that tell the app who is calling; none for a stranger. */
export function principalHeaders({ headers }: Request): Request['headers'] {
  const person = personOf(headers);
  if (!person) return {};
  const types = { auth_typ: 'aad', name_typ: nameType, role_typ: roleType };
  const principal = JSON.stringify({ ...types, claims: claimsOf(person) });
  return {
    'x-ms-client-principal': Buffer.from(principal).toString('base64'),
    'x-ms-client-principal-id': person.id,
    'x-ms-client-principal-name': person.name,
    'x-ms-client-principal-idp': 'aad',
  };
}

function claimsOf({ name, id, roles }: Person): { typ: string; val: string }[] {
  const others = roles.map((role) => ({ typ: roleType, val: role }));
  return [{ typ: nameType, val: name }, { typ: idType, val: id }, ...others];
}

function personOf({ cookie = '' }: Request['headers']): Person | undefined {
  return people.get(new RegExp(`(?:^|; )${cookieName}=([^;]*)`).exec(cookie)?.[1] ?? '');
}

function signIn(form: URLSearchParams): Reply {
  const key = form.get('person') ?? '';
  return people.has(key) ? redirect(localPath(form.get('redirect')), key) : { status: 400 };
}

/** Only a path of this host, never another site. */
function localPath(path: string | null): string {
  return path && /^\/(?![/\\])/.test(path) ? path : '/';
}

function redirect(location: string, session: string, more = ''): Reply {
  const cookie = `${cookieName}=${session}; ${more}${cookieRules}`;
  return { status: 302, headers: { location, 'set-cookie': cookie } };
}

function signInPage(back: string): Reply {
  const target = back.replace(/[&<>"']/g, (c) => `&#${String(c.charCodeAt(0))};`);
  const button = ([key, { name, roles }]: [string, Person]) =>
    `<p><button name="person" value="${key}">${name}</button> ${roles.join(', ') || 'no role'}</p>`;
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in</title>
<h1>Sign in as</h1><form method="post" action="/.auth/login"><input type="hidden" name="redirect" value="${target}">
${[...people].map(button).join('')}</form>`;
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  return { status: 200, headers, body: Buffer.from(html) };
}
