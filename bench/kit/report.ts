/** One table for people, one JSON object as the last line. */
export type Figures = Record<string, string | number | boolean | null>;

export function report(figures: Figures): void {
  const width = Math.max(...Object.keys(figures).map((name) => name.length));
  const rows = Object.entries(figures).map(
    ([name, value]) => `${name.padEnd(width)}  ${String(value)}`,
  );
  process.stdout.write(`\n${rows.join('\n')}\n\n${JSON.stringify(figures)}\n`);
}

export function rounded(value: number, digits = 3): number {
  return Number(value.toFixed(digits));
}
