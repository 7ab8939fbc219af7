/** How plain rows stand in a table: one column a field, objects as JSON, absent fields left out. */

/** A row as it is written. */
export interface Entity {
  partitionKey: string;
  rowKey: string;
  [column: string]: string | number | boolean;
}

export interface StoredEntity {
  partitionKey: string;
  rowKey: string;
  etag: string;
  [column: string]: unknown;
}

export interface Codec<T> {
  encode(partitionKey: string, rowKey: string, row: T): Entity;
  decode(entity: StoredEntity): T;
}

export interface Shape<T> {
  /** The field that the row key holds. */
  rowKey?: keyof T & string;
  /** Fields that are objects or lists. */
  json?: readonly (keyof T & string)[];
  /** Optional texts, never empty, that a merge has to be able to clear: absent is stored as empty. */
  cleared?: readonly (keyof T & string)[];
}

/** A text property holds 64 KiB of UTF-16 at most; longer ones go on in `name__1`, `name__2` … */
const TEXT_LENGTH = 32_000;
const INT32 = 2 ** 31;
const DOUBLE = 'Edm.Double';
/** Keys and what the service adds. */
const NOT_FIELDS = new Set(
  'partitionKey PartitionKey rowKey RowKey etag odata.etag odata.metadata Timestamp'.split(' '),
);
/** The type of a column, or the rest of a long text. */
const PART_OF_FIELD = /@|__\d/;

export function createCodec<T extends object>(shape: Shape<T>): Codec<T> {
  const json = new Set<string>(shape.json);
  const cleared = new Set<string>(shape.cleared);

  return {
    encode: (partitionKey, rowKey, row) => {
      const entity: Entity = { partitionKey, rowKey };
      for (const [name, value] of Object.entries(row)) {
        if (value !== undefined && name !== shape.rowKey) putColumn(entity, name, value);
      }
      for (const name of cleared) entity[name] ??= '';
      return entity;
    },

    decode: (entity) => {
      const row: Record<string, unknown> = {};
      if (shape.rowKey !== undefined) row[shape.rowKey] = entity.rowKey;
      for (const name in entity) {
        if (NOT_FIELDS.has(name) || PART_OF_FIELD.test(name)) continue;
        const value = textOf(entity, name);
        if (value === '' && cleared.has(name)) continue;
        row[name] = json.has(name) ? (JSON.parse(value as string) as unknown) : value;
      }
      return row as T;
    },
  };
}

function putColumn(entity: Entity, name: string, value: unknown): void {
  if (typeof value === 'number') {
    entity[name] = value;
    // Without its type the service would take a whole number for an Int32, which ends at 2^31.
    if (!Number.isInteger(value) || value >= INT32 || value < -INT32) {
      entity[`${name}@odata.type`] = DOUBLE;
    }
    return;
  }
  if (typeof value === 'boolean') {
    entity[name] = value;
    return;
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  entity[name] = text.length > TEXT_LENGTH ? text.slice(0, TEXT_LENGTH) : text;
  for (let part = 1; part * TEXT_LENGTH < text.length; part++) {
    entity[`${name}__${part}`] = text.slice(part * TEXT_LENGTH, (part + 1) * TEXT_LENGTH);
  }
}

/** The column's value, put together again where it is a long text. */
function textOf(entity: StoredEntity, name: string): unknown {
  const value = entity[name];
  if (typeof value !== 'string' || value.length < TEXT_LENGTH) return value;
  let text = value;
  for (let part = 1; ; part++) {
    const more = entity[`${name}__${part}`];
    if (typeof more !== 'string') return text;
    text += more;
  }
}
