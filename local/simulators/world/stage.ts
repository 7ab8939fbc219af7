import { homeOf } from './directory.ts';
import type { Country } from './numbers.ts';
import { asParty, outsider } from './people.ts';
import type { Dice } from './random.ts';
import type { Studio } from './media.ts';
import type { Communication, Kind, Party, Person, Product } from './types.ts';

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** What the catalogue says of a product, told again here so that a slip there is noticed. */
export interface ProductRules {
  readonly folder: string;
  readonly shape: 'record' | 'email';
  readonly sizeRule: 'attachment' | 'attachmentOrItem';
  readonly kinds: readonly Kind[];
  readonly networkType: string;
}

const RULES: Readonly<Record<Product, ProductRules>> = {
  android: {
    folder: 'Android Archiver',
    shape: 'record',
    sizeRule: 'attachment',
    kinds: ['sms', 'mms', 'voiceCall', 'callLog'],
    networkType: 'Android',
  },
  'att-network': {
    folder: 'AT&T SMS/MMS Network Archiver',
    shape: 'email',
    sizeRule: 'attachment',
    kinds: ['sms', 'mms'],
    networkType: 'AT&T',
  },
  'o2-network': {
    folder: 'O2 SMS and Voice Network Archiver',
    shape: 'record',
    sizeRule: 'attachmentOrItem',
    kinds: ['sms', 'voiceCall'],
    networkType: 'O2',
  },
  'starhub-network': {
    folder: 'StarHub SMS/MMS Network Archiver',
    shape: 'email',
    sizeRule: 'attachmentOrItem',
    kinds: ['voiceCall', 'sms', 'mms'],
    networkType: 'StarHub',
  },
  'enterprise-number': {
    folder: 'Enterprise Number Archiver',
    shape: 'email',
    sizeRule: 'attachment',
    kinds: ['sms', 'mms', 'chat', 'voiceCall', 'callLog'],
    networkType: 'Enterprise Number',
  },
};

/** Everything the day of one product is written with. */
export interface Stage {
  readonly product: Product;
  readonly rules: ProductRules;
  /** midnight UTC in milliseconds */
  readonly day: number;
  readonly random: Dice;
  readonly studio: Studio;
  readonly staff: readonly Person[];
  readonly home: Country;
}

export function setStage(parts: Omit<Stage, 'rules' | 'home'>): Stage {
  return { ...parts, rules: RULES[parts.product], home: homeOf(parts.product) };
}

export function has(stage: Stage, kind: Kind): boolean {
  return stage.rules.kinds.includes(kind);
}

/** The kind that carries files in this product. */
export function mediaKind(stage: Stage): Kind {
  return has(stage, 'mms') ? 'mms' : 'voiceCall';
}

export function employee(stage: Stage, index: number): Party {
  const person = stage.staff[index % stage.staff.length];
  if (person === undefined) throw new Error(`nobody works on ${stage.product}`);
  return asParty(person);
}

/** How long the site took before a communication was available. */
const ARCHIVED_AFTER_MS = 45 * SECOND_MS;

export interface Script extends Partial<Omit<Communication, 'id' | 'at'>> {
  readonly name: string;
  /** minute of the UTC day at which it happened */
  readonly minute: number;
}

/** A communication of which only what matters is said: by default an SMS of an employee to an outsider. */
export function enact(stage: Stage, script: Script): Communication {
  const { name, minute, ...told } = script;
  const at = stage.day + minute * MINUTE_MS;
  const from = told.from ?? employee(stage, 0);
  const outbound = told.outbound ?? from.email !== undefined;
  const to = told.to ?? [outsider(stage.home, 3)];
  return {
    id: `${stage.product}-${name}`,
    kind: 'sms',
    at,
    archivedAt: at + ARCHIVED_AFTER_MS,
    from,
    to,
    owner: outbound ? from : (to[0] ?? from),
    outbound,
    utcOffsetMinutes: 0,
    conversationId: `${stage.product}-talk-${name}`,
    ...(told.kind === 'voiceCall' && { call: { callId: name, status: 'answered', seconds: 42 } }),
    ...told,
  };
}
