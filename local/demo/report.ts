/** What the demo prints: a certificate per connector, and what became of the special cases. */
import type { RunView } from '../set-up.ts';
import type { Expectation, ProductDay } from '../simulators/world/types.ts';

const COUNTERS = [
  ['listed', 'repeated', 'items'],
  ['delivered', 'unmapped', 'tooLarge', 'malformed'],
  ['deliveries', 'imported', 'partial', 'duplicate', 'failed'],
] as const;

export function certificateLines(title: string, run: RunView, seconds: number): string[] {
  const { certificate, counters } = run;
  return [
    `── ${title} ${'─'.repeat(Math.max(2, 74 - title.length))}`,
    `   ${run.state}, ${seconds.toFixed(1)} s`,
    ...COUNTERS.map(
      (row) => `   ${row.map((name) => `${name} ${String(counters[name] ?? 0)}`).join('   ')}`,
    ),
    ...(certificate?.equations ?? []).map(({ text, holds }) => `   ${holds ? '✓' : '✗'} ${text}`),
    ...(run.error ? [`   ${run.error.code}: ${run.error.message}`] : []),
  ];
}

/** What the product itself says of a day: the cause of every open exception, by item. */
export type Exceptions = ReadonlyMap<string, string>;

/** One line per special case: what it was, where it went, and whether that was seen to be so. */
export function specialLines(
  day: ProductDay,
  unmet: ReadonlySet<Expectation>,
  exceptions: Exceptions,
): string[] {
  const cases = Map.groupBy(
    day.expectations.filter(({ special }) => special !== undefined),
    ({ special }) => special ?? '',
  );
  return [...cases].map(([label, expectations]) => {
    const isSo = expectations.every((one) => isMet(one, unmet, exceptions));
    return `     ${isSo ? '✓' : '✗'} ${label}: ${fateOf(expectations)}`;
  });
}

/** Whether an expectation came true: every delivery found in its mailbox, or the exception in the ledger. */
export function isMet(
  expectation: Expectation,
  unmet: ReadonlySet<Expectation>,
  exceptions: Exceptions,
): boolean {
  if (expectation.outcome === 'delivered') return !unmet.has(expectation);
  return exceptions.get(expectation.id) === expectation.outcome;
}

function fateOf(expectations: readonly Expectation[]): string {
  const fates = new Map<string, number>();
  for (const { outcome, deliveries, leftOut } of expectations) {
    const results =
      outcome === 'delivered'
        ? deliveries.map(({ result }) => result)
        : [`${outcome}, kept as an exception`];
    for (const result of results) fates.set(result, (fates.get(result) ?? 0) + 1);
    if (leftOut.length > 0) fates.set('attachments left out', leftOut.length);
  }
  return [...fates]
    .map(([fate, count]) => (count > 1 ? `${String(count)} × ${fate}` : fate))
    .join(', ');
}
