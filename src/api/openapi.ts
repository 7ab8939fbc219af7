/** The HTTP interface as an OpenAPI 3.1 document, made of the rows that serve it and the schemas that validate it. */
import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { CONNECTOR_ID, MAPPING_VERSION } from './change.ts';
import {
  ABOUT,
  HEADERS,
  IF_MATCH,
  REQUESTED_WITH,
  SESSION_SCHEME,
  TAG_DESCRIPTIONS,
  tagOf,
  TITLE,
} from './openapi-texts.ts';
import type { Access } from './principal.ts';
import { Problem } from './problem.ts';
import { route, type Outcome, type Route } from './route.ts';

type Json = Readonly<Record<string, unknown>>;
type Schemas = Record<string, unknown>;

interface Operation {
  operationId: string;
  summary: string;
  tags: readonly string[];
  security: readonly Json[];
  parameters: readonly Json[];
  requestBody?: Json;
  responses: Readonly<Record<string, Json>>;
}

export interface ApiDescription {
  openapi: '3.1.0';
  info: Json;
  servers: readonly Json[];
  tags: readonly Json[];
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: Readonly<Record<string, Json>>;
}

/** Of this interface, not of the application: a change that callers must follow raises the first number. */
const VERSION = '1.0.0';
const UNAVAILABLE = 503;
/** Of routes that name none of their own: whatever keeps state may be out of reach. */
const USUAL_PROBLEMS: readonly number[] = [UNAVAILABLE];
const CSV = 'text/csv';
const RETRIED: ReadonlySet<number> = new Set([429, 503]);
/** Of parameters below a connector; ids of anything else are opaque. */
const PATTERNS: Readonly<Record<string, string>> = {
  id: CONNECTOR_ID.source,
  version: MAPPING_VERSION.source,
};
const OpenApiDocument = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.unknown()),
});
const SECURITY: Readonly<Record<Access, readonly Json[]>> = {
  anyone: [{}],
  signedIn: [{ session: [] }],
  reader: [{ session: ['Connector.Reader'] }, { session: ['Connector.Admin'] }],
  admin: [{ session: ['Connector.Admin'] }],
};

export function describeApi(routes: readonly Route[]): ApiDescription {
  const schemas: Schemas = {};
  const paths: Record<string, Record<string, Operation>> = {};
  for (const row of routes) {
    const operations = (paths[`/${row.path}`] ??= {});
    operations[row.method.toLowerCase()] = operationOf(row, schemas);
  }
  const problem = schemaOf(Problem, 'output', schemas);
  const statuses = [...new Set(routes.flatMap(problemsOf))].sort((a, b) => a - b);
  return {
    openapi: '3.1.0',
    info: { title: TITLE, version: VERSION, description: ABOUT },
    servers: [{ url: '/api' }],
    tags: TAG_DESCRIPTIONS,
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
      responses: Object.fromEntries(
        statuses.map((status) => [nameOf(status), problemResponse(status, problem)]),
      ),
      headers: HEADERS,
      securitySchemes: { session: SESSION_SCHEME },
    },
  };
}

function operationOf(row: Route, schemas: Schemas): Operation {
  const outcomes = [row.answers, ...(row.also ?? [])];
  const responses = [
    ...problemsOf(row).map((status) => [
      status,
      { $ref: `#/components/responses/${nameOf(status)}` },
    ]),
    ...outcomes.map((outcome) => [outcome.status, responseOf(row, outcome, schemas)]),
  ];
  const content = contentOf(row, schemas);
  return {
    operationId: row.name,
    summary: row.summary,
    tags: [tagOf(row.path)],
    security: SECURITY[row.access],
    parameters: [...pathParameters(row), ...queryParameters(row, schemas), ...headersOf(row)],
    ...(content && { requestBody: { required: true, content } }),
    // Keys that are numbers stand in their order.
    responses: Object.fromEntries(responses) as Operation['responses'],
  };
}

function contentOf({ body, takes }: Route, schemas: Schemas): Json | undefined {
  if (body) return { 'application/json': { schema: schemaOf(body, 'input', schemas) } };
  return takes && { [takes]: { schema: { type: 'string' } } };
}

function responseOf(row: Route, outcome: Outcome, schemas: Schemas): Json {
  const isTagged = row.etag === true && row.method !== 'DELETE' && outcome === row.answers;
  const headers = {
    ...(isTagged && { ETag: headerRef('ETag') }),
    ...(outcome.located && { Location: headerRef('Location') }),
    ...(outcome.body === 'file' && { 'Content-Disposition': headerRef('ContentDisposition') }),
  };
  const content = Object.entries(typesOf(outcome)).map(([type, schema]) => [
    type,
    { schema: schemaOf(schema, 'output', schemas) },
  ]);
  return {
    description: STATUS_CODES[outcome.status],
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(content.length > 0 && { content: Object.fromEntries(content) as Json }),
  };
}

function typesOf({ body, types }: Outcome): Readonly<Record<string, z.ZodType>> {
  if (types) return types;
  if (body === 'file') return { [CSV]: z.string() };
  return body ? { 'application/json': body } : {};
}

function problemResponse(status: number, schema: Json): Json {
  return {
    description: STATUS_CODES[status],
    ...(RETRIED.has(status) && { headers: { 'Retry-After': headerRef('RetryAfter') } }),
    content: { 'application/problem+json': { schema } },
  };
}

function headerRef(name: keyof typeof HEADERS): Json {
  return { $ref: `#/components/headers/${name}` };
}

/** What can go wrong, as it follows from the row, and what the row adds. */
function problemsOf(row: Route): number[] {
  const isChange = row.method !== 'GET';
  const isBelow = row.path.includes('{');
  const own = row.problems ?? USUAL_PROBLEMS;
  const statuses = [
    400,
    ...(row.access === 'anyone' ? [] : [401]),
    ...(isChange || row.access === 'reader' || row.access === 'admin' ? [403] : []),
    ...(isBelow ? [404] : []),
    ...(isBelow && isChange && row.etag === true ? [412] : []),
    ...(isChange ? [413, 415] : []),
    ...own,
    // What depends on nothing that can be out of reach has nothing that can break.
    ...(own.includes(UNAVAILABLE) ? [500] : []),
  ];
  const taken = new Set(row.also?.map(({ status }) => status));
  return [...new Set(statuses)].filter((status) => !taken.has(status));
}

function pathParameters({ path }: Route): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: {
      type: 'string',
      ...(path.startsWith('connectors/{id}') && PATTERNS[name] && { pattern: PATTERNS[name] }),
    },
  }));
}

function queryParameters({ query }: Route, schemas: Schemas): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = schemaOf(query, 'input', schemas) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    ...(required.includes(name) && { required: true }),
    ...(description !== undefined && { description }),
    schema,
  }));
}

function headersOf({ method, path, etag }: Route): Json[] {
  if (method === 'GET') return [];
  return [...(etag === true && path.includes('{') ? [IF_MATCH] : []), REQUESTED_WITH];
}

/** @param schemas takes the schemas that have a name, to which the result refers */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Schemas): Json {
  const text = JSON.stringify(z.toJSONSchema(schema, { io }));
  const {
    $schema: _,
    $defs,
    ...own
  } = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')) as Json & {
    $defs?: Schemas;
  };
  for (const [name, definition] of Object.entries($defs ?? {})) {
    const known = schemas[name];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition)) {
      throw new Error(`two schemas are named ${name}`);
    }
    schemas[name] = definition;
  }
  return own;
}

function nameOf(status: number): string {
  return (STATUS_CODES[status] ?? String(status)).replace(/\W/g, '');
}

/** Described by all rows, itself among them; made when it is first asked for. */
export function descriptionRoute(rows: () => readonly Route[]): Route {
  let description: ApiDescription | undefined;
  return route({
    name: 'describeApi',
    summary: 'This description.',
    method: 'GET',
    path: 'openapi.json',
    access: 'anyone',
    answers: { status: 200, body: OpenApiDocument },
    problems: [],
    handle: () => {
      description ??= describeApi(rows());
      return Promise.resolve({ status: 200, body: description });
    },
  });
}
