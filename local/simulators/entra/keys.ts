import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const RSA_BITS = 2048;
const KEY_ID_LENGTH = 27;

export interface SigningKey {
  /** JSON web key set with the public half. */
  jwks: { keys: Record<string, unknown>[] };
  /** Where the set is kept as a file, for a Graph simulator that should not have to fetch it. */
  jwksFile: string;
  /** A compact RS256 JWT. */
  sign(claims: Record<string, unknown>): string;
}

/** The key is kept in `dir`, so that tokens outlive a restart. */
export function loadSigningKey(dir: string): SigningKey {
  const file = join(dir, 'signing-key.pem');
  const key = existsSync(file) ? createPrivateKey(readFileSync(file)) : createKey(file);
  const { kty, n, e } = createPublicKey(key).export({ format: 'jwk' });
  const kid = createHash('sha256').update(String(n)).digest('base64url').slice(0, KEY_ID_LENGTH);
  const jwks = { keys: [{ kty, n, e, kid, x5t: kid, use: 'sig', alg: 'RS256' }] };
  const jwksFile = join(dir, 'jwks.json');
  writeFileSync(jwksFile, JSON.stringify(jwks));
  return { jwks, jwksFile, sign: (claims) => signToken(key, kid, claims) };
}

function createKey(file: string): KeyObject {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: RSA_BITS });
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return privateKey;
}

function signToken(key: KeyObject, kid: string, claims: Record<string, unknown>): string {
  const encode = (value: unknown): string =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${encode({ typ: 'JWT', alg: 'RS256', kid, x5t: kid })}.${encode(claims)}`;
  return `${head}.${sign('RSA-SHA256', Buffer.from(head), key).toString('base64url')}`;
}
