/** Requests that reach each documented status of an operation: most of them follow from its description. */
import { createHarness, principalOf, type Got } from '../../unit/api/harness.ts';
import {
  bodySchema,
  deref,
  isChange,
  isProblem,
  parametersIn,
  usualStatus,
  type Operation,
  type Schema,
} from './description.ts';
import { OTHER_CASES } from './other-cases.ts';
import { changed, sendTo, withText } from './sending.ts';
import { errorOf, failing } from './troubles.ts';

export interface Case {
  what: string;
  status: number;
  /** Of the problem. */
  code?: string;
  /** Places that the problem names, at least. */
  faults?: readonly string[];
  send: () => Promise<Got>;
}

/** Bytes; more than any JSON body may have. */
const TOO_MUCH = 70_000;
/** Bytes; more than any file may have. */
const FAR_TOO_MUCH = 11 * 1_048_576;
/** Ids that could be ours, and never were. */
const UNKNOWN: Readonly<Record<string, string>> = {
  id: 'zzzzzzzzzzzz',
  runId: 'run-zzzzzzzzzzzz-20260309',
  version: '99',
};

export function casesOf(operation: Operation): Case[] {
  return [
    ...usualCases(operation),
    ...strangers(operation),
    ...(isChange(operation) ? changes(operation) : []),
    ...badInput(operation),
    ...missing(operation),
    ...failures(operation),
    ...(OTHER_CASES[operation.operationId] ?? []).map((other) => ({
      ...other,
      send: async () => {
        const harness = createHarness(other.overrides);
        return sendTo(harness, operation, await other.request(harness));
      },
    })),
  ];
}

function usualCases(operation: Operation): Case[] {
  return [
    { what: 'a valid request', status: usualStatus(operation), send: () => changed(operation) },
    ...(hasIfMatch(operation)
      ? [
          {
            what: 'a change of any state',
            status: usualStatus(operation),
            send: () => changed(operation, { headers: { 'if-match': '*' } }),
          },
        ]
      : []),
  ];
}

function strangers(operation: Operation): Case[] {
  const [first = {}] = operation.security;
  const roles = first.session;
  if (!roles) return [];
  const forged = { 'x-ms-client-principal': principalOf('admin') };
  const lesser = roles.includes('Connector.Admin') ? 'reader' : 'visitor';
  return [
    {
      what: 'nobody in particular',
      status: 401,
      code: 'not_signed_in',
      send: () => changed(operation, {}, 'nobody'),
    },
    {
      what: 'a principal that the platform did not set',
      status: 401,
      code: 'not_signed_in',
      send: () => {
        const harness = createHarness({ options: { platformAuth: false } });
        return sendTo(harness, operation, { path: UNKNOWN, headers: forged });
      },
    },
    ...(roles.length === 0
      ? []
      : [
          {
            what: `a ${lesser}`,
            status: 403,
            code: 'role_missing',
            send: () => changed(operation, {}, lesser),
          } as const,
        ]),
  ];
}

function changes(operation: Operation): Case[] {
  const isFile = operation.requestBody !== undefined && !bodySchema(operation);
  const text = isFile ? new Uint8Array(FAR_TOO_MUCH).fill(0x61) : `"${'x'.repeat(TOO_MUCH)}"`;
  const markup = { 'content-type': 'application/xml', 'x-requested-with': 'fetch' };
  return [
    ...[
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ].map((headers) => ({
      what: `another site, as ${Object.keys(headers).join()} says`,
      status: 403,
      code: 'cross_origin',
      send: () => changed(operation, { headers }),
    })),
    { what: 'too much', status: 413, code: 'too_large', send: () => withText(operation, text) },
    {
      what: 'another type',
      status: 415,
      code: 'unsupported_media_type',
      send: () => withText(operation, '<x/>', markup),
    },
    ...(hasIfMatch(operation)
      ? [
          {
            what: 'a state that is no more',
            status: 412,
            code: 'stale',
            send: () => changed(operation, { headers: { 'if-match': '"AAAAAAAAAAAAAAAAAAAAAA"' } }),
          },
        ]
      : []),
  ];
}

function badInput(operation: Operation): Case[] {
  const schema = bodySchema(operation);
  const isFile = operation.requestBody !== undefined && !schema;
  const wrong = wrongValues(schema?.properties ?? {});
  const query = parametersIn(operation, 'query').filter(({ schema: own }) => isPicky(own));
  const isLoose = operation.operationId === 'completeConsent';
  const wrongQuery = Object.fromEntries(query.map(({ name }) => [name, '\u0000?']));
  return [
    {
      what: 'every fault of a query at once',
      status: 400,
      ...(!isLoose && { faults: [...Object.keys(wrongQuery), 'nonsense'] }),
      send: () =>
        changed(
          operation,
          isLoose
            ? { query: { state: 'x'.repeat(201) } }
            : { query: { ...wrongQuery, nonsense: '1' } },
        ),
    },
    ...(!isChange(operation) || isFile
      ? []
      : [
          {
            what: 'every fault of a body at once',
            status: 400,
            code: 'invalid_input',
            faults: [...Object.keys(wrong), 'nonsense'],
            send: () => changed(operation, { json: { ...wrong, nonsense: 1 } }),
          },
          {
            what: 'no JSON',
            status: 400,
            code: 'invalid_json',
            send: () => withText(operation, '{"a":'),
          },
        ]),
  ];
}

function missing(operation: Operation): Case[] {
  return parametersIn(operation, 'path').flatMap(({ name }) =>
    [UNKNOWN[name] ?? 'bm9uZQ', 'no id of ours', '__proto__', '%'].map((value) => ({
      what: `the ${name} "${value}"`,
      status: 404,
      send: () => changed(operation, { path: { [name]: value } }),
    })),
  );
}

/** What a caller learns when everything behind the interface fails. */
function failures(operation: Operation): Case[] {
  const cases: Case[] = [
    {
      what: 'an unexpected failure',
      status: 500,
      code: 'internal',
      send: () => failing(operation, new Error('secret inner words')),
    },
    {
      what: 'a storage that does not answer',
      status: 503,
      code: 'storage_unavailable',
      send: () => failing(operation, errorOf('storage_unavailable')),
    },
  ];
  return cases.filter(({ status }) => isProblem(operation.responses[String(status)]));
}

function hasIfMatch(operation: Operation): boolean {
  return parametersIn(operation, 'header').some(({ name }) => name === 'If-Match');
}

/** Of another type than each field's own. */
function wrongValues(properties: Record<string, Schema>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(properties).map((name) => [name, [{}]]));
}

/** Not every text will do. */
function isPicky(schema: Schema): boolean {
  const { type, pattern, enum: values, format } = deref(schema);
  return type !== 'string' || pattern !== undefined || values !== undefined || format !== undefined;
}
