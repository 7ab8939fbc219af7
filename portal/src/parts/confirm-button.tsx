import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  type ButtonProps,
} from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { texts } from '../texts';
import { useToasts } from './toasts';

interface Props {
  label: string;
  icon?: NonNullable<ButtonProps['icon']>;
  appearance?: NonNullable<ButtonProps['appearance']>;
  title: string;
  text: ReactNode;
  /** Said when it is done. */
  done: string;
  onConfirm: () => Promise<unknown>;
}

/** A button that asks before it does something, and says what became of it. */
export function ConfirmButton({
  label,
  icon,
  appearance,
  title,
  text,
  done,
  onConfirm,
}: Props): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const toasts = useToasts();
  const confirm = async (): Promise<void> => {
    setBusy(true);
    try {
      await onConfirm();
      toasts.done(done);
    } catch (error) {
      toasts.failed(error);
    }
    setBusy(false);
    setOpen(false);
  };
  return (
    <Dialog
      modalType="alert"
      open={isOpen}
      onOpenChange={(_, { open }) => {
        setOpen(open);
      }}
    >
      <DialogTrigger disableButtonEnhancement>
        <Button {...(icon && { icon })} {...(appearance && { appearance })}>
          {label}
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{text}</DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button disabled={isBusy}>{texts.common.back}</Button>
            </DialogTrigger>
            <Button appearance="primary" disabled={isBusy} onClick={() => void confirm()}>
              {label}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
