import { existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { JournalEntry } from './state.ts';

/** What happened to the mailboxes, one JSON object per line, appended before the answer is sent. */
export interface Journal {
  replay(apply: (entry: JournalEntry) => void): void;
  record(entry: JournalEntry): void;
}

export function openJournal(file: string): Journal {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  // A process killed while writing leaves half a line; it was never answered for.
  const torn = lines.pop() ?? '';
  const descriptor = openSync(file, 'a');
  if (torn !== '') writeSync(descriptor, '\n');
  return {
    replay: (apply) => {
      for (const line of lines) {
        const entry = parseLine(line);
        if (entry !== undefined) apply(entry);
      }
    },
    record: (entry) => {
      writeSync(descriptor, `${JSON.stringify(entry)}\n`);
    },
  };
}

function parseLine(line: string): JournalEntry | undefined {
  try {
    return JSON.parse(line) as JournalEntry;
  } catch {
    return undefined;
  }
}
