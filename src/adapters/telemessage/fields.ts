/** Readers of single properties. Written out rather than declared in a schema: a busy day has millions of items. */
export type Fields = Readonly<Record<string, unknown>>;

/** A property breaks the contract; its message never holds the value. */
export class BadField extends Error {
  readonly place: string;
  readonly reason: string;

  constructor(place: string, reason: string) {
    super(`${place} ${reason}`);
    this.place = place;
    this.reason = reason;
  }
}

const ISO_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

/** Absent and null are the same: some writers of JSON cannot leave a property out. */
function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

export function text(fields: Fields, name: string, place: string): string {
  const value = fields[name];
  if (typeof value === 'string') return value;
  throw new BadField(place, isAbsent(value) ? 'is missing' : 'is not a string');
}

export function optionalText(fields: Fields, name: string, place: string): string | undefined {
  return isAbsent(fields[name]) ? undefined : text(fields, name, place);
}

/** Any finite number: a time far outside the calendar is odd, not malformed. */
export function number(fields: Fields, name: string, place: string): number {
  const value = fields[name];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new BadField(place, isAbsent(value) ? 'is missing' : 'is not a number');
}

export function optionalNumber(fields: Fields, name: string, place: string): number | undefined {
  return isAbsent(fields[name]) ? undefined : number(fields, name, place);
}

export function whole(fields: Fields, name: string, place: string, least: number): number {
  const value = number(fields, name, place);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new BadField(place, `is not a whole number from ${least}`);
}

export function optionalWhole(
  fields: Fields,
  name: string,
  place: string,
  least: number,
): number | undefined {
  return isAbsent(fields[name]) ? undefined : whole(fields, name, place, least);
}

/** ISO 8601 UTC to milliseconds since 1970. */
export function time(fields: Fields, name: string, place: string): number {
  const value = text(fields, name, place);
  const ms = ISO_UTC.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(ms)) throw new BadField(place, 'is not an ISO 8601 time in UTC');
  return ms;
}

export function oneOf<T extends string>(
  fields: Fields,
  name: string,
  place: string,
  values: ReadonlySet<T>,
): T {
  const value = text(fields, name, place);
  if ((values as ReadonlySet<string>).has(value)) return value as T;
  throw new BadField(place, 'is none of the known values');
}

export function optionalOneOf<T extends string>(
  fields: Fields,
  name: string,
  place: string,
  values: ReadonlySet<T>,
): T | undefined {
  return isAbsent(fields[name]) ? undefined : oneOf(fields, name, place, values);
}

export function object(fields: Fields, name: string, place: string): Fields {
  const value = fields[name];
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new BadField(place, isAbsent(value) ? 'is missing' : 'is not an object');
}

export function optionalObject(fields: Fields, name: string, place: string): Fields | undefined {
  return isAbsent(fields[name]) ? undefined : object(fields, name, place);
}

/** Reads every entry with `read`, which gets the entry as an object, and its place. */
export function list<T>(
  fields: Fields,
  name: string,
  place: string,
  read: (entry: Fields, place: string) => T,
): T[] {
  const value = fields[name];
  if (!Array.isArray(value)) {
    throw new BadField(place, isAbsent(value) ? 'is missing' : 'is not a list');
  }
  return value.map((entry: unknown, index) => {
    const at = `${place}[${index}]`;
    if (typeof entry === 'object' && entry !== null) return read(entry as Fields, at);
    throw new BadField(at, 'is not an object');
  });
}

export function optionalList<T>(
  fields: Fields,
  name: string,
  place: string,
  read: (entry: Fields, place: string) => T,
): T[] | undefined {
  return isAbsent(fields[name]) ? undefined : list(fields, name, place, read);
}

const SHA256 = /^[0-9a-f]{64}$/;

export function sha256(fields: Fields, name: string, place: string): string {
  const value = text(fields, name, place);
  if (SHA256.test(value)) return value;
  throw new BadField(place, 'is not a SHA-256 in lower-case hex');
}

export function optionalSha256(fields: Fields, name: string, place: string): string | undefined {
  return isAbsent(fields[name]) ? undefined : sha256(fields, name, place);
}

export function optionalBase64(
  fields: Fields,
  name: string,
  place: string,
): Uint8Array | undefined {
  const value = optionalText(fields, name, place);
  if (value === undefined) return undefined;
  const bytes = Buffer.from(value, 'base64');
  // The decoder skips what is no base64, so that damage shows as too few bytes.
  const padding = value.endsWith('==') ? 2 : value.endsWith('=') ? 1 : 0;
  if (value.length % 4 === 0 && bytes.length === (value.length / 4) * 3 - padding) return bytes;
  throw new BadField(place, 'is not base64');
}
