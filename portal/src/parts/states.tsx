import { Badge, type BadgeProps } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Schemas } from '../api/client.ts';
import { texts } from '../texts.ts';

type Color = NonNullable<BadgeProps['color']>;

const CONNECTOR: Record<Schemas['Connector']['state'], Color> = {
  draft: 'informative',
  ready: 'brand',
  active: 'success',
  paused: 'warning',
  attention: 'danger',
  deleted: 'informative',
};

const RUN: Record<Schemas['RunState'], Color> = {
  queued: 'informative',
  running: 'brand',
  settling: 'brand',
  succeeded: 'success',
  succeededWithExceptions: 'warning',
  failed: 'danger',
  cancelled: 'informative',
};

export function ConnectorState({ state }: { state: Schemas['Connector']['state'] }): ReactNode {
  return (
    <Badge appearance="tint" color={CONNECTOR[state]} size="large">
      {texts.connectorStates[state]}
    </Badge>
  );
}

export function RunState({ state }: { state: Schemas['RunState'] }): ReactNode {
  return (
    <Badge appearance="tint" color={RUN[state]} size="large">
      {texts.runStates[state]}
    </Badge>
  );
}
