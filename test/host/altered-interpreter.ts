import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { transformSync } from '@swc/core';
import * as history from '../../local/host/history.ts';
import type { interpret } from '../../local/host/interpreter.ts';

const file = join(__dirname, '../../local/host/interpreter.ts');

/** The interpreter with one piece of its text replaced; the piece must occur exactly once. */
export function alteredInterpreter(from: string, to: string): typeof interpret {
  const source = readFileSync(file, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`"${from}" does not occur exactly once`);
  const { code } = transformSync(source.replace(from, to), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'commonjs' },
  });
  const module = { exports: {} as { interpret: typeof interpret } };
  const run = compileFunction(code, ['module', 'exports', 'require']) as (
    ...args: unknown[]
  ) => void;
  run(module, module.exports, () => history);
  return module.exports.interpret;
}
