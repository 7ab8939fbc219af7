import { Button, Tooltip, type ButtonProps } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useMayChange } from '../api/queries.ts';
import { texts } from '../texts.ts';

type Props = Pick<
  Extract<ButtonProps, { as?: 'button' }>,
  'appearance' | 'icon' | 'size' | 'type' | 'onClick' | 'aria-label' | 'className'
> & {
  /** It was pressed, and the answer is not there yet. */
  busy?: boolean;
  children?: ReactNode;
};

/** A button that changes something: a reader can reach it, and is told why it does nothing. */
export function ChangeButton({ busy = false, ...props }: Props): ReactNode {
  if (useMayChange()) return <Button {...props} disabledFocusable={busy} />;
  return (
    <Tooltip content={texts.common.readerOnly} relationship="description">
      <Button {...props} type="button" onClick={undefined} disabledFocusable />
    </Tooltip>
  );
}
