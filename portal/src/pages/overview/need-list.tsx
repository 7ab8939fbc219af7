import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { ErrorCircleFilled } from '@fluentui/react-icons/svg/error-circle';
import { InfoFilled } from '@fluentui/react-icons/svg/info';
import { WarningFilled } from '@fluentui/react-icons/svg/warning';
import { useState, type ReactNode } from 'react';
import { LinkButton } from '../../parts/link-button.tsx';
import { Section } from '../../parts/section.tsx';
import { texts } from '../../texts.ts';
import type { Need } from './needs.ts';

/** More would push the days out of sight. */
const AT_FIRST = 4;

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid' },
  need: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalM,
    ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
    '@media (max-width: 560px)': { gridTemplateColumns: 'auto minmax(0, 1fr)' },
  },
  icon: { fontSize: '22px', display: 'flex' },
  error: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  info: { color: tokens.colorBrandForeground1 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  title: { fontWeight: tokens.fontWeightSemibold },
  text: { color: tokens.colorNeutralForeground2 },
  action: { '@media (max-width: 560px)': { gridColumn: 2, justifySelf: 'start' } },
  fine: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

const ICONS = { error: ErrorCircleFilled, warning: WarningFilled, info: InfoFilled } as const;

export function NeedList({ needs }: { needs: readonly Need[] }): ReactNode {
  const styles = useStyles();
  const [isWhole, setWhole] = useState(false);
  return (
    <Section title={texts.needs.title}>
      {needs.length === 0 ? (
        <div className={styles.fine}>
          <CheckmarkCircleFilled className={styles.good} fontSize={22} aria-hidden />
          {texts.needs.nothing}
        </div>
      ) : (
        <ul className={styles.list}>
          {needs.slice(0, isWhole ? needs.length : AT_FIRST).map((need) => (
            <Entry key={need.key} need={need} />
          ))}
        </ul>
      )}
      {needs.length > AT_FIRST && !isWhole && (
        <Button
          appearance="subtle"
          onClick={() => {
            setWhole(true);
          }}
        >
          {texts.needs.all(needs.length)}
        </Button>
      )}
    </Section>
  );
}

function Entry({ need }: { need: Need }): ReactNode {
  const styles = useStyles();
  const { severity, title, text, action } = need;
  const Icon = ICONS[severity];
  return (
    <li className={styles.need}>
      <span className={styles.icon}>
        <Icon className={styles[severity]} aria-label={texts.needs.severities[severity]} />
      </span>
      <div>
        <div className={styles.title}>{title}</div>
        {text && <div className={styles.text}>{text}</div>}
      </div>
      <div className={styles.action}>
        <LinkButton href={action.href} aria-label={`${action.label}: ${title}`}>
          {action.label}
        </LinkButton>
      </div>
    </li>
  );
}
