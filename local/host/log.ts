/** A reason not to start that the person at the keyboard can mend; its message is one sentence. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** One JSON object per line on stderr; stdout is kept for the line that says the host is ready. */
export function log(level: string, category: string, message: string, details: object = {}): void {
  process.stderr.write(`${JSON.stringify({ level, category, message, ...details })}\n`);
}

export function logFailure(name: string, error: unknown): void {
  const details = { function: name, stack: error instanceof Error ? error.stack : undefined };
  log('error', 'host', `Function ${name} failed: ${messageOf(error)}`, details);
}
