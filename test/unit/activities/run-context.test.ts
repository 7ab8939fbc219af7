import { describe, expect, it } from '@jest/globals';
import { failureOf } from '../../../src/activities/run-context.ts';
import { AppError } from '../../../src/domain/errors.ts';
import { createFakePorts } from '../../support/fake-ports.ts';

describe('activities/run-context', () => {
  it('stops a connector that the source refuses, once, and records that the app did', async () => {
    const ports = createFakePorts();
    await ports.connectors.create({
      id: 'c1',
      product: 'android',
      name: 'Phones',
      state: 'active',
      createdAt: 0,
      createdBy: 'somebody',
      settings: {},
    });
    const error = new AppError('account_locked', 'locked', { retry: 'never' });
    await failureOf(ports, 'c1', error);
    await failureOf(ports, 'c1', error);
    const attention = { code: 'account_locked', since: ports.clock.now() };
    expect(await ports.connectors.get('c1')).toMatchObject({ state: 'attention', attention });
    expect(ports.audit.chain).toMatchObject([
      {
        who: 'system',
        action: 'stopConnector',
        connectorId: 'c1',
        code: 'account_locked',
        before: { state: 'active' },
        after: { state: 'attention', attention },
      },
    ]);
  });
});
