import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const workflowsApp = join(import.meta.dirname, 'apps/workflows');

/** Ignored by every tool, and inside the checkout, so that copies of an app find the libraries. */
const scratchRoot = join(import.meta.dirname, '../../.data');

/** A folder that is gone after the test. */
export function scratch(): { folder: string; remove: () => void } {
  mkdirSync(scratchRoot, { recursive: true });
  const folder = mkdtempSync(join(scratchRoot, 'host-test-'));
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, remove };
}

/** A copy of the workflows app with some files replaced. */
export function appWith(folder: string, files: Record<string, string>): string {
  cpSync(workflowsApp, folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Asks again until the answer is there or the time is over; for other processes, which cannot be awaited. */
export async function eventually<T>(ask: () => Promise<T | undefined>, limit: number): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`Nothing after ${String(limit)} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
