/** Characters of a date that are looked at. */
const MAX_LENGTH = 200;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
/** RFC 5322 `date-time` and its obsolete forms; day names are ignored, they are often wrong. */
const RFC_DATE =
  /\b(\d{1,2})[ -]([a-z]{3})[a-z]{0,6}[ -](\d{2,4}) (\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d{1,9})? ?([+-]\d{4}|[a-z]{1,5})?/i;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}/;
const ISO_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/i;
/** RFC 5322, 4.3: the only zone names with a meaning, in hours; all others count as UTC. */
const ZONE_HOURS: Readonly<Record<string, number>> = {
  EDT: -4,
  EST: -5,
  CDT: -5,
  CST: -6,
  MDT: -6,
  MST: -7,
  PDT: -7,
  PST: -8,
};
const MINUTE_MS = 60_000;

/** The moment a Date header names, in milliseconds since 1970 UTC; the same on every machine. */
export function parseMailDate(header: string): number | undefined {
  const text = header.slice(0, MAX_LENGTH).replace(/\s+/g, ' ').trim();
  const match = RFC_DATE.exec(text);
  if (match === null) return parseIso(text);
  const [, day, month, year, hour, minute, second = '0', zone = ''] = match;
  const monthIndex = MONTHS.indexOf((month ?? '').toLowerCase());
  if (monthIndex < 0) return undefined;
  const fields = [day, hour, minute, second].map(Number) as [number, number, number, number];
  const [d, h, m, s] = fields;
  if (d < 1 || d > 31 || h > 24 || m > 59 || s > 60) return undefined;
  return Date.UTC(fullYear(year ?? ''), monthIndex, d, h, m, s) - offsetMinutes(zone) * MINUTE_MS;
}

function parseIso(text: string): number | undefined {
  if (!ISO_DATE.test(text)) return undefined;
  const ms = Date.parse(ISO_ZONE.test(text) ? text : `${text}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** RFC 5322, 4.3: two digits below 50 are of this century, three digits count from 1900. */
function fullYear(year: string): number {
  const value = Number(year);
  if (year.length === 4) return value;
  return year.length === 2 && value < 50 ? 2000 + value : 1900 + value;
}

function offsetMinutes(zone: string): number {
  if (!/^[+-]/.test(zone)) return (ZONE_HOURS[zone.toUpperCase()] ?? 0) * 60;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3));
  return zone.startsWith('-') ? -minutes : minutes;
}
