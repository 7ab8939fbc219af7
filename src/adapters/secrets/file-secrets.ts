import { randomBytes } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { Secrets } from '../../ports/setup.ts';
import type { Random } from '../../ports/system.ts';
import { parseCredential, secretMissing } from './credential.ts';
import { createPrivate, isFileError, readPrivate, replacePrivate } from './private-file.ts';
import { KEY_BYTES, seal, unseal } from './sealed.ts';

export interface FileSecretsOptions {
  /** Where the encrypted credentials stand, in a folder of its owner's only. */
  file: string;
  /** Where the key stands; made when first needed. */
  keyFile: string;
  random: Random;
}

/** Sealed credentials by connector. */
type Sealed = Record<string, string>;

/** TeleMessage credentials outside Azure: one encrypted file, written by one process at a time. */
export function createFileSecrets({ file, keyFile, random }: FileSecretsOptions): Secrets {
  let last: Promise<unknown> = Promise.resolve();

  /** Changes follow each other, so that none overwrites what another has just written. */
  function change(apply: (sealed: Sealed) => Promise<Sealed>): Promise<void> {
    const next = last
      .catch(() => undefined)
      .then(async () => {
        const sealed = await apply(await read());
        await replacePrivate(file, `${JSON.stringify(sealed, undefined, 2)}\n`, random.uuid());
      });
    last = next;
    return next;
  }

  async function read(): Promise<Sealed> {
    const content = await readPrivate(file);
    return content ? (JSON.parse(content.toString()) as Sealed) : {};
  }

  return {
    put: (connectorId, { username, password }) =>
      change(async (sealed) => {
        const text = JSON.stringify({ username, password });
        return { ...sealed, [connectorId]: seal(await ensureKey(keyFile), connectorId, text) };
      }),
    get: async (connectorId) => {
      const sealed = (await read())[connectorId];
      const key = await readPrivate(keyFile);
      if (sealed === undefined || key === undefined) throw secretMissing();
      return parseCredential(unseal(usable(key, keyFile), connectorId, sealed));
    },
    remove: (connectorId) =>
      change((sealed) => {
        const { [connectorId]: _, ...rest } = sealed;
        return Promise.resolve(rest);
      }),
  };
}

async function ensureKey(keyFile: string): Promise<Uint8Array> {
  try {
    await createPrivate(keyFile, randomBytes(KEY_BYTES));
  } catch (error) {
    if (!isFileError(error, 'EEXIST')) throw error;
  }
  return usable((await readPrivate(keyFile)) ?? new Uint8Array(), keyFile);
}

function usable(key: Uint8Array, keyFile: string): Uint8Array {
  if (key.length === KEY_BYTES) return key;
  throw new AppError('invalid_input', `the key file ${keyFile} does not hold ${KEY_BYTES} bytes`, {
    retry: 'never',
  });
}
