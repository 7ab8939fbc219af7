/** A reason not to start that the person at the keyboard can mend; its message is one sentence. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
