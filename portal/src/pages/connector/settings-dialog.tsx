import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Field,
  Input,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { changeSettings, useConnectorChange } from '../../api/changes.ts';
import type { Schemas } from '../../api/client.ts';
import { faultAt, ProblemBar } from '../../parts/problem-bar.tsx';
import { useToasts } from '../../parts/toasts.tsx';
import { texts } from '../../texts.ts';

const FIELDS = [
  { key: 'name', path: 'name', type: 'text', label: texts.setup.name, hint: undefined },
  {
    key: 'size',
    path: 'settings.sizeLimitMb',
    type: 'number',
    label: texts.connector.sizeLimit,
    hint: texts.connector.sizeLimitHint,
  },
  {
    key: 'messageClass',
    path: 'settings.messageClass',
    type: 'text',
    label: texts.connector.messageClass,
    hint: texts.connector.messageClassHint,
  },
] as const;

const useStyles = makeStyles({ fields: { display: 'grid', gap: tokens.spacingVerticalL } });

interface Props {
  connector: Schemas['Connector'];
  onClose: () => void;
}

export function SettingsDialog({ connector, onClose }: Props): ReactNode {
  const styles = useStyles();
  const words = texts.connector;
  const { values, set, save, isPending, error } = useForm(connector, onClose);
  return (
    <Dialog
      open
      onOpenChange={(_, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface>
        <form onSubmit={save}>
          <DialogBody>
            <DialogTitle>{words.change}</DialogTitle>
            <DialogContent className={styles.fields}>
              {FIELDS.map(({ key, path, type, label, hint }) => (
                <Field key={key} label={label} hint={hint} validationMessage={faultAt(error, path)}>
                  <Input
                    type={type}
                    value={values[key]}
                    onChange={(_, { value }) => {
                      set({ ...values, [key]: value });
                    }}
                  />
                </Field>
              ))}
              <ProblemBar error={error} fields={FIELDS.map(({ path }) => path)} />
            </DialogContent>
            <DialogActions>
              <DialogTrigger disableButtonEnhancement>
                <Button>{texts.common.cancel}</Button>
              </DialogTrigger>
              <Button type="submit" appearance="primary" disabledFocusable={isPending}>
                {texts.common.save}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

interface Values {
  name: string;
  size: string;
  messageClass: string;
}

interface Form {
  values: Values;
  set: (values: Values) => void;
  save: (event: SyntheticEvent) => void;
  isPending: boolean;
  error: Error | null;
}

function useForm({ id, name, settings }: Schemas['Connector'], onClose: () => void): Form {
  const { done } = useToasts();
  const [values, set] = useState<Values>({
    name,
    size: String(settings.sizeLimitMb),
    messageClass: settings.messageClass,
  });
  const { mutate, isPending, error } = useConnectorChange(id, changeSettings);
  const save = (event: SyntheticEvent): void => {
    event.preventDefault();
    const next = {
      sizeLimitMb: values.size === '' ? null : Number(values.size),
      messageClass: values.messageClass === '' ? null : values.messageClass,
    };
    const onSuccess = (): void => {
      done(texts.connector.saved);
      onClose();
    };
    mutate({ name: values.name, settings: next }, { onSuccess });
  };
  return { values, set, save, isPending, error };
}
