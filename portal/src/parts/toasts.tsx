/** Short notices of what was done, said to screen readers too. */
import {
  Toast,
  ToastBody,
  Toaster,
  ToastTitle,
  useId,
  useToastController,
} from '@fluentui/react-components';
import { createContext, use, useMemo, type ReactNode } from 'react';
import { ApiError } from '../api/client.ts';
import { texts } from '../texts.ts';

interface Notices {
  done: (text: string) => void;
  /** Says why something could not be done. */
  failed: (error: unknown) => void;
}

const Context = createContext<Notices | undefined>(undefined);

export function Toasts({ children }: { children: ReactNode }): ReactNode {
  const toasterId = useId('toaster');
  const { dispatchToast } = useToastController(toasterId);
  const notices = useMemo<Notices>(
    () => ({
      done: (text) => {
        const toast = (
          <Toast>
            <ToastTitle>{text}</ToastTitle>
          </Toast>
        );
        dispatchToast(toast, { intent: 'success' });
      },
      failed: (error) => {
        const toast = (
          <Toast>
            <ToastTitle>{texts.errors.title}</ToastTitle>
            <ToastBody>{reasonOf(error)}</ToastBody>
          </Toast>
        );
        dispatchToast(toast, { intent: 'error', timeout: 10_000 });
      },
    }),
    [dispatchToast],
  );
  return (
    <Context value={notices}>
      {children}
      <Toaster toasterId={toasterId} position="bottom-end" pauseOnHover />
    </Context>
  );
}

export function useToasts(): Notices {
  const notices = use(Context);
  if (!notices) throw new Error('useToasts is used outside of Toasts');
  return notices;
}

/** What a person is told about an error. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof ApiError)) return texts.errors.unexpected;
  if (error.status === 0) return texts.errors.reach;
  if (error.status === 401) return texts.errors.signedOut;
  if (error.status === 412) return texts.errors.stale;
  return error.message || texts.errors.unexpected;
}
