import { AppError } from '../../../src/domain/errors.ts';
import type {
  Connector,
  ConnectorChange,
  Credential,
  MappingEntry,
  MappingVersion,
} from '../../../src/domain/records.ts';
import type { Secrets } from '../../../src/ports/setup.ts';
import type { Connectors, Mappings, Tagged } from '../../../src/ports/storage.ts';
import { attempt, conflict, notFound, Rows } from './rows.ts';

export class FakeConnectors implements Connectors {
  readonly rows = new Rows<Connector>();

  create(connector: Connector): Promise<void> {
    return attempt(() => void this.rows.insert(connector.id, connector));
  }

  get(id: string): Promise<Tagged<Connector> | undefined> {
    return Promise.resolve(this.rows.get(id));
  }

  list(): Promise<Tagged<Connector>[]> {
    return Promise.resolve(this.rows.all());
  }

  update(id: string, etag: string, change: ConnectorChange): Promise<Tagged<Connector>> {
    return attempt(() => this.rows.update(id, etag, change));
  }
}

interface StoredMapping {
  version: MappingVersion;
  csv: Uint8Array;
  entries: readonly MappingEntry[];
}

export class FakeMappings implements Mappings {
  private readonly stored = new Map<string, StoredMapping>();

  save(version: MappingVersion, csv: Uint8Array, entries: readonly MappingEntry[]): Promise<void> {
    const key = keyOf(version.connectorId, version.version);
    if (this.stored.has(key)) return Promise.reject(conflict());
    this.stored.set(key, structuredClone({ version, csv, entries }));
    return Promise.resolve();
  }

  load(connectorId: string, version: number): Promise<readonly MappingEntry[]> {
    const found = this.stored.get(keyOf(connectorId, version));
    if (!found) return Promise.reject(notFound('mapping'));
    return Promise.resolve(structuredClone(found.entries));
  }

  csv(connectorId: string, version: number): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.stored.get(keyOf(connectorId, version))?.csv);
  }

  versions(connectorId: string): Promise<MappingVersion[]> {
    const all = [...this.stored.values()].map(({ version }) => structuredClone(version));
    return Promise.resolve(all.filter((version) => version.connectorId === connectorId));
  }
}

function keyOf(connectorId: string, version: number): string {
  return `${connectorId}/${String(version)}`;
}

export class FakeSecrets implements Secrets {
  readonly kept = new Map<string, Credential>();

  put(connectorId: string, credential: Credential): Promise<void> {
    this.kept.set(connectorId, { ...credential });
    return Promise.resolve();
  }

  get(connectorId: string): Promise<Credential> {
    const credential = this.kept.get(connectorId);
    if (credential) return Promise.resolve({ ...credential });
    return Promise.reject(
      new AppError('secret_missing', 'there is no credential for the connector', {
        retry: 'never',
      }),
    );
  }

  remove(connectorId: string): Promise<void> {
    this.kept.delete(connectorId);
    return Promise.resolve();
  }
}
