/** The description of the interface as its callers read it, and what holds an answer against it. */
import { expect } from '@jest/globals';
import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describeApi } from '../../../src/api/http/openapi.ts';
import { ROUTES } from '../../../src/api/routes.ts';
import type { Got } from '../../unit/api/harness.ts';

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}

export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

interface Header {
  required?: boolean;
  schema: Schema;
}

interface Response {
  headers?: Record<string, Header | { $ref: string }>;
  content?: Record<string, { schema: Schema }>;
}

export interface Operation {
  operationId: string;
  summary: string;
  method: string;
  /** Below `/api`, with `{name}` for parameters. */
  path: string;
  security: Record<string, string[]>[];
  parameters: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, Response | { $ref: string }>;
}

interface Document {
  paths: Record<string, Record<string, Omit<Operation, 'method' | 'path'>>>;
}

/** By way of text, as a caller gets it. */
const document = JSON.parse(JSON.stringify(describeApi(ROUTES))) as Document;

export const OPERATIONS: readonly Operation[] = Object.entries(document.paths).flatMap(
  ([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      ...operation,
      path,
      method: method.toUpperCase(),
    })),
);

const DOCUMENT_ID = 'api.json';
const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
addFormats.default(ajv);
ajv.addSchema(document, DOCUMENT_ID);

export function statusesOf({ responses }: Operation): number[] {
  return Object.keys(responses).map(Number);
}

/** Everything that is usual is described as the lowest status. */
export function usualStatus(operation: Operation): number {
  return Math.min(...statusesOf(operation));
}

/** Whether a response is one of the problems that operations share. */
export function isProblem(response: Operation['responses'][string] | undefined): boolean {
  return response !== undefined && '$ref' in response;
}

/** Whether the operation changes something. */
export function isChange({ method }: Operation): boolean {
  return method !== 'GET';
}

export function parametersIn({ parameters }: Operation, place: Parameter['in']): Parameter[] {
  return parameters.filter((parameter) => parameter.in === place);
}

export function bodySchema({ requestBody }: Operation): Schema | undefined {
  const schema = requestBody?.content['application/json']?.schema;
  return schema && deref(schema);
}

export function deref<T extends object>(part: T | { $ref: string }): T {
  if (!('$ref' in part) || typeof part.$ref !== 'string') return part as T;
  return pointed(part.$ref) as T;
}

function pointed(ref: string): unknown {
  const steps = ref.slice('#/'.length).split('/');
  return steps.reduce<unknown>(
    (part, step) => (part as Record<string, unknown>)[step.replaceAll('~1', '/')],
    document,
  );
}

/** The status, the type, the body and the headers are among those that the operation is described with. */
export function expectDocumented(operation: Operation, got: Got): void {
  const described = operation.responses[String(got.status)];
  expect([operation.operationId, got.status, described && 'described']).toEqual([
    operation.operationId,
    got.status,
    'described',
  ]);
  if (!described) return;
  const response = deref(described);
  expectHeaders(response, got);
  const types = Object.keys(response.content ?? {});
  const type = got.headers['content-type']?.split(';', 1)[0];
  if (types.length === 0) {
    expect([type, String(got.bytes)]).toEqual([undefined, '']);
    return;
  }
  expect(types).toContain(type);
  if (type !== undefined && /[/+]json$/.test(type)) {
    expectValid(response.content?.[type]?.schema ?? {}, JSON.parse(String(got.bytes)));
  }
}

function expectHeaders({ headers = {} }: Response, got: Got): void {
  for (const [name, part] of Object.entries(headers)) {
    const { required, schema } = deref(part);
    const value = got.headers[name.toLowerCase()];
    if (required === true || value !== undefined) expectValid(schema, value ?? null);
  }
  const described = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const undescribed = ['etag', 'location', 'content-disposition'].filter(
    (name) => name in got.headers && !described.has(name),
  );
  expect(undescribed).toEqual([]);
}

/** By the text of their schema. */
const validators = new Map<string, ValidateFunction>();

function expectValid(schema: Schema, value: unknown): void {
  const text = JSON.stringify(schema).replaceAll('"#/', `"${DOCUMENT_ID}#/`);
  const validate = validators.get(text) ?? ajv.compile(JSON.parse(text) as AnySchema);
  validators.set(text, validate);
  const isValid = validate(value);
  expect({ errors: validate.errors ?? [], ...(!isValid && { value }) }).toEqual({ errors: [] });
}
