import { makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { bodyOf, client } from '../../api/client.ts';
import { ChangeButton } from '../../parts/change-button.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Time } from '../../parts/time.tsx';
import { texts } from '../../texts.ts';
import { StepFrame, type StepProps } from './step-frame.tsx';

const useStyles = makeStyles({ again: { justifySelf: 'start' } });

export function ConsentStep({ connector, onBack, onNext }: StepProps): ReactNode {
  const styles = useStyles();
  const { consent: words } = texts.setup;
  const [query] = useSearchParams();
  const said = query.get('consent');
  const begin = useMutation({
    mutationFn: () =>
      bodyOf(client.POST('/connectors/{id}/consent', { params: { path: { id: connector.id } } })),
    // In this window: a pop-up would be blocked, and the way back leads here.
    onSuccess: ({ url }) => {
      location.assign(url);
    },
  });
  const action = {
    label: words.action,
    busy: begin.isPending || begin.isSuccess,
    run: () => {
      begin.mutate();
    },
  };
  return (
    <StepFrame
      why={words.why}
      error={begin.error}
      action={connector.consent ? undefined : action}
      onBack={onBack}
      onNext={onNext}
    >
      {said !== null && said !== 'granted' && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{words.problems[said] ?? words.problem}</MessageBarBody>
        </MessageBar>
      )}
      {said === 'granted' && connector.consent && (
        <MessageBar intent="success">
          <MessageBarBody>{words.granted}</MessageBarBody>
        </MessageBar>
      )}
      {connector.consent ? (
        <>
          <Facts
            facts={[
              [words.tenant, connector.consent.tenant],
              [words.grantedBy, connector.consent.grantedBy],
              [words.grantedAt, <Time key="at" at={connector.consent.grantedAt} />],
            ]}
          />
          <ChangeButton className={styles.again} busy={action.busy} onClick={action.run}>
            {words.again}
          </ChangeButton>
        </>
      ) : (
        <p>{words.who}</p>
      )}
    </StepFrame>
  );
}
