import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
} from '@azure/core-rest-pipeline';
import { describe, expect, it } from '@jest/globals';
import { createKeyVaultSecrets } from '../../../../src/adapters/secrets/key-vault-secrets.ts';

const VAULT = 'https://archive.vault.azure.net';
const anna = { username: 'anna', password: 'secret' };

/** A vault that answers as Key Vault does, soft delete included. */
function createVault(refusal?: number) {
  const live = new Map<string, { value: string; contentType?: string }>();
  const deleted = new Map<string, { value: string }>();
  const seen: string[] = [];

  function answer(request: PipelineRequest): [number, object] {
    const path = new URL(request.url).pathname;
    if (!request.headers.has('authorization')) return [401, {}];
    seen.push(`${request.method} ${path}`);
    if (refusal !== undefined) return [refusal, { error: { code: 'Refused' } }];
    const [, kind = '', name = '', verb] = path.split('/');
    if (verb === 'recover') {
      live.set(name, deleted.get(name) ?? { value: '' });
      deleted.delete(name);
      return [200, { id: `${VAULT}/secrets/${name}/1` }];
    }
    if (request.method === 'PUT') {
      if (deleted.has(name)) return [409, { error: { code: 'Conflict' } }];
      live.set(name, JSON.parse(request.body as string) as { value: string });
    }
    const found = kind === 'secrets' ? live.get(name) : deleted.get(name);
    if (!found) return [404, { error: { code: 'SecretNotFound' } }];
    if (request.method === 'DELETE') {
      deleted.set(name, found);
      live.delete(name);
    }
    return [200, { ...found, id: `${VAULT}/secrets/${name}/1`, attributes: { enabled: true } }];
  }

  const httpClient: HttpClient = {
    sendRequest: (request) => {
      const [status, body] = answer(request);
      const challenge =
        'Bearer authorization="https://login.microsoftonline.com/t", resource="https://vault.azure.net"';
      const headers = status === 401 ? { 'WWW-Authenticate': challenge } : {};
      return Promise.resolve({
        request,
        status,
        headers: createHttpHeaders(headers),
        bodyAsText: JSON.stringify(body),
      });
    },
  };
  const credential = {
    getToken: () => Promise.resolve({ token: 't', expiresOnTimestamp: Date.now() + 3_600_000 }),
  };
  return { live, seen, secrets: createKeyVaultSecrets({ url: VAULT, credential, httpClient }) };
}

describe('adapters/secrets/key-vault-secrets', () => {
  it('stores a secret for each connector', async () => {
    const { live, secrets } = createVault();
    await secrets.put('con-1', anna);

    expect(live.get('telemessage-con-1')).toMatchObject({
      value: JSON.stringify(anna),
      contentType: 'application/json',
    });
    expect(await secrets.get('con-1')).toEqual(anna);
  });

  it('recovers a deleted secret to give it a new value', async () => {
    const { secrets, seen } = createVault();
    await secrets.put('con-1', { username: 'old', password: 'old' });
    await secrets.remove('con-1');
    await expect(secrets.get('con-1')).rejects.toMatchObject({ code: 'secret_missing' });

    await secrets.put('con-1', anna);

    expect(await secrets.get('con-1')).toEqual(anna);
    expect(seen).toContain('POST /deletedsecrets/telemessage-con-1/recover');
  });

  it('misses what is not there or is no credential, and removes nothing twice', async () => {
    const { live, secrets } = createVault();
    await expect(secrets.get('con-1')).rejects.toMatchObject({ code: 'secret_missing' });
    await expect(secrets.remove('con-1')).resolves.toBeUndefined();
    live.set('telemessage-con-1', { value: 'not json' });
    await expect(secrets.get('con-1')).rejects.toMatchObject({ code: 'secret_missing' });
  });

  it('keeps the secret out of the error when the vault refuses', async () => {
    const { secrets } = createVault(403);
    const error: unknown = await secrets.put('con-1', anna).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code: 'storage_unavailable', details: { status: 403 } });
    expect(JSON.stringify([error, (error as Error).message, (error as Error).cause])).not.toMatch(
      /anna|secret"/,
    );
  });
});
