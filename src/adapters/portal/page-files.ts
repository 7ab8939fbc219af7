/** The built administration page, as files beside the compiled code. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Codings the build writes beside each file, the smallest first, with the ending of the file that holds it. */
const CODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;
/** Neither empty, nor `.` or `..`, nor with anything that an operating system could read as a way up. */
const NAME = /^[\w-]+(\.[\w-]+)*(\/[\w-]+(\.[\w-]+)*)*$/;

interface PageFile {
  bytes: Uint8Array;
  /** Absent where the bytes are the file itself. */
  coding?: string;
}

export function createPageFiles(folder: string): {
  read(name: string, accepted: ReadonlySet<string>): Promise<PageFile | undefined>;
} {
  return {
    read: async (name, accepted) => {
      if (!NAME.test(name)) return undefined;
      const path = join(folder, name);
      for (const [coding, ending] of CODINGS) {
        const bytes = accepted.has(coding) ? await readIfThere(`${path}${ending}`) : undefined;
        if (bytes) return { bytes, coding };
      }
      const bytes = await readIfThere(path);
      return bytes && { bytes };
    },
  };
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
    throw error;
  }
}
