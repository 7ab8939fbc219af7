import { createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { GraphError } from './errors.ts';

const AUDIENCES = ['https://graph.microsoft.com', '00000003-0000-0000-c000-000000000000'];

export interface Caller {
  appId: string;
  /** Undefined when nothing is known about roles; then none is asked for. */
  roles: readonly string[] | undefined;
}

interface CheckedToken {
  caller: Caller;
  expiresAtMs: number;
}

/** Checks bearer tokens; with a key source also their signature. */
export interface TokenChecker {
  check(authorization: string | undefined): Promise<Caller>;
}

/** `keySource`: address or file of a JSON web key set. `now`: so that a test can let tokens expire. */
export function createTokenChecker(keySource: string | undefined, now: () => number): TokenChecker {
  const known = new Map<string, CheckedToken>();
  let keys = new Map<string, KeyObject>();

  async function keyFor(kid: string): Promise<KeyObject> {
    if (keySource !== undefined && !keys.has(kid)) keys = await loadKeys(keySource);
    const key = keys.get(kid);
    if (key === undefined) throw invalidToken('Signing key is invalid.');
    return key;
  }

  async function inspect(token: string): Promise<CheckedToken> {
    const [head, body, signature] = token.split('.');
    if (!head || !body || !signature) {
      throw invalidToken('CompactToken parsing failed with error code: 80049217');
    }
    const header = parsePart(head);
    const claims = parsePart(body);
    if (keySource !== undefined) {
      const key = await keyFor(String(header.kid));
      const signed = Buffer.from(`${head}.${body}`);
      const genuine =
        header.alg === 'RS256' &&
        verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'));
      if (!genuine) throw invalidToken('Access token validation failure.');
    }
    return checkedClaims(claims, keySource !== undefined);
  }

  return {
    check: async (authorization) => {
      const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) throw invalidToken('Access token is empty.');
      let checked = known.get(token);
      if (checked === undefined) {
        checked = await inspect(token);
        known.set(token, checked);
      }
      if (checked.expiresAtMs <= now()) {
        throw invalidToken('Lifetime validation failed, the token is expired.');
      }
      return checked.caller;
    },
  };
}

function checkedClaims(claims: Record<string, unknown>, strict: boolean): CheckedToken {
  const { aud, appid, exp, roles } = claims;
  if (!AUDIENCES.includes(String(aud)) && (strict || aud !== undefined)) {
    throw invalidToken('Access token validation failure. Invalid audience.');
  }
  if (typeof exp !== 'number') throw invalidToken('Access token validation failure.');
  const granted = Array.isArray(roles) ? roles.map(String) : undefined;
  return {
    caller: {
      appId: typeof appid === 'string' ? appid : '',
      roles: strict ? (granted ?? []) : granted,
    },
    expiresAtMs: exp * 1000,
  };
}

async function loadKeys(source: string): Promise<Map<string, KeyObject>> {
  const text = source.startsWith('https:')
    ? await (await fetch(source)).text()
    : readFileSync(source, 'utf8');
  const { keys } = JSON.parse(text) as { keys: (JsonWebKey & { kid: string })[] };
  return new Map(keys.map((key) => [key.kid, createPublicKey({ key, format: 'jwk' })]));
}

function parsePart(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  } catch {
    throw invalidToken('CompactToken parsing failed with error code: 80049217');
  }
}

function invalidToken(message: string): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message, {
    'WWW-Authenticate': 'Bearer realm="", error="invalid_token"',
  });
}
