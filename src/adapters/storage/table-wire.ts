/**
 * The wire form of requests to a table. They go through the SDK's chain, for its signing and retries, but not through
 * its models, which cost more processor time than all the rest of a row's way.
 */
import {
  createHttpHeaders,
  createPipelineRequest,
  type HttpClient,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import type { TableClient } from '@azure/data-tables';
import type { Entity, StoredEntity } from './codec.ts';
import { fromStatus, guarded } from './errors.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Accepted by Azure since 2019 and by Azurite. */
const VERSION_HEADERS = {
  'x-ms-version': '2019-02-02',
  DataServiceVersion: '3.0',
  MaxDataServiceVersion: '3.0',
} as const;
/** With the tags of rows, without the types of their columns that JSON has itself. */
const ROW_HEADERS = {
  ...VERSION_HEADERS,
  Accept: 'application/json;odata=minimalmetadata',
} as const;
const WRITE_HEADERS = {
  ...ROW_HEADERS,
  'Content-Type': 'application/json',
  Prefer: 'return-no-content',
} as const;

interface Keys {
  partitionKey: string;
  rowKey: string;
}

export interface TableWire {
  tableUrl: string;
  batchUrl: string;
  /** Throws `conflict` when there is the table. */
  create(): Promise<void>;
  send(
    method: Method,
    url: string,
    request: { headers: Record<string, string>; body?: string },
  ): Promise<PipelineResponse>;
  /** Throws unless there is what was asked for. */
  read(url: string): Promise<PipelineResponse>;
  /** Answers the row's new tag. */
  write(method: Method, url: string, entity: Entity | undefined, etag?: string): Promise<string>;
}

export function createTableWire(client: TableClient, http: HttpClient): TableWire {
  const accountUrl = client.url.replace(/\/$/, '');

  const send: TableWire['send'] = (method, url, { headers, body }) => {
    const request = createPipelineRequest({
      url,
      method,
      headers: createHttpHeaders({ ...VERSION_HEADERS, ...headers }),
      ...(body !== undefined && { body }),
      // Whether the address may be a plain one has been checked where the account is opened.
      allowInsecureConnection: true,
    });
    return guarded(() => client.pipeline.sendRequest(http, request));
  };

  return {
    send,
    tableUrl: `${accountUrl}/${client.tableName}`,
    batchUrl: `${accountUrl}/$batch`,
    create: async () => {
      const body = JSON.stringify({ TableName: client.tableName });
      succeeded(await send('POST', `${accountUrl}/Tables`, { headers: WRITE_HEADERS, body }));
    },
    read: async (url) => succeeded(await send('GET', url, { headers: ROW_HEADERS })),
    write: async (method, url, entity, etag) => {
      const headers = { ...WRITE_HEADERS, ...(etag !== undefined && { 'If-Match': etag }) };
      const body = entity && { body: entityBody(entity) };
      const answer = succeeded(await send(method, url, { headers, ...body }));
      return answer.headers.get('etag') ?? '';
    },
  };
}

function succeeded(answer: PipelineResponse): PipelineResponse {
  if (answer.status < 300) return answer;
  throw fromStatus(answer.status, serviceCode(answer.bodyAsText ?? ''));
}

/** The service's own code in an error's body, e.g. `EntityAlreadyExists`. */
export function serviceCode(body: string): string | undefined {
  return /"code":\s*"(\w+)"/.exec(body)?.[1];
}

/** How a row is addressed. */
export function keysOf({ partitionKey, rowKey }: Keys): string {
  return `(PartitionKey='${keyText(partitionKey)}',RowKey='${keyText(rowKey)}')`;
}

function keyText(key: string): string {
  return encodeURIComponent(key.replaceAll("'", "''"));
}

export function entityBody({ partitionKey, rowKey, ...columns }: Entity): string {
  return JSON.stringify({ PartitionKey: partitionKey, RowKey: rowKey, ...columns });
}

export function rowIn({ bodyAsText }: PipelineResponse): StoredEntity {
  return storedEntity(JSON.parse(bodyAsText ?? '') as Stored);
}

export function rowsIn({ bodyAsText }: PipelineResponse): StoredEntity[] {
  return (JSON.parse(bodyAsText ?? '') as { value: Stored[] }).value.map(storedEntity);
}

/** A selection of columns may leave the keys out. */
type Stored = Record<string, unknown> & {
  PartitionKey?: string;
  RowKey?: string;
  'odata.etag'?: string;
};

/** What the service adds to the columns gets our names beside its own, which the codec passes over. */
function storedEntity(stored: Stored): StoredEntity {
  return Object.assign(stored, {
    partitionKey: stored.PartitionKey ?? '',
    rowKey: stored.RowKey ?? '',
    etag: stored['odata.etag'] ?? '',
  });
}
