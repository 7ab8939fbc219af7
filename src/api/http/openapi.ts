/** The HTTP interface as an OpenAPI 3.1 document, made of the rows that serve it and the schemas that validate it. */
import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import {
  headerRef,
  nameOf,
  operationOf,
  problemsOf,
  schemaOf,
  type Operation,
  type Schemas,
} from './openapi-operation.ts';
import {
  ABOUT,
  HEADERS,
  LICENSE,
  SESSION_SCHEME,
  TAG_DESCRIPTIONS,
  TITLE,
  type Json,
} from './openapi-parts.ts';
import { Problem } from './problem.ts';
import { route, type Route } from './route.ts';

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
const RETRIED: ReadonlySet<number> = new Set([429, 503]);
const OpenApiDocument = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.unknown()),
});

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
    info: { title: TITLE, version: VERSION, description: ABOUT, license: LICENSE },
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

function problemResponse(status: number, schema: Json): Json {
  return {
    description: STATUS_CODES[status],
    ...(RETRIED.has(status) && { headers: { 'Retry-After': headerRef('RetryAfter') } }),
    content: { 'application/problem+json': { schema } },
  };
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
