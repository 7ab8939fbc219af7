import type { Retention } from '../../../src/ports/storage.ts';

/** Notes what it is told to remove. */
export class FakeRetention implements Retention {
  readonly removed: string[] = [];

  removeBlobs(container: string, prefix: string, before: number): Promise<number> {
    this.removed.push(`${container} ${prefix} before ${new Date(before).toISOString()}`);
    return Promise.resolve(1);
  }

  sweepBlobs(container: string, before: number): Promise<number> {
    this.removed.push(`${container} before ${new Date(before).toISOString()}`);
    return Promise.resolve(1);
  }

  removeRun(runId: string): Promise<void> {
    this.removed.push(runId);
    return Promise.resolve();
  }
}
