import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Linter } from 'eslint';
import { DURABLE_TRAPS, NON_DETERMINISTIC } from '../../scripts/orchestrator-rules.ts';

const SOURCE = join(__dirname, '../../src');

/** What the rules for src/orchestrators say of a piece of JavaScript. */
function complaints(code: string): string[] {
  const messages = new Linter().verify(code, [
    {
      rules: {
        'no-restricted-syntax': ['error', ...DURABLE_TRAPS],
        'no-restricted-globals': ['error', ...NON_DETERMINISTIC],
      },
    },
  ]);
  return messages.map(({ message }) => message);
}

describe('the rules for orchestrators', () => {
  it.each([
    ['the wall clock', 'const now = Date.now();'],
    ['a date made of nothing', 'const now = new Date();'],
    ['chance', 'const n = Math.random();'],
    ['the network', 'fetch("https://a.example");'],
    ['the environment', 'const e = process.env.NAME;'],
    ['a real timer', 'setTimeout(() => {}, 1);'],
    ['promises', 'async function f() { await g(); }'],
    ['retry options', 'function* f(c) { yield c.df.callActivityWithRetry("a", o); }'],
    ['an empty wave', 'function* f(c) { yield c.df.Task.all([]); }'],
    ['an empty race', 'function* f(c) { yield c.df.Task.any([]); }'],
  ])('refuse %s', (_, code) => {
    expect(complaints(code)).not.toEqual([]);
  });

  it('allow a moment of the orchestration, a timer of its own and a wave', () => {
    const code = `function* f(c) {
      yield c.df.createTimer(new Date(c.df.currentUtcDateTime.getTime() + 1));
      yield c.df.Task.all(units.map((unit) => c.df.callActivity('a', { unit })));
    }`;
    expect(complaints(code)).toEqual([]);
  });
});

describe('orchestrators and activities', () => {
  const names = (file: string, pattern: RegExp): string[] =>
    [...readFileSync(join(SOURCE, file), 'utf8').matchAll(pattern)].map((match) => match[1] ?? '');

  /** That each declared name is registered, the types see to. */
  it('are declared under just the names that are called: an unknown one would hang a run for ever', () => {
    const declared = names('activities/contract.ts', /^ {2}(\w+): '\w+',$/gm).sort();
    const called = new Set(
      readdirSync(join(SOURCE, 'orchestrators')).flatMap((file) =>
        names(`orchestrators/${file}`, /ACTIVITIES\.(\w+)/g),
      ),
    );
    expect(declared.length).toBeGreaterThan(0);
    expect([...called].sort()).toEqual(declared);
  });
});
