import type {
  DeliveryChange,
  DeliveryRow,
  ExceptionFacts,
  ExceptionRow,
  ItemRow,
} from '../../../src/domain/records.ts';
import type {
  ClaimRow,
  DeliveryHistory,
  DeliveryPartition,
  ExceptionFilter,
  Inserted,
  ItemCounts,
  Ledger,
} from '../../../src/ports/ledger.ts';
import type { Page, Tagged } from '../../../src/ports/storage.ts';
import { attempt, chunksOf, conflict, pageOf, Rows } from './rows.ts';

interface Partition {
  rows: Rows<DeliveryRow>;
  claims: Rows<ClaimRow>;
  plannedAt: Map<string, number>;
  changes: DeliveryChange[];
}

export class FakeLedger implements Ledger {
  private readonly itemRows = new Map<string, Rows<ItemRow>>();
  private readonly partitions = new Map<string, Partition>();
  private readonly exceptionRows = new Rows<ExceptionRow>();

  insertItems(runId: string, rows: readonly ItemRow[]): Promise<Inserted<ItemRow>> {
    return Promise.resolve(insertAbsent(this.itemsOf(runId), rows));
  }

  putItems(runId: string, rows: readonly ItemRow[]): Promise<void> {
    for (const row of rows) this.itemsOf(runId).put(row.key, row);
    return Promise.resolve();
  }

  async *outcomes(runId: string): AsyncGenerator<ItemCounts[]> {
    for (const chunk of chunksOf(this.itemsOf(runId).all().map(untagged))) {
      yield await Promise.resolve(chunk);
    }
  }

  item(runId: string, key: string): Promise<ItemRow | undefined> {
    const row = this.itemsOf(runId).get(key);
    return Promise.resolve(row && untagged(row));
  }

  async *items(runId: string, after = ''): AsyncGenerator<ItemRow[]> {
    const rows = byKey(this.itemsOf(runId).all()).filter(({ key }) => key > after);
    for (const chunk of chunksOf(rows.map(untagged))) yield await Promise.resolve(chunk);
  }

  insertDeliveries(
    partition: DeliveryPartition,
    rows: readonly DeliveryRow[],
  ): Promise<Inserted<DeliveryRow>> {
    const stored = this.at(partition);
    const result = insertAbsent(stored.rows, rows);
    for (const { key, at } of rows) if (result.inserted.has(key)) stored.plannedAt.set(key, at);
    return Promise.resolve(result);
  }

  async *deliveriesTo(
    partition: DeliveryPartition,
    mailboxId: string | undefined,
    after = '',
  ): AsyncGenerator<DeliveryRow[]> {
    const rows = byKey(this.at(partition).rows.all()).filter(
      ({ key }) => key > after && (mailboxId === undefined || key.startsWith(`${mailboxId}|`)),
    );
    for (const chunk of chunksOf(rows.map(untagged))) yield await Promise.resolve(chunk);
  }

  deliveryHistory(partition: DeliveryPartition, key: string): Promise<DeliveryHistory | undefined> {
    const { rows, claims, plannedAt, changes } = this.at(partition);
    const row = rows.get(key);
    if (!row) return Promise.resolve(undefined);
    return Promise.resolve({
      row: untagged(row),
      plannedAt: plannedAt.get(key) ?? row.at,
      changes: changes.filter((change) => change.key === key),
      claims: claims.all().filter(({ keys }) => keys.includes(key)),
    });
  }

  async *deliveries(
    partition: DeliveryPartition,
    runId: string,
  ): AsyncGenerator<{ rows: DeliveryRow[]; claims: Tagged<ClaimRow>[] }> {
    const { rows, claims } = this.at(partition);
    const ofRun = rows.all().filter((row) => row.runId === runId);
    let open = claims.all();
    for (const chunk of chunksOf(ofRun.map(untagged))) {
      yield await Promise.resolve({ rows: chunk, claims: open });
      open = [];
    }
    if (open.length > 0) yield await Promise.resolve({ rows: [], claims: open });
  }

  takeOver(partition: DeliveryPartition, rows: readonly DeliveryRow[]): Promise<void> {
    return attempt(() => {
      for (const row of rows) {
        this.at(partition).rows.put(row.key, row);
        this.at(partition).plannedAt.set(row.key, row.at);
      }
    });
  }

  claim(partition: DeliveryPartition, claim: ClaimRow): Promise<Tagged<ClaimRow>> {
    return attempt(() => this.at(partition).claims.insert(claim.id, claim));
  }

  settle(
    partition: DeliveryPartition,
    rows: readonly DeliveryRow[],
    claim: Tagged<ClaimRow>,
  ): Promise<void> {
    return attempt(() => {
      const stored = this.at(partition);
      if (stored.claims.get(claim.id)?.etag !== claim.etag) throw conflict();
      for (const row of rows) {
        stored.rows.put(row.key, row);
        stored.changes.push(changeOf(row, claim));
      }
      stored.claims.delete(claim.id);
    });
  }

  putExceptions(rows: readonly ExceptionRow[]): Promise<void> {
    for (const row of rows) this.exceptionRows.put(exceptionKey(row), row);
    return Promise.resolve();
  }

  async *exceptions(runId: string): AsyncGenerator<ExceptionRow[]> {
    const rows = this.exceptionRows.all().filter((row) => row.runId === runId);
    for (const chunk of chunksOf(rows.map(untagged))) yield await Promise.resolve(chunk);
  }

  exceptionsOf(runId: string, itemKey: string): Promise<ExceptionRow[]> {
    const rows = this.exceptionRows.all();
    return Promise.resolve(
      rows.filter((row) => row.runId === runId && row.itemKey === itemKey).map(untagged),
    );
  }

  async *exceptionFacts(filter: ExceptionFilter): AsyncGenerator<ExceptionFacts[]> {
    for (const chunk of chunksOf(this.selected(filter))) yield await Promise.resolve(chunk);
  }

  listExceptions(
    filter: ExceptionFilter,
    limit: number,
    cursor?: string,
  ): Promise<Page<ExceptionRow>> {
    const rows = this.selected(filter).sort((a, b) =>
      a.runId === b.runId ? order(a.key, b.key) : order(b.runId, a.runId),
    );
    return attempt(() => pageOf(rows, exceptionKey, limit, cursor));
  }

  /** Every delivery row of every partition, for assertions. */
  get allDeliveries(): DeliveryRow[] {
    return [...this.partitions.values()].flatMap(({ rows }) => rows.all().map(untagged));
  }

  /** Every claim that stands, for assertions. */
  get allClaims(): ClaimRow[] {
    return [...this.partitions.values()].flatMap(({ claims }) => claims.all());
  }

  private selected({ party, ...columns }: ExceptionFilter): ExceptionRow[] {
    const wanted = Object.entries(columns) as [keyof typeof columns, string][];
    return this.exceptionRows
      .all()
      .filter((row) => wanted.every(([name, value]) => row[name] === value))
      .filter(({ parties = [] }) => party === undefined || parties.includes(party))
      .map(untagged);
  }

  private itemsOf(runId: string): Rows<ItemRow> {
    const rows = this.itemRows.get(runId) ?? new Rows<ItemRow>();
    this.itemRows.set(runId, rows);
    return rows;
  }

  private at({ connectorId, day, bucket }: DeliveryPartition): Partition {
    const key = `${connectorId}|${day}|${String(bucket)}`;
    const partition = this.partitions.get(key) ?? {
      rows: new Rows<DeliveryRow>(),
      claims: new Rows<ClaimRow>(),
      plannedAt: new Map<string, number>(),
      changes: [],
    };
    this.partitions.set(key, partition);
    return partition;
  }
}

function insertAbsent<T extends { key: string }>(stored: Rows<T>, rows: readonly T[]): Inserted<T> {
  const result: Inserted<T> = { inserted: new Set(), before: new Map() };
  for (const row of rows) {
    const before = stored.get(row.key);
    if (before) result.before.set(row.key, before);
    else {
      stored.insert(row.key, row);
      result.inserted.add(row.key);
    }
  }
  return result;
}

function untagged<T extends object>({ etag: _, ...row }: T & { etag: string }): T {
  return row as unknown as T;
}

function byKey<T extends { key: string }>(rows: T[]): T[] {
  return rows.sort((a, b) => order(a.key, b.key));
}

function changeOf(
  { key, runId, state, round, attempts, at, messageId, cause }: DeliveryRow,
  claim: ClaimRow,
): DeliveryChange {
  return {
    key,
    runId,
    state,
    round,
    attempts,
    at,
    claimedAt: claim.at,
    ...(messageId !== undefined && { messageId }),
    ...(cause !== undefined && { cause }),
  };
}

function exceptionKey({ connectorId, runId, key }: ExceptionRow): string {
  return `${connectorId}|${runId}|${key}`;
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
