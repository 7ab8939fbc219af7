/** A stand-in for Microsoft Graph: users, mail folders, messages, attachments. Options: see ../README.md. */
import { dirname, join } from 'node:path';
import { createClock } from '../kit/clock.ts';
import { createFaultBook } from '../kit/faults.ts';
import { listen } from '../kit/http.ts';
import { announceReady, readOptions, stopOnSignal, wholeNumber } from '../kit/process.ts';
import { createFileBlobs, createMemoryBlobs, createNoBlobs } from './blobs.ts';
import type { BlobStore } from './blobs.ts';
import { serveControl } from './control.ts';
import { createDirectory, generateUsers, readDirectoryFile } from './directory.ts';
import { openJournal } from './journal.ts';
import { parseLimits } from './limits.ts';
import { serveGraph, serveUploads } from './server.ts';
import type { Service } from './service.ts';
import { createStore } from './state.ts';
import { createThrottle } from './throttle.ts';
import { createTokenChecker } from './tokens.ts';
import { createUploadSessions } from './upload-sessions.ts';
import { createViewer } from './viewer/routes.ts';

const options = readOptions({
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  directory: { type: 'string' },
  users: { type: 'string', default: '0' },
  lean: { type: 'boolean', default: false },
  'latency-ms': { type: 'string', default: '0' },
  'entra-keys': { type: 'string' },
  data: { type: 'string' },
  limits: { type: 'string', default: '{}' },
  'folder-exists-status': { type: 'string', default: '409' },
  viewer: { type: 'boolean', default: false },
});

const journal = options.data === undefined ? undefined : openJournal(options.data);
const limits = parseLimits(options.limits);
const clock = createClock();
const service: Service = {
  limits,
  clock,
  directory: createDirectory([
    ...(options.directory === undefined ? [] : readDirectoryFile(options.directory)),
    ...generateUsers(wholeNumber('users', options.users)),
  ]),
  store: createStore((entry) => journal?.record(entry)),
  blobs: chooseBlobs(),
  throttle: createThrottle(limits, clock.now),
  tokens: createTokenChecker(options['entra-keys'], Date.now),
  uploads: createUploadSessions(limits.uploadSessionMs, clock.now),
  faults: createFaultBook(['mailbox']),
  stats: { requests: 0, throttled: 0, byKind: {} },
  settings: {
    lean: options.lean,
    latencyMs: wholeNumber('latency-ms', options['latency-ms']),
    folderExistsStatus: wholeNumber('folder-exists-status', options['folder-exists-status']),
  },
};
journal?.replay((entry) => {
  service.store.replay(entry);
});

const { 'tls-cert': certFile, 'tls-key': keyFile } = options;
const tls = certFile === undefined || keyFile === undefined ? undefined : { certFile, keyFile };
const { host } = options;
const origins = { graph: '', upload: '' };
const guard = (work: Promise<void>): void => {
  work.catch((error: unknown) => {
    // A defect must show: in the log, and as a stopped process.
    process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
    process.exit(1);
  });
};
const uploads = await listen({ host, port: 0, tls }, (request, response) => {
  guard(serveUploads(service, request, response));
});
const viewer = options.viewer ? createViewer(service, host) : undefined;
const graph = await listen(
  { host, port: wholeNumber('port', options.port), tls },
  (request, response) => {
    if (viewer?.serves(request) === true) {
      viewer.serve(request, response);
      return;
    }
    const isControl = options.control && request.url?.startsWith('/_control/') === true;
    guard(
      isControl
        ? serveControl(service, request, response)
        : serveGraph(service, origins, request, response),
    );
  },
);
origins.graph = graph.url;
origins.upload = uploads.url;
stopOnSignal(async () => {
  await Promise.all([graph.close(), uploads.close()]);
}, options);
announceReady(graph.url, { uploadUrl: uploads.url, users: service.directory.users().length });

function chooseBlobs(): BlobStore {
  if (options.lean) return createNoBlobs();
  if (options.data === undefined) return createMemoryBlobs();
  return createFileBlobs(join(dirname(options.data), 'graph-attachments'));
}
