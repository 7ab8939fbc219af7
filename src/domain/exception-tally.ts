/** How many exceptions there are, by cause and reason and by number. */
import type { ExceptionCause, ExceptionFacts, ExceptionTally } from './records.ts';

/** What a run keeps of its numbers, the most frequent first; with their counts a fifth of what a row may hold. */
const MAX_PARTIES = 5_000;

type State = ExceptionFacts['state'];
type Counts = Record<State, number>;

/** Takes in single exceptions and what was counted before. */
export class ExceptionCounter {
  private readonly groups = new Map<string, ExceptionTally['groups'][number]>();
  private readonly parties = new Map<string, Counts>();

  add({ cause, reason, state, parties }: ExceptionFacts): void {
    this.groupOf(cause, reason)[state]++;
    if (cause !== 'unmapped') return;
    for (const party of new Set(parties)) this.partyOf(party)[state]++;
  }

  /** @param wanted what counts of the tally; all of it where nothing is named */
  addTally(tally: ExceptionTally, wanted: { cause?: string; state?: State } = {}): void {
    const states = (['open', 'resolved'] as const).filter(
      (state) => wanted.state === undefined || wanted.state === state,
    );
    const isWanted = (cause: ExceptionCause): boolean =>
      wanted.cause === undefined || wanted.cause === cause;
    for (const group of tally.groups.filter(({ cause }) => isWanted(cause))) {
      const total = this.groupOf(group.cause, group.reason);
      for (const state of states) total[state] += group[state];
    }
    if (!isWanted('unmapped')) return;
    for (const { party, ...counts } of tally.parties) {
      const total = this.partyOf(party);
      for (const state of states) total[state] += counts[state];
    }
  }

  /** The most frequent first. */
  tally(): ExceptionTally {
    const parties = [...this.parties].map(([party, counts]) => ({ party, ...counts }));
    return {
      groups: mostFrequent([...this.groups.values()]),
      parties: mostFrequent(parties).slice(0, MAX_PARTIES),
    };
  }

  private groupOf(cause: ExceptionCause, reason: string): ExceptionTally['groups'][number] {
    // What is wrong with a listing that cannot be read is said of each in its own words.
    const shared = cause === 'malformed' ? '' : reason;
    const key = `${cause}|${shared}`;
    const group = this.groups.get(key) ?? { cause, reason: shared, open: 0, resolved: 0 };
    this.groups.set(key, group);
    return group;
  }

  private partyOf(party: string): Counts {
    const counts = this.parties.get(party) ?? { open: 0, resolved: 0 };
    this.parties.set(party, counts);
    return counts;
  }
}

function mostFrequent<T extends Counts>(rows: T[]): T[] {
  return rows.filter((row) => totalOf(row) > 0).sort((a, b) => totalOf(b) - totalOf(a));
}

export function totalOf({ open, resolved }: Counts): number {
  return open + resolved;
}
