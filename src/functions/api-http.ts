import { app, type HttpRequest, type InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { createApi } from '../api/api.ts';
import { ROUTES } from '../api/routes.ts';
import { endpointsOf, serve } from '../api/http/serve.ts';
import { config, consent, pingStorage, ports, withInvocation } from '../app.ts';
import { createOrchestrations } from './orchestrations.ts';

const { tenantId, clientId } = config.identity;

const api = createApi({
  ...ports,
  ...(consent && { consent }),
  options: {
    platformAuth: config.platformAuth,
    managedIdentity: config.inAzure,
    ...(tenantId !== undefined && { tenantId }),
    ...(clientId !== undefined && { clientId }),
  },
  health: [{ name: 'storage', check: pingStorage }],
});

for (const endpoint of endpointsOf(ROUTES)) {
  app.http(`api-${endpoint.path.replace(/[{}]/g, '').replaceAll('/', '-')}`, {
    route: `api/${endpoint.path}`,
    methods: endpoint.methods,
    // The platform's authentication guards it, and the routes' own roles.
    authLevel: 'anonymous',
    extraInputs: [df.input.durableClient()],
    handler: withInvocation((request: HttpRequest, context: InvocationContext) =>
      serve(api, endpoint, request, {
        traceId: context.invocationId,
        starter: createOrchestrations(ports, df.getClient(context), config.draining),
      }),
    ),
  });
}
