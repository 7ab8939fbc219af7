import type { TokenCredential } from '@azure/core-auth';
import { isRestError, type HttpClient } from '@azure/core-rest-pipeline';
import { SecretClient } from '@azure/keyvault-secrets';
import { AppError } from '../../domain/errors.ts';
import type { Secrets } from '../../ports/setup.ts';
import { parseCredential, secretMissing } from './credential.ts';

export interface KeyVaultOptions {
  url: string;
  credential: TokenCredential;
  /** Another transport than the SDK's own. */
  httpClient?: HttpClient;
}

const CONTENT_TYPE = 'application/json';

/** TeleMessage credentials in Azure Key Vault, a secret for each connector. */
export function createKeyVaultSecrets({ url, credential, httpClient }: KeyVaultOptions): Secrets {
  const client = new SecretClient(url, credential, httpClient ? { httpClient } : {});

  async function set(name: string, value: string): Promise<void> {
    await client.setSecret(name, value, { contentType: CONTENT_TYPE });
  }

  return {
    put: (connectorId, secret) =>
      guarded(async () => {
        const name = nameOf(connectorId);
        const value = JSON.stringify({ username: secret.username, password: secret.password });
        try {
          await set(name, value);
        } catch (error) {
          // A deleted secret keeps its name until it is purged; recovered, it can be given a new value.
          if (statusOf(error) !== 409) throw error;
          const recovery = await client.beginRecoverDeletedSecret(name);
          await recovery.pollUntilDone();
          await set(name, value);
        }
      }),
    get: (connectorId) =>
      guarded(async () => parseCredential((await client.getSecret(nameOf(connectorId))).value)),
    remove: async (connectorId) => {
      try {
        await guarded(() => client.beginDeleteSecret(nameOf(connectorId)));
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'secret_missing') throw error;
      }
    },
  };
}

function nameOf(connectorId: string): string {
  return `telemessage-${connectorId}`;
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const status = statusOf(error);
    if (status === 404) throw secretMissing();
    // Without the cause: the request it carries holds the secret.
    throw new AppError('storage_unavailable', 'Key Vault cannot be reached or refuses access', {
      retry: 'later',
      details: {
        ...(status !== undefined && { status }),
        ...(error instanceof Error && { error: error.name }),
      },
    });
  }
}

function statusOf(error: unknown): number | undefined {
  return isRestError(error) ? error.statusCode : undefined;
}
