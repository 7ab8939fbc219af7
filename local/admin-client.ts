/** Uses the product as an administrator's browser does: signs in, sends a cookie, follows Location headers. */
interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

export interface AdminClient {
  /** Certificate of the simulated identity platform, PEM, for the one page opened there. */
  readonly ca: string | undefined;
  call<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  /** As `call`, but any status of 400 and above is an error. */
  must<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
}

export async function signIn(
  hostUrl: string,
  person: 'admin' | 'reader' | 'visitor' = 'admin',
  ca?: string,
): Promise<AdminClient> {
  const login = await fetch(`${hostUrl}/.auth/login`, {
    method: 'POST',
    body: new URLSearchParams({ person }),
    redirect: 'manual',
  });
  const cookie = login.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  if (!cookie) throw new Error(`signing in as ${person} gave status ${String(login.status)}`);

  async function call<T>(
    method: string,
    path: string,
    body?: unknown,
    extra: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const headers: Record<string, string> = { cookie, 'x-requested-with': 'admin-client' };
    if (body !== undefined) {
      headers['content-type'] = typeof body === 'string' ? 'text/csv' : 'application/json';
    }
    const response = await fetch(path.startsWith('http') ? path : `${hostUrl}/api${path}`, {
      method,
      headers: { ...headers, ...extra },
      redirect: 'manual',
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /[/+]json(;|$)/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson && text ? JSON.parse(text) : text) as T,
    };
  }

  async function must<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await call<T>(method, path, body);
    if (answer.status >= 400) {
      throw new Error(
        `${method} ${path} gave ${String(answer.status)}: ${JSON.stringify(answer.body)}`,
      );
    }
    return answer.body;
  }
  return { ca, call, must };
}
