/** One operation of the description, as it follows from its row. */
import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import {
  type HEADERS,
  IF_MATCH,
  PATH_PARAMETERS,
  REQUESTED_WITH,
  SECURITY,
  tagOf,
  type Json,
} from './openapi-parts.ts';
import type { Outcome, Route } from './route.ts';

/** Components by their names. */
export type Schemas = Record<string, unknown>;

export interface Operation {
  operationId: string;
  summary: string;
  tags: readonly string[];
  security: readonly Json[];
  parameters: readonly Json[];
  requestBody?: Json;
  responses: Readonly<Record<string, Json>>;
}

const UNAVAILABLE = 503;
/** Of routes that name none of their own: whatever keeps state may be out of reach. */
const USUAL_PROBLEMS: readonly number[] = [UNAVAILABLE];
const CSV = 'text/csv';

export function operationOf(row: Route, schemas: Schemas): Operation {
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

export function headerRef(name: keyof typeof HEADERS): Json {
  return { $ref: `#/components/headers/${name}` };
}

/** What can go wrong, as it follows from the row, and what the row adds. */
export function problemsOf(row: Route): number[] {
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
  const kind = path.split('/', 1)[0] ?? '';
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    ...(PATH_PARAMETERS[`${kind}/${name}`] ?? { schema: { type: 'string' } }),
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
export function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Schemas): Json {
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

export function nameOf(status: number): string {
  return (STATUS_CODES[status] ?? String(status)).replace(/\W/g, '');
}
