import { isCode } from '../../domain/errors.ts';
import type { TableClient } from '@azure/data-tables';
import type { HttpClient } from '@azure/core-rest-pipeline';
import { BATCH_HEADERS, batchBody, checkBatchAnswer, type Operation } from './batch.ts';
import type { Entity, StoredEntity } from './codec.ts';

import { createTableWire, keysOf, rowsIn, rowIn } from './table-wire.ts';

/** Service limit of an entity-group transaction. */
export const TRANSACTION_ROWS = 100;
/** The service takes 4 MiB in one transaction; the rest is for what surrounds the rows. */
const TRANSACTION_BYTES = 3_500_000;
/** What surrounds a row in the transaction's body, roughly. */
const ROW_OVERHEAD_BYTES = 600;
/** Service limit of a page of query results. */
export const PAGE_ROWS = 1000;

interface QueryOptions {
  /** Columns wanted; all of them without it. */
  select?: string[];
  /** Rows in a page, 1000 at most. */
  pageRows?: number;
}

/** One table, in the few ways it is used. Everything throws `AppError`. */
export interface Table {
  create(): Promise<void>;
  get(partitionKey: string, rowKey: string): Promise<StoredEntity | undefined>;
  /** Throws `conflict` where there is such a row. Answers the tag. */
  insert(entity: Entity): Promise<string>;
  upsert(entity: Entity): Promise<void>;
  /** Throws `conflict` when the tag is stale. Answers the new one. */
  replace(entity: Entity, etag: string): Promise<string>;
  /** A row that is gone, or by now another when a tag is given, is left alone. */
  remove(partitionKey: string, rowKey: string, etag?: string): Promise<void>;
  /** All or nothing, rows of one partition, at most 100. */
  transact(operations: readonly Operation[]): Promise<void>;
  /** Inserts or overwrites any number of rows of one partition, in as few transactions as possible. */
  upsertAll(entities: readonly Entity[]): Promise<void>;
  pages(filter: string, options?: QueryOptions): AsyncIterable<StoredEntity[]>;
  query(filter: string, options?: QueryOptions): Promise<StoredEntity[]>;
}

export function createTable(client: TableClient, http: HttpClient): Table {
  const wire = createTableWire(client, http);

  async function transact(operations: readonly Operation[]): Promise<void> {
    if (operations.length === 0) return;
    const body = batchBody(wire.tableUrl, operations);
    const answer = await wire.send('POST', wire.batchUrl, { headers: BATCH_HEADERS, body });
    checkBatchAnswer(answer.status, answer.bodyAsText ?? '');
  }

  async function* pages(filter: string, options: QueryOptions = {}): AsyncIterable<StoredEntity[]> {
    const { select, pageRows = PAGE_ROWS } = options;
    const query = [
      `$filter=${encodeURIComponent(filter)}`,
      `$top=${String(pageRows)}`,
      ...(select ? [`$select=${select.join(',')}`] : []),
    ].join('&');
    let place = '';
    do {
      const answer = await wire.read(`${wire.tableUrl}()?${query}${place}`);
      yield rowsIn(answer);
      place = placeAfter(answer.headers);
    } while (place !== '');
  }

  return {
    transact,
    pages,
    create: async () => {
      await unless('conflict', () => wire.create());
    },
    get: (partitionKey, rowKey) =>
      unless('not_found', async () => {
        return rowIn(await wire.read(wire.tableUrl + keysOf({ partitionKey, rowKey })));
      }),
    insert: (entity) => wire.write('POST', wire.tableUrl, entity),
    upsert: async (entity) => {
      await wire.write('PUT', wire.tableUrl + keysOf(entity), entity);
    },
    replace: (entity, etag) => wire.write('PUT', wire.tableUrl + keysOf(entity), entity, etag),
    remove: async (partitionKey, rowKey, etag = '*') => {
      const removal = () =>
        wire.write('DELETE', wire.tableUrl + keysOf({ partitionKey, rowKey }), undefined, etag);
      await unless('conflict', () => unless('not_found', removal));
    },
    upsertAll: async (entities) => {
      for (const group of groupsOf(entities)) {
        await transact(group.map((entity) => ({ kind: 'replace', entity })));
      }
    },
    query: async (filter, options) => {
      const rows: StoredEntity[] = [];
      for await (const page of pages(filter, options)) rows.push(...page);
      return rows;
    },
  };
}

/** `undefined` in place of that error. */
async function unless<T>(
  code: 'not_found' | 'conflict',
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isCode(error, code)) return undefined;
    throw error;
  }
}

/** What asks for the page behind this one; empty behind the last. */
function placeAfter(headers: { get(name: string): string | undefined }): string {
  const partition = headers.get('x-ms-continuation-nextpartitionkey');
  const row = headers.get('x-ms-continuation-nextrowkey');
  const part = (name: string, key: string | undefined) =>
    key === undefined ? '' : `&${name}=${encodeURIComponent(key)}`;
  return part('NextPartitionKey', partition) + part('NextRowKey', row);
}

/** Cut so that each fits into one transaction. */
export function groupsOf(entities: readonly Entity[]): Entity[][] {
  const groups: Entity[][] = [];
  let bytes = 0;
  for (const entity of entities) {
    const size = sizeOf(entity);
    const group = groups.at(-1);
    if (!group || group.length === TRANSACTION_ROWS || bytes + size > TRANSACTION_BYTES) {
      groups.push([entity]);
      bytes = size;
    } else {
      group.push(entity);
      bytes += size;
    }
  }
  return groups;
}

/** Three bytes a character bound every text that UTF-8 can hold; rows are far too small for that to matter. */
function sizeOf(entity: Entity): number {
  let bytes = ROW_OVERHEAD_BYTES;
  for (const name in entity) {
    const value = entity[name];
    bytes += typeof value === 'string' ? value.length * 3 : 24;
  }
  return bytes;
}
