import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { signInToSource, useConnectorChange } from '../../api/changes.ts';
import { ApiError } from '../../api/client.ts';
import { ChangeButton } from '../../parts/change-button.tsx';
import { Facts } from '../../parts/facts.tsx';
import { faultAt } from '../../parts/problem-bar.tsx';
import { Time } from '../../parts/time.tsx';
import { texts } from '../../texts.ts';
import { StepFrame, type StepProps } from './step-frame.tsx';

const useStyles = makeStyles({
  fields: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '24rem' },
  again: { justifySelf: 'start' },
});

export function CredentialsStep({ connector, onBack, onNext }: StepProps): ReactNode {
  const { credentials: words } = texts.setup;
  const [isOpen, setOpen] = useState(connector.credentials === null);
  const [username, setUsername] = useState(connector.credentials?.username ?? '');
  const [password, setPassword] = useState('');
  const signIn = useConnectorChange(connector.id, signInToSource);
  const action = {
    label: signIn.isPending ? words.busy : words.action,
    busy: signIn.isPending,
    run: () => {
      signIn.mutate({ username, password }, { onSuccess: onNext });
    },
  };
  return (
    <StepFrame
      why={words.why}
      error={signIn.error}
      fields={['username', 'password']}
      action={isOpen ? action : undefined}
      onBack={onBack}
      onNext={onNext}
    >
      {isOpen ? (
        <Fields
          username={username}
          password={password}
          error={signIn.error}
          onUsername={setUsername}
          onPassword={setPassword}
        />
      ) : (
        <SignedIn
          credentials={connector.credentials}
          onAgain={() => {
            setOpen(true);
          }}
        />
      )}
    </StepFrame>
  );
}

interface FieldsProps {
  username: string;
  password: string;
  error: unknown;
  onUsername: (value: string) => void;
  onPassword: (value: string) => void;
}

function Fields({ username, password, error, onUsername, onPassword }: FieldsProps): ReactNode {
  const styles = useStyles();
  const { credentials: words } = texts.setup;
  const isRefused = error instanceof ApiError && error.code === 'invalid_credentials';
  const refusal = isRefused ? words.refused : undefined;
  return (
    <div className={styles.fields}>
      <Field label={words.username} validationMessage={faultAt(error, 'username')} required>
        <Input
          value={username}
          autoComplete="off"
          onChange={(_, { value }) => {
            onUsername(value);
          }}
        />
      </Field>
      <Field
        label={words.password}
        hint={words.passwordHint}
        validationMessage={faultAt(error, 'password') ?? refusal}
        required
      >
        <Input
          type="password"
          value={password}
          autoComplete="new-password"
          onChange={(_, { value }) => {
            onPassword(value);
          }}
        />
      </Field>
    </div>
  );
}

interface SignedInProps {
  credentials: StepProps['connector']['credentials'];
  onAgain: () => void;
}

function SignedIn({ credentials, onAgain }: SignedInProps): ReactNode {
  const styles = useStyles();
  const { credentials: words } = texts.setup;
  if (!credentials) return null;
  return (
    <>
      <Facts
        facts={[
          [words.company, credentials.company],
          [words.username, credentials.username],
          [words.verifiedBy, credentials.verifiedBy],
          [words.verifiedAt, <Time key="at" at={credentials.verifiedAt} />],
        ]}
      />
      <ChangeButton className={styles.again} onClick={onAgain}>
        {words.again}
      </ChangeButton>
    </>
  );
}
