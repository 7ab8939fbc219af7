/** Input of the kinds that a caller should not send: near the schema, and far from it. */
import fc from 'fast-check';
import { deref, type Schema } from './description.ts';

/** Names that mean something to JavaScript. */
const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', ''];
const LONE_SURROGATES = ['\ud800', 'a\udfff', '\udc00\ud800'];
const HUGE = 'x'.repeat(20_000);
const DEEP = 5_000;
/** Values that the application knows, so that more than the first check is met. */
const FAMILIAR = [
  '+447700900101',
  '07700 900101',
  'a@tenant.example',
  'archive-user',
  'right',
  'o2-network',
];

/** Any text, of those also that break parsers. */
const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom(
    ...LONE_SURROGATES,
    HUGE,
    '\u0000',
    '\ufeff',
    '=1+1',
    '../..',
    '%00',
    "' or 1 eq 1",
  ),
  fc.constantFrom('2026-03-09T00:00:00Z', '-1', '0', '1e999', 'null', '{}', 'true'),
);

const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  anyText,
  fc.constantFrom(1e308, -0, 2 ** 53, 0.1, null, true, []),
  fc.dictionary(fc.oneof(fc.constantFrom(...PROTOTYPE_KEYS), fc.string()), fc.jsonValue(), {
    noNullPrototype: false,
  }),
);

/** Of what a schema asks for, most of it; some of it is something else, or missing, or too much. */
function nearly(given: Schema): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 30, arbitrary: like(deref(given)) },
    { weight: 1, arbitrary: anyValue },
  );
}

function like(schema: Schema): fc.Arbitrary<unknown> {
  const { anyOf, const: constant, enum: values, format, type } = schema;
  if (anyOf) return fc.oneof(...anyOf.map(nearly));
  if (constant !== undefined) return fc.constant(constant);
  if (values) return fc.constantFrom(...values);
  if (format === 'date-time') return moment;
  const kinds: Record<string, () => fc.Arbitrary<unknown>> = {
    object: () => object(schema),
    array: () =>
      fc.array(nearly(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 5 }),
    integer: () => number(schema),
    number: () => number(schema),
    boolean: () => fc.boolean(),
    string: () => text(schema),
  };
  return kinds[[type].flat()[0] ?? 'string']?.() ?? anyValue;
}

const moment = fc
  .date({ noInvalidDate: true, min: new Date('2026-01-01'), max: new Date('2026-04-01') })
  .map((date) => `${date.toISOString().slice(0, 16)}:00Z`);

function number({ minimum = -5, maximum = 1_000 }: Schema): fc.Arbitrary<number> {
  return fc.integer({ min: Math.max(minimum - 1, -1_000), max: Math.min(maximum + 1, 1_000) });
}

function text({ minLength = 0, maxLength = 50, pattern }: Schema): fc.Arbitrary<string> {
  const fitting =
    pattern === undefined
      ? fc.constantFrom(...FAMILIAR)
      : fc.stringMatching(new RegExp(pattern.replace('\\P{Cc}', '[ -~]')));
  return fc.oneof(
    { weight: 6, arbitrary: fitting },
    { weight: 3, arbitrary: fc.string({ minLength, maxLength: Math.min(maxLength + 1, 600) }) },
    { weight: 1, arbitrary: anyText },
  );
}

function object({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const members = Object.entries(properties).map(([name, schema]) => {
    const weight = required.includes(name) ? 30 : 2;
    return [name, sometimes(nearly(schema), weight)];
  });
  const keys = fc.oneof(fc.constantFrom(...PROTOTYPE_KEYS), fc.string());
  return fc
    .tuple(
      fc.record(Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>),
      fc.oneof(
        { weight: 9, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.tuple(keys, anyValue) },
      ),
    )
    .map(([known, extra]) => {
      const entries = [...Object.entries(known), extra] as [string, unknown][];
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    });
}

function sometimes(arbitrary: fc.Arbitrary<unknown>, weight: number): fc.Arbitrary<unknown> {
  return fc.oneof({ weight, arbitrary }, { weight: 1, arbitrary: fc.constant(undefined) });
}

/** A body as it comes over the wire. */
export function bodies(schema: Schema): fc.Arbitrary<string | Uint8Array> {
  return fc.oneof(
    { weight: 8, arbitrary: nearly(schema).map(asJson) },
    { weight: 2, arbitrary: anyValue.map(asJson) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.uint8Array() },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '['.repeat(DEEP),
        `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
        '{"name":'.repeat(DEEP),
        `${'{"settings":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`,
        '\ufeff{}',
        '{"name":"a","name":"b"}',
        '{"__proto__":{"name":"a"}}',
        '"\\ud800"',
        '1e999',
        '',
        ' ',
      ),
    },
  );
}

function asJson(value: unknown): string {
  return JSON.stringify(value);
}

const cell = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('=1+1', '"', '""', '', '2026-03-01', 'a@tenant.example'),
  },
  { weight: 1, arbitrary: anyText },
);
const goodRow = fc
  .tuple(
    fc.integer({ min: 100, max: 999 }),
    fc.constantFrom('a@tenant.example', 'b@tenant.example'),
  )
  .map(([digits, mailbox]) => [`+447700900${String(digits)}`, mailbox]);
const row = fc.oneof(
  { weight: 9, arbitrary: goodRow },
  { weight: 1, arbitrary: fc.array(cell, { maxLength: 5 }) },
);
const separator = fc.constantFrom(',', ';', '\t', '|');
const lineEnd = fc.constantFrom('\n', '\r\n', '\r', '');
const header = fc.constantFrom(
  'External User ID,Microsoft 365 User Mailbox',
  'external user id;MICROSOFT 365 USER MAILBOX;Valid From;Valid To',
  'Microsoft 365 User Mailbox\tExternal User ID',
  '"External User ID","Microsoft 365 User Mailbox"',
  '',
);
const table = fc
  .tuple(header, separator, lineEnd, fc.array(row, { maxLength: 8 }))
  .map(([first, mark, end, rows]) => [first, ...rows.map((row) => row.join(mark))].join(end));

/** A file as a spreadsheet, or somebody who means ill, might write it. */
export const files: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 6, arbitrary: table.map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: table.map((text) => Buffer.from(`\ufeff${text}`)) },
  { weight: 2, arbitrary: table.map((text) => Buffer.from(`\ufeff${text}`, 'utf16le')) },
  { weight: 1, arbitrary: table.map((text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()) },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 500 }) },
);

/** What a path or a query can carry: a URL has no lone surrogates, and reads some segments itself. */
export const segments: fc.Arbitrary<string> = anyText
  .map((text) => text.toWellFormed().slice(0, 2_000))
  .filter((text) => !['', '.', '..'].includes(text));

export function queries(names: readonly string[]): fc.Arbitrary<Record<string, string>> {
  const name = fc.oneof(fc.constantFrom('limit', ...names), fc.constantFrom(...PROTOTYPE_KEYS));
  const value = fc.oneof(
    anyText,
    fc.constantFrom('1', '500', '0', 'csv', 'a', 'open', '2026-03-09'),
  );
  return fc
    .array(fc.tuple(name, value), { maxLength: 4 })
    .map((pairs) => Object.fromEntries(pairs.map(([key, text]) => [key, text.toWellFormed()])));
}
