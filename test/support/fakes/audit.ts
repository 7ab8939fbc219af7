import {
  rowAfter,
  SYSTEM,
  type AuditEntry,
  type AuditLink,
  type AuditRow,
} from '../../../src/domain/audit.ts';
import { AppError } from '../../../src/domain/errors.ts';
import { isoTime } from '../../../src/domain/window.ts';
import type { Audit, AuditFilter, AuditIntent } from '../../../src/ports/audit.ts';
import type { Page } from '../../../src/ports/storage.ts';
import { attempt, pageOf } from './rows.ts';
import type { FakeClock } from './system.ts';

export class FakeAudit implements Audit {
  /** Oldest first. */
  readonly chain: AuditRow[] = [];
  readonly intents = new Map<string, AuditIntent>();
  /** Which of its steps the storage fails at. */
  fails: 'begin' | 'append' | undefined;
  private readonly clock: FakeClock;
  private ids = 0;

  constructor(clock: FakeClock) {
    this.clock = clock;
  }

  begin(entry: AuditEntry): Promise<string> {
    if (this.fails === 'begin') return Promise.reject(unavailable());
    const id = String(++this.ids);
    this.intents.set(id, { id, entry, begunAt: this.clock.now() });
    return Promise.resolve(id);
  }

  append(entry: AuditEntry, intent = ''): Promise<void> {
    if (this.fails === 'append') return Promise.reject(unavailable());
    this.intents.delete(intent);
    // As a table keeps them: members without a value are gone.
    const kept = JSON.parse(JSON.stringify(entry)) as AuditEntry;
    this.chain.push(rowAfter(this.chain.at(-1), kept, isoTime(this.clock.now())));
    return Promise.resolve();
  }

  forget(intent: string): Promise<void> {
    this.intents.delete(intent);
    return Promise.resolve();
  }

  unfinished(before: number): Promise<AuditIntent[]> {
    return Promise.resolve([...this.intents.values()].filter(({ begunAt }) => begunAt < before));
  }

  async automatic(act: Parameters<Audit['automatic']>[0]): Promise<void> {
    await this.append({ ...act, who: SYSTEM, outcome: 'done' }).catch(() => undefined);
  }

  list(filter: AuditFilter, limit: number, cursor?: string): Promise<Page<AuditRow>> {
    const { from = -Infinity, to = Infinity, who, ...fields } = filter;
    const found = this.between(from, to).filter(
      (row) =>
        (who === undefined || row.who === who || row.whoId === who) &&
        Object.entries(fields).every(
          ([name, value]) => value === undefined || row[name as keyof AuditRow] === value,
        ),
    );
    return attempt(() => pageOf(found, ({ number }) => String(number), limit, cursor));
  }

  async *rows(from: number, to: number): AsyncIterable<AuditRow[]> {
    yield await Promise.resolve(this.between(from, to));
  }

  rowBefore(at: number): Promise<AuditRow | undefined> {
    return Promise.resolve(this.between(-Infinity, at)[0]);
  }

  linkAt(at: number): Promise<AuditLink | undefined> {
    const next = this.between(at, Infinity).at(-1);
    if (next) return Promise.resolve({ number: next.number, at: next.at, names: next.previous });
    const end = this.chain.at(-1);
    return Promise.resolve(end && { number: end.number, at: end.at, names: end.hash });
  }

  /** Newest first. */
  private between(from: number, to: number): AuditRow[] {
    const rows = this.chain.filter(({ at }) => Date.parse(at) >= from && Date.parse(at) < to);
    return rows.map((row) => structuredClone(row)).reverse();
  }
}

function unavailable(): AppError {
  return new AppError('storage_unavailable', 'the audit cannot be written', { retry: 'later' });
}
