import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** App Service authentication as the app sees it: a sign-in page, a session, and headers that only the host may set. */

interface Person {
  name: string;
  id: string;
  roles: string[];
}

const admin = 'Connector.Admin';
const reader = 'Connector.Reader';
const idStart = '00000000-0000-4000-8000-00000000000';
const people: Record<string, Person> = {
  admin: { name: 'ada.admin@example.test', id: `${idStart}1`, roles: [admin, reader] },
  reader: { name: 'rita.reader@example.test', id: `${idStart}2`, roles: [reader] },
  visitor: { name: 'vic.visitor@example.test', id: `${idStart}3`, roles: [] },
};

const cookieName = 'AppServiceAuthSession';
const cookieRules = 'Path=/; HttpOnly; SameSite=Lax';
const nameType = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name';
const roleType = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role';
const idType = 'http://schemas.microsoft.com/identity/claims/objectidentifier';

export class AuthGate {
  private readonly isOn: boolean;
  private readonly sessions = new Map<string, Person>();

  constructor(isOn: boolean) {
    this.isOn = isOn;
  }

  /** Answers the sign-in routes; false for everything else. */
  handle(request: IncomingMessage, response: ServerResponse, url: URL, body: Buffer): boolean {
    if (!this.isOn || !url.pathname.startsWith('/.auth/')) return false;
    const form = new URLSearchParams(body.toString());
    const session = sessionId(request);
    switch (`${request.method ?? ''} ${url.pathname}`) {
      case 'GET /.auth/login':
        sendPage(response, localPath(url.searchParams.get('post_login_redirect_uri')));
        break;
      case 'POST /.auth/login':
        this.signIn(response, people[form.get('person') ?? ''], localPath(form.get('redirect')));
        break;
      case 'GET /.auth/logout':
        this.sessions.delete(session);
        redirect(response, '/', `${cookieName}=; Max-Age=0; ${cookieRules}`);
        break;
      case 'GET /.auth/me':
        sendPerson(response, this.sessions.get(session));
        break;
      default:
        response.writeHead(404).end();
    }
    return true;
  }

  /** The headers the app may believe: whatever the caller says about who he is has been taken out. */
  trustedHeaders(request: IncomingMessage): Record<string, string> {
    const given = Object.entries(request.headers).filter(
      ([n]) => !n.startsWith('x-ms-client-principal'),
    );
    const headers = Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
    const person = this.isOn && this.sessions.get(sessionId(request));
    if (!person) return headers;
    const types = { auth_typ: 'aad', name_typ: nameType, role_typ: roleType };
    const principal = JSON.stringify({ ...types, claims: claims(person) });
    return {
      ...headers,
      'x-ms-client-principal': Buffer.from(principal).toString('base64'),
      'x-ms-client-principal-id': person.id,
      'x-ms-client-principal-name': person.name,
      'x-ms-client-principal-idp': 'aad',
    };
  }

  private signIn(response: ServerResponse, person: Person | undefined, back: string): void {
    const id = randomUUID();
    if (!person) response.writeHead(400).end('Unknown person');
    else {
      this.sessions.set(id, person);
      redirect(response, back, `${cookieName}=${id}; ${cookieRules}`);
    }
  }
}

function claims({ name, id, roles }: Person): { typ: string; val: string }[] {
  const others = roles.map((role) => ({ typ: roleType, val: role }));
  return [{ typ: nameType, val: name }, { typ: idType, val: id }, ...others];
}

function sessionId(request: IncomingMessage): string {
  return new RegExp(`(?:^|; )${cookieName}=([^;]*)`).exec(request.headers.cookie ?? '')?.[1] ?? '';
}

/** Only a path of this host, never another site. */
function localPath(path: string | null): string {
  return path && /^\/(?![/\\])/.test(path) ? path : '/';
}

function redirect(response: ServerResponse, location: string, cookie: string): void {
  response.writeHead(302, { location, 'set-cookie': cookie }).end();
}

function sendPerson(response: ServerResponse, person: Person | undefined): void {
  const body = person && [
    { provider_name: 'aad', user_id: person.name, user_claims: claims(person) },
  ];
  response.writeHead(body ? 200 : 401, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function sendPage(response: ServerResponse, back: string): void {
  const target = back.replace(/[&<>"']/g, (c) => `&#${String(c.charCodeAt(0))};`);
  const button = ([key, { name, roles }]: [string, Person]) =>
    `<p><button name="person" value="${key}">${name}</button> ${roles.join(', ') || 'no role'}</p>`;
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in</title><h1>Sign in as</h1>
<form method="post"><input type="hidden" name="redirect" value="${target}">${Object.entries(people).map(button).join('')}</form>`;
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
}
