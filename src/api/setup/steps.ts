/** The states of a connector and the steps of its set-up. Pure. */
import { findProduct } from '../../catalog/products.ts';
import type { Connector, ConnectorChange, ConnectorState } from '../../domain/records.ts';
import { ApiProblem } from '../http/problem.ts';

export type StepState = 'open' | 'done' | 'notNeeded';
const STEPS = ['terms', 'credentials', 'mapping', 'consent'] as const;
export type Step = (typeof STEPS)[number];

export function stepsOf(connector: Connector): Record<Step, StepState> {
  const needsConsent = findProduct(connector.product)?.consent ?? false;
  return {
    terms: doneIf(connector.terms !== undefined),
    credentials: doneIf(connector.credentials !== undefined),
    mapping: doneIf(isMappingSet(connector)),
    consent: needsConsent ? doneIf(connector.consent !== undefined) : 'notNeeded',
  };
}

function openSteps(connector: Connector): Step[] {
  const steps = stepsOf(connector);
  return STEPS.filter((step) => steps[step] === 'open');
}

/** The change, with the state that follows from it while the connector is being set up. */
export function withSetupState(connector: Connector, change: ConnectorChange): ConnectorChange {
  const next = { ...connector, ...change } as Connector;
  const open = openSteps(next);
  if (next.state === 'draft' || next.state === 'ready') {
    return { ...change, state: open.length === 0 ? 'ready' : 'draft' };
  }
  if (open.length > 0 && openSteps(connector).length === 0) throw missing(open);
  return change;
}

/** Refuses with the names of the steps that are open. */
export function requireSteps(connector: Connector): void {
  const open = openSteps(connector);
  if (open.length > 0) throw missing(open);
}

export function requireState(connector: Connector, ...states: ConnectorState[]): void {
  if (states.includes(connector.state)) return;
  const detail = `The connector is in the state "${connector.state}"; this needs ${states.map((state) => `"${state}"`).join(' or ')}.`;
  throw new ApiProblem(409, 'invalid_state', detail, { members: { state: connector.state } });
}

function missing(open: readonly Step[]): ApiProblem {
  const errors = open.map((step) => ({
    path: `steps.${step}`,
    code: 'open',
    message: `The step "${step}" is open.`,
  }));
  const detail = `These steps are open: ${open.join(', ')}.`;
  return new ApiProblem(409, 'steps_missing', detail, { errors, members: { steps: open } });
}

function isMappingSet({ rules, mappingVersion }: Connector): boolean {
  if (!rules) return false;
  return !rules.custom || mappingVersion !== undefined;
}

function doneIf(condition: boolean): StepState {
  return condition ? 'done' : 'open';
}
