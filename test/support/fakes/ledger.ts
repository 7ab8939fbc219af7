import type { DeliveryRow, ExceptionRow, ItemRow } from '../../../src/domain/records.ts';
import type {
  ClaimRow,
  DeliveryPartition,
  ExceptionFilter,
  Inserted,
  ItemCounts,
  Ledger,
  Page,
  Tagged,
} from '../../../src/ports.ts';
import { attempt, chunksOf, conflict, pageOf, Rows } from './rows.ts';

interface Partition {
  rows: Rows<DeliveryRow>;
  claims: Rows<ClaimRow>;
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

  insertDeliveries(
    partition: DeliveryPartition,
    rows: readonly DeliveryRow[],
  ): Promise<Inserted<DeliveryRow>> {
    return Promise.resolve(insertAbsent(this.at(partition).rows, rows));
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
      for (const row of rows) this.at(partition).rows.put(row.key, row);
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
      for (const row of rows) stored.rows.put(row.key, row);
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

  listExceptions(
    filter: ExceptionFilter,
    limit: number,
    cursor?: string,
  ): Promise<Page<ExceptionRow>> {
    const wanted = Object.entries(filter) as [keyof ExceptionFilter, string][];
    const rows = this.exceptionRows
      .all()
      .filter((row) => wanted.every(([name, value]) => row[name] === value))
      .sort((a, b) => (a.runId === b.runId ? order(a.key, b.key) : order(b.runId, a.runId)));
    return Promise.resolve(pageOf(rows.map(untagged), limit, cursor));
  }

  /** Every delivery row of every partition, for assertions. */
  get allDeliveries(): DeliveryRow[] {
    return [...this.partitions.values()].flatMap(({ rows }) => rows.all().map(untagged));
  }

  /** Every claim that stands, for assertions. */
  get allClaims(): ClaimRow[] {
    return [...this.partitions.values()].flatMap(({ claims }) => claims.all());
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

function exceptionKey({ connectorId, runId, key }: ExceptionRow): string {
  return `${connectorId}|${runId}|${key}`;
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
