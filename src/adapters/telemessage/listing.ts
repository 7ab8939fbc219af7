import { createHash } from 'node:crypto';
import type { Kind } from '../../domain/item.ts';
import type { Listing } from '../../domain/source-item.ts';
import { BadField, oneOf, optionalWhole, text, time } from './fields.ts';
import type { Fields } from './fields.ts';
import { readEmail, readRecord } from './item.ts';

const MAX_ID_LENGTH = 512;
const KINDS: ReadonlySet<Kind> = new Set(['sms', 'mms', 'chat', 'voiceCall', 'callLog']);
const FORMATS: ReadonlySet<'email' | 'record'> = new Set(['email', 'record']);

/** Reads one listing as the contract has it. Never throws: what breaks the contract is malformed, with the place. */
export function readListing(value: unknown): Listing {
  const fields = isFields(value) ? value : {};
  try {
    if (fields !== value) throw new BadField('item', 'is not an object');
    const id = text(fields, 'id', 'id');
    if (id === '' || id.length > MAX_ID_LENGTH) {
      throw new BadField('id', `must have 1 to ${MAX_ID_LENGTH} characters`);
    }
    const base = {
      id,
      revision: optionalWhole(fields, 'revision', 'revision', 1) ?? 1,
      kind: oneOf(fields, 'kind', 'kind', KINDS),
      archivedAt: time(fields, 'archivedAt', 'archivedAt'),
    };
    const format = oneOf(fields, 'format', 'format', FORMATS);
    return { item: format === 'email' ? readEmail(base, fields) : readRecord(base, fields) };
  } catch (error) {
    if (!(error instanceof BadField)) throw error;
    return malformed(value, fields, error);
  }
}

/** As much as could be read all the same, so that the exception can be found and the item told from others. */
function malformed(value: unknown, fields: Fields, { place, reason }: BadField): Listing {
  const { id } = fields;
  const usable = typeof id === 'string' && id !== '' && id.length <= MAX_ID_LENGTH;
  const archivedAt = attempt(() => time(fields, 'archivedAt', 'archivedAt'));
  return {
    malformed: { place, reason },
    id: usable ? id : `sha256-${hash(value)}`,
    revision: attempt(() => optionalWhole(fields, 'revision', 'revision', 1)) ?? 1,
    kind: attempt(() => oneOf(fields, 'kind', 'kind', KINDS)) ?? 'unknown',
    ...(archivedAt === undefined ? {} : { archivedAt }),
  };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
