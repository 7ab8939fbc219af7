/** Lets in who is signed in and holds a role. */
import { Button, makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { ApiError } from '../api/client.ts';
import { isSignedOut } from '../api/query-client.ts';
import { useMe } from '../api/queries.ts';
import { texts } from '../texts.ts';
import icon from '../icon.svg';
import { Loading } from '../parts/loading.tsx';
import { Shell } from './shell.tsx';
import { SIGN_OUT, signInAddress } from './sign-in.ts';

const useStyles = makeStyles({
  page: {
    minHeight: '100vh',
    display: 'grid',
    placeItems: 'center',
    padding: tokens.spacingHorizontalXXL,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground3,
  },
  card: {
    maxWidth: '26rem',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalXXXL,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow16,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  title: { ...typographyStyles.title2, margin: 0 },
  button: { alignSelf: 'flex-start' },
});

export function Gate(): ReactNode {
  const { data, error, refetch, isPending } = useMe();
  if (isSignedOut(error)) {
    const action = { label: texts.gate.signIn, href: signInAddress() };
    return <Card title={texts.gate.signedOut} text={texts.gate.signedOutText} action={action} />;
  }
  if (isPending) return <Loading />;
  if (!data) {
    const text = error instanceof ApiError && error.message ? error.message : texts.errors.reach;
    const action = { label: texts.common.retry, onClick: () => void refetch() };
    return <Card title={texts.gate.unreachable} text={text} action={action} />;
  }
  if (data.roles.length === 0) {
    const action = { label: texts.gate.other, href: SIGN_OUT };
    return (
      <Card title={texts.gate.noRole} text={texts.gate.noRoleText(data.name)} action={action} />
    );
  }
  return <Shell />;
}

interface CardProps {
  title: string;
  text: string;
  action: { label: string; href?: string; onClick?: () => void };
}

function Card({ title, text, action }: CardProps): ReactNode {
  const styles = useStyles();
  const common = { appearance: 'primary', size: 'large', className: styles.button } as const;
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <img src={icon} width={48} height={48} alt="" />
        <h1 className={styles.title}>{title}</h1>
        <Text>{text}</Text>
        {action.href === undefined ? (
          <Button {...common} onClick={action.onClick}>
            {action.label}
          </Button>
        ) : (
          <Button {...common} as="a" href={action.href}>
            {action.label}
          </Button>
        )}
      </div>
    </main>
  );
}
