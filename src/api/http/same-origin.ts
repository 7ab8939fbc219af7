/**
 * Keeps another web site from making a signed-in person's browser change something here. Every change shows that no form of
 * another site made it: by `X-Requested-With`, which our page always sends, by the `Content-Type` that every change has for
 * other clients, or by a method that forms do not have. Where the browser tells the page's origin, it must be ours.
 */
import { ApiProblem } from './problem.ts';

interface Incoming {
  method: string;
  url: string;
  headers: { get(name: string): string | null };
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);
/** Types that a form cannot send: a page of another origin would need our permission first, which it never gets. */
const GUARDED_TYPES: ReadonlySet<string> = new Set(['application/json', 'text/csv']);
/** A page of another origin can send these only after a preflight request, which is answered 404. */
const PREFLIGHTED_METHODS: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE']);

export function requireSameOrigin(request: Incoming): void {
  if (SAFE_METHODS.has(request.method)) return;
  if (isForeign(request)) {
    throw new ApiProblem(403, 'cross_origin', 'Changes are taken from pages of this site only.');
  }
  const guarded =
    PREFLIGHTED_METHODS.has(request.method) ||
    request.headers.get('x-requested-with') !== null ||
    GUARDED_TYPES.has(mediaType(request.headers));
  if (!guarded) {
    const detail =
      'Send Content-Type: application/json, or the header X-Requested-With, so that it is clear no form of another site made this request.';
    throw new ApiProblem(403, 'cross_origin', detail);
  }
}

/** Lower-case, without parameters; empty when none is given. */
export function mediaType(headers: Incoming['headers']): string {
  return (headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function isForeign({ url, headers }: Incoming): boolean {
  const site = headers.get('sec-fetch-site');
  if (site === 'cross-site' || site === 'same-site') return true;
  const origin = headers.get('origin');
  if (origin === null) return false;
  return !URL.canParse(origin) || new URL(origin).host !== new URL(url).host;
}
