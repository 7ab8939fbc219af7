import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  useRestoreFocusTarget,
  type ButtonProps,
} from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { texts } from '../texts.ts';
import { ChangeButton } from './change-button.tsx';
import { useToasts } from './toasts.tsx';

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
export function ConfirmButton({ done, onConfirm, ...words }: Props): ReactNode {
  const { label, icon, appearance } = words;
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const toasts = useToasts();
  const restoreFocus = useRestoreFocusTarget();
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
    <>
      <ChangeButton
        {...restoreFocus}
        {...(icon && { icon })}
        {...(appearance && { appearance })}
        onClick={() => {
          setOpen(true);
        }}
      >
        {label}
      </ChangeButton>
      <Dialog
        modalType="alert"
        open={isOpen}
        onOpenChange={(_, { open }) => {
          setOpen(open);
        }}
      >
        <Question {...words} isBusy={isBusy} onConfirm={() => void confirm()} />
      </Dialog>
    </>
  );
}

interface QuestionProps extends Pick<Props, 'label' | 'title' | 'text'> {
  isBusy: boolean;
  onConfirm: () => void;
}

function Question({ label, title, text, isBusy, onConfirm }: QuestionProps): ReactNode {
  return (
    <DialogSurface>
      <DialogBody>
        <DialogTitle>{title}</DialogTitle>
        <DialogContent>{text}</DialogContent>
        <DialogActions>
          <DialogTrigger disableButtonEnhancement>
            <Button disabled={isBusy}>{texts.common.back}</Button>
          </DialogTrigger>
          <Button appearance="primary" disabled={isBusy} onClick={onConfirm}>
            {label}
          </Button>
        </DialogActions>
      </DialogBody>
    </DialogSurface>
  );
}
