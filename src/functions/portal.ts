import { app, type HttpRequest, type InvocationContext } from '@azure/functions';
import { servePage } from '../api/http/page.ts';
import { pageFiles, ports, withInvocation } from '../app.ts';

/** Everything that is neither the interface nor the platform's own. A parameter that is missing fits no expression. */
const ROUTES = {
  'portal-start': '/',
  'portal-page': String.raw`{*page:regex(^(?!(api|runtime|admin|\.auth)(/|$)).+$)}`,
};

for (const [name, route] of Object.entries(ROUTES)) {
  app.http(name, {
    route,
    methods: ['GET'],
    // The page holds nothing: what it shows comes from the interface, which checks who asks.
    authLevel: 'anonymous',
    handler: withInvocation((request: HttpRequest, _context: InvocationContext) =>
      servePage({ files: pageFiles, random: ports.random }, request),
    ),
  });
}
