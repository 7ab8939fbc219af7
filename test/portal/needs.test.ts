import { describe, expect, it } from '@jest/globals';
import type { Schemas } from '../../portal/src/api/client.ts';
import { needsOf } from '../../portal/src/pages/overview/needs.ts';

type Connector = Schemas['Connector'];
type Day = Schemas['Day'];

function connector(id: string, change: Partial<Connector> = {}): Connector {
  const steps = { terms: 'done', credentials: 'done', mapping: 'done', consent: 'notNeeded' };
  return {
    id,
    name: `Name of ${id}`,
    state: 'active',
    attention: null,
    steps,
    ...change,
  } as Connector;
}

function day(state: Day['state'], runId: string | null = null): Day {
  return { day: '2026-03-09', state, runId } as Day;
}

const ATTENTION = {
  code: 'invalid_credentials',
  since: '',
  reason: 'Refused.',
  remedy: 'Sign in.',
};

describe('portal/overview/needs', () => {
  it('is empty where everything is well', () => {
    const days = [day('complete'), day('withExceptions'), day('running'), day('notDue')];
    expect(needsOf([connector('a')], [days], 0)).toEqual([]);
  });

  it('puts what is urgent first and says where to mend it', () => {
    const connectors = [
      connector('draft', { state: 'draft', steps: { ...connector('x').steps, consent: 'open' } }),
      connector('refused', { state: 'attention', attention: ATTENTION }),
    ];
    const needs = needsOf(connectors, [undefined, undefined], 7);
    expect(needs.map(({ severity, action }) => [severity, action.href])).toEqual([
      ['error', '/connectors/refused'],
      ['warning', '/exceptions'],
      ['info', '/connectors/draft/setup'],
    ]);
    expect(needs[0]).toMatchObject({ title: 'Name of refused: Refused.', text: 'Sign in.' });
    expect(needs[1]?.title).toBe('7 items were not imported');
    expect(needs[2]?.text).toBe('1 step is open.');
  });

  it('counts missing days once and leads to the newest failed run', () => {
    const days = [day('missing'), day('failed', 'old'), day('missing'), day('failed', 'new')];
    const needs = needsOf([connector('a')], [days], 0);
    expect(needs.map(({ action }) => action.href)).toEqual(['/connectors/a/runs', '/runs/new']);
    expect(needs[0]?.title).toBe('Name of a: 2 days are missing');
  });
});
