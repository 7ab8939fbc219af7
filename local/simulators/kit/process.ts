import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';

type OptionSpec = NonNullable<ParseArgsConfig['options']>;

/** What every simulator understands besides its own options. */
const COMMON_OPTIONS = {
  port: { type: 'string', default: '0' },
  host: { type: 'string', default: '127.0.0.1' },
  control: { type: 'boolean', default: false },
  'die-with-parent': { type: 'boolean', default: false },
} as const satisfies OptionSpec;

/** Strict command line: an unknown option or a stray word ends the process with a message. */
export function readOptions<T extends OptionSpec>(own: T, argv = process.argv.slice(2)) {
  return parseArgs({
    args: argv,
    options: { ...COMMON_OPTIONS, ...own },
    strict: true,
    allowPositionals: false,
  }).values;
}

/** A whole number from the command line, or a message that names the option. */
export function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${name} must be a whole number, got '${text}'`);
  return Number(text);
}

/** The one line a parent waits for. */
export function announceReady(url: string, more: Record<string, unknown> = {}): void {
  process.stdout.write(`${JSON.stringify({ ready: true, url, ...more })}\n`);
}

/** Ends the process cleanly on a signal and, if asked, when the parent's end of stdin closes. */
export function stopOnSignal(
  close: () => Promise<void> | void,
  options: { 'die-with-parent'?: boolean | undefined },
): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void Promise.resolve(close()).then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (options['die-with-parent'] === true) process.stdin.once('close', stop).resume();
}
