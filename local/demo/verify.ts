/** Holds every mailbox against what was captured: nothing missing, nothing more, nothing different. */
import type { DemoWorld, ExpectedDelivery, Expectation } from '../simulators/world/types.ts';
import { fold, wordsOf, type FoundMessage } from './mailboxes.ts';

/** Added by the product where a ready-made e-mail could not be carried faithfully. */
const ORIGINAL = 'original-message.eml';

interface Wanted {
  expectation: Expectation;
  delivery: ExpectedDelivery;
}

export interface Verdict {
  expected: number;
  found: number;
  faults: string[];
  /** Expectations of which a delivery is missing or differs. */
  unmet: Set<Expectation>;
}

export function verify(world: DemoWorld, messages: readonly FoundMessage[]): Verdict {
  const wanted = Object.values(world.products).flatMap((day) =>
    day.expectations.flatMap((expectation) =>
      expectation.deliveries
        .filter((delivery) => delivery.result !== 'duplicate')
        .map((delivery) => ({ expectation, delivery })),
    ),
  );
  const candidates = Map.groupBy(messages, (message) =>
    placeOf(message.user, message.folder, message.sentDateTime),
  );
  const faults: string[] = [];
  const unmet = new Set<Expectation>();
  // The pickiest first, so that a message with little to tell does not take another's place.
  for (const one of wanted.sort((a, b) => pickiness(b) - pickiness(a))) {
    const { expectation, delivery } = one;
    const place = placeOf(delivery.userPrincipalName, expectation.folder, expectation.sentAt);
    const there = candidates.get(place) ?? [];
    const index = there.findIndex((message) => differences(one, message).length === 0);
    if (index >= 0) {
      there.splice(index, 1);
    } else {
      faults.push(missing(one, there));
      unmet.add(expectation);
    }
  }
  for (const [place, left] of candidates) {
    for (const message of left) {
      faults.push(`not expected: "${message.subject}" in ${place}`);
    }
  }
  return { expected: wanted.length, found: messages.length, faults, unmet };
}

function placeOf(user: string, folder: string, time: string): string {
  return `${user.toLowerCase()} / ${folder} / ${time.slice(0, 19)}`;
}

function pickiness({ expectation }: Wanted): number {
  return expectation.attachments.length * 1000 + (expectation.text?.length ?? 0);
}

function missing({ expectation, delivery }: Wanted, there: readonly FoundMessage[]): string {
  const near = there[0];
  const why = near
    ? `nearest differs in ${differences({ expectation, delivery }, near).join(', ')}`
    : 'nothing there';
  return `missing: ${expectation.id} (${expectation.kind}) for ${delivery.userPrincipalName}: ${why}`;
}

function differences({ expectation }: Wanted, message: FoundMessage): string[] {
  const words = wordsOf(message);
  const found: string[] = [];
  if (message.isDraft) found.push('draft');
  if (!message.isRead) found.push('unread');
  if (message.receivedDateTime.slice(0, 19) !== expectation.sentAt.slice(0, 19)) {
    found.push('received time');
  }
  // Where the plain text of an e-mail says something its HTML does not, the original goes along.
  const carriesOriginal = message.attachments.some(({ name }) => name === ORIGINAL);
  const hasText = expectation.text === undefined || words.includes(fold(expectation.text));
  if (!hasText && !carriesOriginal) found.push('text');
  for (const { value, number, email } of expectation.participants) {
    const spellings = [number, email, value].filter((text) => text !== undefined && text !== '');
    if (!spellings.some((text) => words.includes(fold(text ?? '')))) found.push(`party ${value}`);
  }
  for (const { size, sha256 } of expectation.leftOut) {
    if (!words.includes(sha256)) found.push(`note of the ${String(size)} bytes left out`);
  }
  if (expectation.replaces && !words.includes(fold(expectation.replaces.id))) {
    found.push('what it replaces');
  }
  const kept = message.attachments
    .filter(({ name }) => name !== ORIGINAL)
    .map(signature)
    .sort();
  const expected = expectation.attachments.map(signature).sort();
  if (kept.join() !== expected.join()) found.push('attachments');
  return found;
}

function signature({ size, sha256 }: { size: number; sha256: string }): string {
  return `${String(size)}:${sha256}`;
}
