/** A stand-in for the Microsoft Entra sign-in endpoint. Options: see ../README.md. */
import { ensureCertificates } from '../kit/certificate.ts';
import { listen } from '../kit/http.ts';
import { announceReady, readOptions, stopOnSignal, wholeNumber } from '../kit/process.ts';
import { loadSigningKey } from './keys.ts';
import { serve } from './server.ts';
import { createState } from './state.ts';

const options = readOptions({
  'tls-dir': { type: 'string' },
  tenant: { type: 'string', default: '8f1c2b7e-5d3a-4c60-9b1e-0a1b2c3d4e5f' },
  'client-id': { type: 'string', default: '3b9d1a52-7c84-4e0f-a6d5-1f2e3d4c5b6a' },
  'client-secret': { type: 'string', default: 'simulated-secret' },
  roles: { type: 'string', default: 'Mail.ReadWrite,MailboxSettings.Read,User.Read.All' },
  // What the real endpoint grants by default.
  'token-lifetime': { type: 'string', default: '3599' },
  'redirect-uri': { type: 'string', multiple: true, default: [] },
});
const tlsDir = options['tls-dir'];
if (tlsDir === undefined) throw new Error('--tls-dir DIR is required');

const certificates = await ensureCertificates(tlsDir);
const state = createState({
  tenantId: options.tenant,
  clientId: options['client-id'],
  clientSecret: options['client-secret'],
  roles: options.roles.split(',').filter((role) => role !== ''),
  tokenLifetimeSeconds: wholeNumber('token-lifetime', options['token-lifetime']),
  redirectUris: options['redirect-uri'],
  key: loadSigningKey(tlsDir),
});
const listening = await listen(
  { host: options.host, port: wholeNumber('port', options.port), tls: certificates },
  (request, response) => {
    serve(state, options.control, request, response).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      response.destroy();
    });
  },
);
state.url = listening.url;
stopOnSignal(listening.close, options);
announceReady(listening.url, {
  ca: certificates.caFile,
  cert: certificates.certFile,
  key: certificates.keyFile,
  jwks: `${listening.url}/${state.tenantId}/discovery/v2.0/keys`,
  jwksFile: state.key.jwksFile,
  tenantId: state.tenantId,
  clientId: state.clientId,
});
