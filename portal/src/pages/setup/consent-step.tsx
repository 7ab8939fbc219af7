import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { bodyOf, client } from '../../api/client.ts';
import { Facts } from '../../parts/facts.tsx';
import { Time } from '../../parts/time.tsx';
import { texts } from '../../texts.ts';
import { StepFrame, type StepProps } from './step-frame.tsx';

export function ConsentStep({ connector, onBack, onNext }: StepProps): ReactNode {
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
    label: connector.consent ? words.again : words.action,
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
        <Facts
          facts={[
            [words.tenant, connector.consent.tenant],
            [words.grantedBy, connector.consent.grantedBy],
            [words.grantedAt, <Time key="at" at={connector.consent.grantedAt} />],
          ]}
        />
      ) : (
        <p>{words.who}</p>
      )}
    </StepFrame>
  );
}
