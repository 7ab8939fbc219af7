/** What the description of the interface says beyond its rows and schemas. */
import { CONNECTOR_ID, MAPPING_VERSION } from '../setup/change.ts';
import type { Access } from './principal.ts';

export type Json = Readonly<Record<string, unknown>>;

export const TITLE = 'Mobile archiver: setup and status';

export const ABOUT = `Sets up the archiving of mobile communications into Microsoft 365 mailboxes, and shows what became of every item.

- JSON in UTF-8; times are ISO 8601 in UTC; ids and cursors are opaque.
- Failures are \`application/problem+json\` (RFC 9457) with a stable \`code\`; bad input names every fault at once in \`errors\`.
- Lists page with \`limit\` and \`cursor\`; \`nextCursor\` is absent on the last page.
- Reads of a connector give an \`ETag\`; changes of it honour \`If-Match\`, and are answered 412 when it has changed since.
- Changes are taken from pages of this site only, and unknown fields are refused.`;

export const LICENSE = { name: 'MIT', identifier: 'MIT' };

export const SESSION_SCHEME = {
  type: 'apiKey',
  in: 'cookie',
  name: 'AppServiceAuthSession',
  description:
    'The session of App Service authentication, which signs people in at Microsoft Entra ID. Roles: Connector.Admin may do all, Connector.Reader may look.',
};

/** The first whose pattern the path meets. */
const TAGS = [
  {
    name: 'mapping',
    paths: /^connectors\/\{id\}\/mapping/,
    description: 'Which number or address belongs to which mailbox.',
  },
  {
    name: 'set-up',
    paths: /^(catalog|consent\/|connectors\/\{id\}\/(terms|credentials|consent|preflight|finish))/,
    description: 'The steps from a new connector to the first run.',
  },
  {
    name: 'runs',
    paths: /^(runs|connectors\/\{id\}\/(runs|days))/,
    description: 'Windows that were archived, their counters and certificates.',
  },
  { name: 'connectors', paths: /^connectors/, description: 'One connector per product.' },
  {
    name: 'items',
    paths: /^(items|exceptions)/,
    description: 'What was captured and where it went; what was not imported and why.',
  },
  { name: 'audit', paths: /^audit/, description: 'Who did what, and when.' },
  { name: 'application', paths: /^/, description: 'The application itself and its caller.' },
] as const;

export const TAG_DESCRIPTIONS = TAGS.map(({ name, description }) => ({ name, description }));

export function tagOf(path: string): string {
  return TAGS.find(({ paths }) => paths.test(path))?.name ?? '';
}

export const HEADERS = {
  ETag: {
    required: true,
    description: 'The state of the connector, for If-Match.',
    schema: { type: 'string', pattern: '^"[A-Za-z0-9_-]+"$' },
  },
  Location: {
    required: true,
    description: 'The address of what came of the call.',
    schema: { type: 'string', format: 'uri-reference' },
  },
  ContentDisposition: {
    required: true,
    description: 'Says that this is a file, and its name.',
    schema: { type: 'string', pattern: '^attachment; filename="' },
  },
  RetryAfter: {
    description: 'Seconds to wait, where they are known.',
    schema: { type: 'string', pattern: '^\\d+$' },
  },
};

export const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  description: 'The ETag of the state that the change is meant for; without it, any.',
  schema: { type: 'string' },
};

export const REQUESTED_WITH = {
  name: 'X-Requested-With',
  in: 'header',
  description:
    'Any value: shows that no form of another site made the request. Needed where no JSON is sent.',
  schema: { type: 'string' },
};

/** By the first segment of the path; the form of a run's id and of an item's is nobody else's business. */
export const PATH_PARAMETERS: Readonly<Record<string, Json>> = {
  'connectors/id': {
    description: 'Of the connector.',
    schema: { type: 'string', pattern: CONNECTOR_ID.source },
  },
  'connectors/version': {
    description: 'Number of the version.',
    schema: { type: 'string', pattern: MAPPING_VERSION.source },
  },
  'runs/runId': { description: 'Of the run.', schema: { type: 'string' } },
  'items/id': { description: 'Of the item, as lists give it.', schema: { type: 'string' } },
};

export const SECURITY: Readonly<Record<Access, readonly Json[]>> = {
  anyone: [{}],
  signedIn: [{ session: [] }],
  reader: [{ session: ['Connector.Reader'] }, { session: ['Connector.Admin'] }],
  admin: [{ session: ['Connector.Admin'] }],
};
