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
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { bodyOf, client, type Schemas, type Tagged } from '../../api/client.ts';
import { keys } from '../../api/queries.ts';
import { ProblemBar } from '../../parts/problem-bar.tsx';
import { useToasts } from '../../parts/toasts.tsx';
import { texts } from '../../texts.ts';

const useStyles = makeStyles({ content: { display: 'grid', gap: tokens.spacingVerticalL } });

interface Props {
  connector: Schemas['Connector'];
  onClose: () => void;
}

/** Asks for the name: what is deleted does not come back. */
export function DeleteDialog({ connector, onClose }: Props): ReactNode {
  const styles = useStyles();
  const words = texts.connector;
  const [typed, setTyped] = useState('');
  const remove = useRemoval(connector);
  return (
    <Dialog
      open
      modalType="alert"
      onOpenChange={(_, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.deleteTitle(connector.name)}</DialogTitle>
          <DialogContent className={styles.content}>
            {words.deleteText}
            <Field label={words.deleteField(connector.name)}>
              <Input
                value={typed}
                onChange={(_, { value }) => {
                  setTyped(value);
                }}
              />
            </Field>
            <ProblemBar error={remove.error} />
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{texts.common.cancel}</Button>
            </DialogTrigger>
            <Button
              appearance="primary"
              disabledFocusable={typed !== connector.name || remove.isPending}
              onClick={() => {
                remove.mutate();
              }}
            >
              {words.deleteNow}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function useRemoval({ id, name }: Schemas['Connector']) {
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  const { done } = useToasts();
  return useMutation({
    mutationFn: () => {
      const seen = queryClient.getQueryData<Tagged<unknown>>(keys.connector(id));
      const header = { 'If-Match': seen?.etag ?? '*' };
      return bodyOf(client.DELETE('/connectors/{id}', { params: { path: { id }, header } }));
    },
    onSuccess: () => {
      done(texts.connector.deleted(name));
      navigate('/connectors');
      queryClient.removeQueries({ queryKey: keys.connector(id) });
      void queryClient.invalidateQueries({ queryKey: keys.connectors, exact: true });
    },
  });
}
