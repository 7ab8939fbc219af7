import type { Schemas } from '../../api/client.ts';

const NAMES = ['terms', 'credentials', 'mapping', 'consent', 'review'] as const;
export type StepName = (typeof NAMES)[number];

type Connector = Schemas['Connector'];

/** The steps of this connector's set-up, in their order. */
export function stepsOf(connector: Connector): StepName[] {
  return NAMES.filter((name) => name === 'review' || connector.steps[name] !== 'notNeeded');
}

export function isDone(connector: Connector, step: StepName): boolean {
  if (step === 'review') return connector.state !== 'draft' && connector.state !== 'ready';
  return connector.steps[step] === 'done';
}

/** Where the set-up goes on. */
export function firstOpen(connector: Connector): StepName {
  return stepsOf(connector).find((name) => !isDone(connector, name)) ?? 'review';
}
