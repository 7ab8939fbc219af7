import { AppError } from '../domain/errors.ts';
import type { Log } from '../ports/system.ts';

/** A place in the code, as V8 writes it. */
const STACK_FRAME = /^\s+at .*$/;

/**
 * Durable keeps the errors of activities in its history, and the platform logs them. A message that is not ours may
 * quote what was being worked on, so it goes no further than here.
 */
export function guarded<A extends unknown[], R>(
  log: Log,
  handler: (...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
  return async (...args) => {
    try {
      return await handler(...args);
    } catch (error) {
      // A new error either way: the cause of the old one may say more than its message.
      if (error instanceof AppError) throw withoutCause(error.message);
      log.error('a function ended with an unexpected error', {
        errorClass: error instanceof Error ? error.constructor.name : typeof error,
        ...(error instanceof Error && { stack: framesOf(error) }),
      });
      throw withoutCause('a function ended with an unexpected error');
    }
  };
}

function withoutCause(message: string): Error {
  return new Error(message);
}

/** The stack begins with the message, which may look like anything: if it is not found there, nothing is safe. */
function framesOf({ stack = '', message }: Error): string {
  const start = stack.indexOf(`${message}\n`);
  if (start === -1) return '';
  const lines = stack.slice(start + message.length).split('\n');
  return lines.filter((line) => STACK_FRAME.test(line)).join('\n');
}
