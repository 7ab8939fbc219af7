import { Button, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { LinkButton } from './link-button.tsx';

const useStyles = makeStyles({
  box: {
    display: 'grid',
    justifyItems: 'center',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXL}`,
    textAlign: 'center',
  },
  icon: { fontSize: '40px', lineHeight: 1, color: tokens.colorNeutralForeground3 },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  text: {
    ...typographyStyles.body1,
    maxWidth: '34rem',
    margin: 0,
    marginBlockEnd: tokens.spacingVerticalM,
    color: tokens.colorNeutralForeground2,
  },
});

interface Props {
  title: string;
  text?: ReactNode;
  icon?: ReactNode;
  action?: { label: string; href?: string; onClick?: () => void };
}

/** Says that there is nothing, why, and what to do next. */
export function Empty({ title, text, icon, action }: Props): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.box}>
      {icon && (
        <span className={styles.icon} aria-hidden>
          {icon}
        </span>
      )}
      <h2 className={styles.title}>{title}</h2>
      {text && <p className={styles.text}>{text}</p>}
      {action && <Action {...action} />}
    </div>
  );
}

function Action({ label, href, onClick }: NonNullable<Props['action']>): ReactNode {
  if (href === undefined) return <Button onClick={onClick}>{label}</Button>;
  return (
    <LinkButton href={href} appearance="primary">
      {label}
    </LinkButton>
  );
}
