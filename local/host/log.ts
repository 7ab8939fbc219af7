export type LogLevel =
  'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical' | 'none';

/** One JSON object per line on stderr; stdout is kept for the line that says the host is ready. */
export function log(
  level: LogLevel,
  category: string,
  message: string,
  details: Record<string, unknown> = {},
): void {
  process.stderr.write(`${JSON.stringify({ level, category, message, ...details })}\n`);
}
