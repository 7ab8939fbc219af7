/** Why a participant leads to a mailbox or to none, told from what the rules themselves found. */
import {
  candidatesOf,
  entriesOf,
  type Assignment,
  type MappingIndex,
  type MappingRule,
  type MappingRules,
  type Participants,
} from '../../domain/mapping.ts';
import type { NoMailbox, Resolution } from '../../ports/microsoft365.ts';
import type { ResolveAnswer } from './schemas.ts';

type Step = ResolveAnswer['steps'][number];

/** Said of an address that leads to no mailbox. */
export const NO_MAILBOX_TEXTS: Readonly<Record<NoMailbox, string>> = {
  notFound:
    'The directory knows no user of this address; correct it, or leave the row for a user who joins later.',
  noMailbox:
    'The user has no mailbox in Exchange Online; assign a licence with Exchange to the user.',
  accessDenied:
    'The application may not open this mailbox; grant Mail.ReadWrite, or widen the scope of its Exchange role.',
};

interface Findings {
  rules: MappingRules;
  index: MappingIndex | undefined;
  resolutions: ReadonlyMap<string, Resolution>;
  winner: Assignment['mailboxes'][number] | undefined;
}

/** @returns the steps in the order of the rules, and the address that won */
export function explain(
  { parties: [party], occurredAt }: Participants,
  { rules, index, resolutions, winner }: Findings,
): { steps: Step[]; address: string | undefined } {
  const candidates = party ? candidatesOf(party, occurredAt, rules, index) : [];
  const stepOf = (rule: MappingRule, absent: Omit<Step, 'rule' | 'address'>): Step => {
    const candidate = candidates.find((one) => one.rule === rule);
    if (!rules[rule]) {
      return { rule, result: 'off', address: null, message: 'This rule is switched off.' };
    }
    if (!candidate) return { rule, address: null, ...absent };
    const { address } = candidate;
    const resolution = resolutions.get(address);
    if (resolution?.mailboxId === undefined) {
      const message = NO_MAILBOX_TEXTS[resolution?.reason ?? 'notFound'];
      return { rule, result: 'noUser', address, message };
    }
    return winner?.rule === rule
      ? { rule, result: 'won', address, message: 'Items go to this mailbox.' }
      : { rule, result: 'notNeeded', address, message: 'The rule before it has found a mailbox.' };
  };
  const isListed = party !== undefined && entriesOf(party, index).length > 0;
  const steps = [
    stepOf('custom', isListed ? NOT_EFFECTIVE : NOT_LISTED),
    stepOf('automatic', NO_EMAIL),
  ];
  return { steps, address: steps.find(({ result }) => result === 'won')?.address ?? undefined };
}

const NOT_LISTED = {
  result: 'noMatch',
  message: 'The mapping has no row for this number; add one.',
} as const;
const NOT_EFFECTIVE = {
  result: 'notEffective',
  message: 'The mapping has rows for this number, but none for this time; change their dates.',
} as const;
const NO_EMAIL = {
  result: 'noMatch',
  message: 'No e-mail address is known of this participant; register one at TeleMessage.',
} as const;
