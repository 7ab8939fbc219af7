import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createLog, type LogScope } from '../../../../src/adapters/log/log.ts';
import { eventNumber } from '../../../../src/domain/events.ts';

const SOURCE = readFileSync(join(import.meta.dirname, '../../../../src/domain/events.ts'), 'utf8');

function scopeOf(facts: LogScope['facts']): { scope: LogScope; lines: string[] } {
  const lines: string[] = [];
  const note = (line: string): void => {
    lines.push(line);
  };
  return { scope: { sink: { info: note, warn: note, error: note }, facts }, lines };
}

describe('adapters/log', () => {
  it('writes one JSON object a line, with the number of what is said and the run it belongs to', () => {
    const { scope, lines } = scopeOf({ runId: 'run-1' });
    createLog(() => scope).warn('a run is late', { hours: 7 });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { event: 1003, message: 'a run is late', runId: 'run-1', hours: 7 },
    ]);
  });

  it('gives every text a number of its own', () => {
    const numbers = [...SOURCE.matchAll(/: (\d{4}),/g)].map(([, number]) => number);
    expect(numbers.length).toBeGreaterThan(20);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(eventNumber('tick')).toBe(1006);
  });
});
