import { makeStyles, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { PauseRegular } from '@fluentui/react-icons/svg/pause';
import { PeopleRegular } from '@fluentui/react-icons/svg/people';
import { PlayRegular } from '@fluentui/react-icons/svg/play';
import { useState, type ReactNode } from 'react';
import { pause, resume, useConnectorChange } from '../../api/changes.ts';
import type { Schemas } from '../../api/client.ts';
import { ChangeButton } from '../../parts/change-button.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { useToasts } from '../../parts/toasts.tsx';
import { texts } from '../../texts.ts';
import { DeleteDialog } from './delete-dialog.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export function ConnectorActions({ connector }: { connector: Schemas['Connector'] }): ReactNode {
  const styles = useStyles();
  const words = texts.connector;
  const restoreFocus = useRestoreFocusTarget();
  const [isDeleting, setDeleting] = useState(false);
  return (
    <div className={styles.row}>
      <LinkButton href={`/connectors/${connector.id}/mapping`} icon={<PeopleRegular />}>
        {texts.mapping.title}
      </LinkButton>
      <PauseOrResume connector={connector} />
      <ChangeButton
        {...restoreFocus}
        icon={<DeleteRegular />}
        onClick={() => {
          setDeleting(true);
        }}
      >
        {words.delete}
      </ChangeButton>
      {isDeleting && (
        <DeleteDialog
          connector={connector}
          onClose={() => {
            setDeleting(false);
          }}
        />
      )}
    </div>
  );
}

function PauseOrResume({
  connector: { id, state },
}: {
  connector: Schemas['Connector'];
}): ReactNode {
  const words = texts.connector;
  const { done, failed } = useToasts();
  const stop = useConnectorChange(id, pause);
  const goOn = useConnectorChange(id, resume);
  if (state === 'paused') {
    const run = (): void => {
      goOn.mutate(undefined, {
        onSuccess: () => {
          done(words.resumed);
        },
        onError: failed,
      });
    };
    return (
      <ChangeButton icon={<PlayRegular />} appearance="primary" busy={goOn.isPending} onClick={run}>
        {words.resume}
      </ChangeButton>
    );
  }
  if (state !== 'active' && state !== 'attention') return null;
  const run = (): void => {
    stop.mutate(undefined, {
      onSuccess: () => {
        done(words.paused);
      },
      onError: failed,
    });
  };
  return (
    <ChangeButton icon={<PauseRegular />} busy={stop.isPending} onClick={run}>
      {words.pause}
    </ChangeButton>
  );
}
