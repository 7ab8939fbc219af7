/** How many exceptions there are, by cause, by reason, and by number. */
import type { ExceptionFacts, ExceptionFilter } from '../ports.ts';
import { causeText } from './causes.ts';
import type { ApiDeps } from './ports.ts';
import type { ExceptionGroup, ExceptionList } from './run-schemas.ts';

/** A person waits; a hundred thousand are counted in about half of this. */
const MAX_COUNTING_MS = 10_000;
/** Numbers named in the answer, the most frequent first. */
const MAX_PARTIES = 100;

type Counts = NonNullable<ExceptionList['counts']>;

export async function countExceptions(
  { ledger, clock }: Pick<ApiDeps, 'ledger' | 'clock'>,
  filter: ExceptionFilter,
): Promise<Counts> {
  const tally = new Tally();
  const until = clock.now() + MAX_COUNTING_MS;
  for await (const page of ledger.exceptionFacts(filter)) {
    for (const facts of page) tally.add(facts);
    if (clock.now() >= until) return tally.counts(false);
  }
  return tally.counts(true);
}

class Tally {
  private counted = 0;
  private readonly causes: Counts['causes'] = {};
  private readonly groups = new Map<string, ExceptionGroup>();
  private readonly parties = new Map<string, number>();

  add({ cause, reason, state, parties }: ExceptionFacts): void {
    this.counted++;
    this.causes[cause] = (this.causes[cause] ?? 0) + 1;
    const group = this.groupOf(cause, reason);
    group.count++;
    if (state === 'open') group.open++;
    if (cause !== 'unmapped') return;
    for (const party of new Set(parties)) {
      this.parties.set(party, (this.parties.get(party) ?? 0) + 1);
    }
  }

  counts(complete: boolean): Counts {
    const unmapped = [...this.parties]
      .map(([party, count]) => ({ party, count }))
      .sort((a, b) => b.count - a.count || (a.party < b.party ? -1 : 1))
      .slice(0, MAX_PARTIES);
    const groups = [...this.groups.values()].sort((a, b) => b.count - a.count);
    return { causes: this.causes, groups, unmapped, counted: this.counted, complete };
  }

  private groupOf(cause: ExceptionGroup['cause'], reason: string): ExceptionGroup {
    const text = causeText(cause, reason);
    const name = `${cause}|${text.reason ?? ''}`;
    const group = this.groups.get(name) ?? { ...text, count: 0, open: 0 };
    this.groups.set(name, group);
    return group;
  }
}
