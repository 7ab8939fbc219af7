import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../domain/errors.ts';

const OWNER_ONLY_FILE = 0o600;
const OWNER_ONLY_FOLDER = 0o700;
const OTHERS = 0o077;

/** Its content, or `undefined` where there is none. Refuses one that others could have read. */
export async function readPrivate(path: string): Promise<Buffer | undefined> {
  try {
    await assertPrivate(dirname(path), 'folder', OWNER_ONLY_FOLDER);
    await assertPrivate(path, 'file', OWNER_ONLY_FILE);
    return await readFile(path);
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Replaces it whole or not at all. */
export async function replacePrivate(path: string, content: string, unique: string): Promise<void> {
  await makePrivateFolder(path);
  const temporary = `${path}.${unique}`;
  try {
    await createPrivate(temporary, content);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Throws the file system's `EEXIST` where there is one. */
export async function createPrivate(path: string, content: string | Uint8Array): Promise<void> {
  await makePrivateFolder(path);
  const file = await open(path, 'wx', OWNER_ONLY_FILE);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

export function isFileError(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

async function makePrivateFolder(path: string): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
  await assertPrivate(folder, 'folder', OWNER_ONLY_FOLDER);
}

async function assertPrivate(path: string, kind: string, wanted: number): Promise<void> {
  const { mode } = await stat(path);
  // Windows has no such modes; there the folder's own access list decides.
  if (process.platform === 'win32' || (mode & OTHERS) === 0) return;
  throw new AppError(
    'invalid_input',
    `the ${kind} ${path} holds secrets and is open to other users: run "chmod ${wanted.toString(8)} ${path}"`,
    { retry: 'never' },
  );
}
