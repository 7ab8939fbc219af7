import { Badge, makeStyles, type BadgeProps } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { texts } from '../../texts.ts';

type Color = NonNullable<BadgeProps['color']>;
type State = Schemas['Delivery']['state'];
type Outcome = Schemas['ItemStory']['outcome'];

const STATES: Record<State, Color> = {
  planned: 'informative',
  claimed: 'brand',
  imported: 'success',
  partial: 'warning',
  failed: 'danger',
};

const OUTCOMES: Record<Outcome, Color> = {
  delivered: 'success',
  unmapped: 'warning',
  tooLarge: 'warning',
  malformed: 'danger',
};

const useStyles = makeStyles({ whole: { whiteSpace: 'nowrap' } });

export function DeliveryState({ state }: { state: State }): ReactNode {
  return (
    <Badge className={useStyles().whole} appearance="tint" color={STATES[state]} size="large">
      {texts.outcomes[state]}
    </Badge>
  );
}

export function ItemOutcome({ outcome }: { outcome: Outcome }): ReactNode {
  return (
    <Badge className={useStyles().whole} appearance="tint" color={OUTCOMES[outcome]} size="large">
      {texts.outcomes[outcome]}
    </Badge>
  );
}
