import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const workflowsApp = join(__dirname, 'apps/workflows');

/** A folder that is gone after the test; inside the checkout for apps, so that they find the libraries. */
export function scratch(parent = tmpdir()): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(parent, 'host-test-'));
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
