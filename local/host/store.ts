import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Events, HistoryEvent } from './history.ts';
import { messageOf, StartError } from './log.ts';

export type RuntimeStatus =
  'Pending' | 'Running' | 'Suspended' | 'Completed' | 'Failed' | 'Terminated';

type JsonColumn = 'input' | 'output' | 'customStatus' | 'parent';

/** A row; `parent` is there for sub-orchestrations; times in milliseconds. */
export interface Instance extends Record<JsonColumn, string | null> {
  id: string;
  execution: string;
  name: string;
  status: RuntimeStatus;
  createdAt: number;
  updatedAt: number;
}

export interface TaskKey {
  id: string;
  execution: string;
  task: number;
}

/** An activity, or a timer when it has a time to fire at, that has begun and not ended. */
export interface OpenTask extends TaskKey {
  name: string;
  /** JSON text, or null for no input. */
  input: string | null;
  fireAt: number | null;
}

/** In the inbox of an instance; `event` is JSON. */
interface Message {
  n: number;
  execution: string | null;
  event: string;
}

/** Which instances, by id; `statuses` is a JSON array or null for all, a limit of -1 none. */
export interface InstanceFilter extends Record<'from' | 'to' | 'limit', number> {
  after: string;
  prefix: string;
  statuses: string | null;
}

/** Raised when a table changes; a file of another layout is refused rather than guessed at. */
const schemaVersion = 2;
const schema = `
  CREATE TABLE instances (id TEXT PRIMARY KEY, execution TEXT, name TEXT, status TEXT, input TEXT,
    output TEXT, customStatus TEXT, createdAt INTEGER, updatedAt INTEGER, parent TEXT) STRICT;
  CREATE TABLE history (id TEXT, seq INTEGER, event TEXT,
    PRIMARY KEY (id, seq)) STRICT, WITHOUT ROWID;
  CREATE TABLE inbox (n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT, execution TEXT,
    event TEXT) STRICT;
  CREATE INDEX inboxById ON inbox (id, n);
  CREATE TABLE tasks (id TEXT, execution TEXT, task INTEGER, name TEXT, input TEXT,
    fireAt INTEGER, PRIMARY KEY (id, execution, task)) STRICT;
  CREATE TABLE schedules (name TEXT PRIMARY KEY, schedule TEXT, next INTEGER) STRICT;
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT) STRICT;
  PRAGMA user_version = ${schemaVersion};`;

/**
 * The state of the host in one SQLite file. Writes of one turn of the event loop share a
 * transaction, so a full flush per commit, which survives even a power cut, costs next to nothing.
 */
export class Store {
  private readonly database: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();
  private commit: Promise<void> | undefined;
  /** Told that an instance has a message or that a task may begin: once that is durable. */
  onMessage: (id: string) => void = () => undefined;
  onTask: (task: OpenTask) => void = () => undefined;

  constructor(dataFolder: string) {
    this.database = openDatabase(dataFolder);
  }

  /** Runs all of `work` or none of it, at once; resolves when that is durable. */
  write(work: () => unknown): Promise<void> {
    this.commit ??= this.begin();
    this.database.exec('SAVEPOINT work');
    try {
      work();
    } catch (error) {
      this.database.exec('ROLLBACK TO work');
      throw error;
    } finally {
      this.database.exec('RELEASE work');
    }
    return this.commit;
  }

  async committed(): Promise<void> {
    await this.commit;
  }

  /** Nothing that a write brings about may begin earlier. */
  whenDurable<Subject>(act: (subject: Subject) => void, subject: Subject): void {
    void this.committed().then(() => {
      act(subject);
    });
  }

  shut(): void {
    this.flush();
    this.database.close();
  }

  /** A statement, prepared once. */
  sql(text: string): StatementSync {
    const statement = this.statements.get(text) ?? this.database.prepare(text);
    this.statements.set(text, statement);
    return statement;
  }

  /** A row whose columns are the names of the fields. */
  put(table: string, row: object): unknown {
    const names = Object.keys(row);
    const marks = names.map(() => '?').join();
    const sql = `INSERT OR REPLACE INTO ${table} (${names.join()}) VALUES (${marks})`;
    return this.sql(sql).run(...(Object.values(row) as SQLInputValue[]));
  }

  instance(id: string): Instance | undefined {
    return this.sql('SELECT * FROM instances WHERE id = ?').get(id) as Instance | undefined;
  }

  instances(filter: InstanceFilter): Instance[] {
    const sql = `SELECT * FROM instances WHERE id > :after AND createdAt BETWEEN :from AND :to
      AND substr(id, 1, length(:prefix)) = :prefix
      AND (:statuses IS NULL OR status IN (SELECT value FROM json_each(:statuses)))
      ORDER BY id LIMIT :limit`;
    return this.sql(sql).all({ ...filter }) as unknown as Instance[];
  }

  history(id: string): HistoryEvent[] {
    const rows = this.sql('SELECT event FROM history WHERE id = ? ORDER BY seq').all(id);
    return rows.map(({ event }) => JSON.parse(String(event)) as HistoryEvent);
  }

  appendHistory(id: string, from: number, events: Events): void {
    for (const [n, event] of events.entries()) {
      this.put('history', { id, seq: from + n, event: JSON.stringify(event) });
    }
  }

  inbox(id: string, limit: number): Message[] {
    const sql = 'SELECT * FROM inbox WHERE id = ? ORDER BY n LIMIT ?';
    return this.sql(sql).all(id, limit) as unknown as Message[];
  }

  /** `execution` null: for whichever execution is the current one when it is read. */
  post(id: string, execution: string | null, event: HistoryEvent): unknown {
    this.whenDurable(this.onMessage, id);
    return this.put('inbox', { id, execution, event: JSON.stringify(event) });
  }

  open(task: OpenTask): void {
    this.put('tasks', task);
    this.whenDurable(this.onTask, task);
  }

  /** True for the one who closes it, false for everybody later. */
  close({ id, execution, task }: TaskKey): boolean {
    const sql = 'DELETE FROM tasks WHERE id = ? AND execution = ? AND task = ?';
    return this.sql(sql).run(id, execution, task).changes > 0;
  }

  /** Deletes the rows of an instance. */
  clear(id: string, ...tables: string[]): unknown {
    return tables.map((table) => this.sql(`DELETE FROM ${table} WHERE id = ?`).run(id));
  }

  forget(id: string): unknown {
    return this.clear(id, 'instances', 'history', 'inbox', 'tasks');
  }

  private begin(): Promise<void> {
    this.database.exec('BEGIN IMMEDIATE');
    const { promise, resolve } = Promise.withResolvers<undefined>();
    // A throw here ends the process, as it must: memory is ahead of the disk.
    setImmediate(() => {
      this.flush();
      resolve(undefined);
    });
    return promise;
  }

  private flush(): void {
    if (this.commit) this.database.exec('COMMIT');
    this.commit = undefined;
  }
}

function openDatabase(folder: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true });
    const database = new DatabaseSync(join(folder, 'host.sqlite'));
    // The exclusive lock goes with the process, so a killed host leaves none behind.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL; BEGIN EXCLUSIVE; COMMIT');
    const version = database.prepare('PRAGMA user_version').get()?.user_version;
    if (version === 0) database.exec(schema);
    else if (version !== schemaVersion) throw new Error(`it has layout ${String(version)}`);
    return database;
  } catch (error) {
    const isLocked = /locked|busy/i.test(messageOf(error));
    const reason = isLocked ? 'another host is running on it' : messageOf(error);
    throw new StartError(`The data folder ${folder} cannot be used: ${reason}.`);
  }
}
