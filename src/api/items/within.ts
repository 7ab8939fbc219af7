import type { Clock } from '../../ports/system.ts';

/** What the work comes to, or `timed_out` when that takes longer than `ms`; the work itself goes on unheard. */
export async function within<T>(
  clock: Clock,
  ms: number,
  work: () => Promise<T>,
): Promise<T | 'timed_out'> {
  const done = new AbortController();
  const late = clock.sleep(ms, done.signal).then(
    () => 'timed_out' as const,
    () => 'timed_out' as const,
  );
  try {
    return await Promise.race([work(), late]);
  } finally {
    done.abort();
  }
}
