import {
  Avatar,
  Button,
  makeStyles,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItemLink,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import { NavigationRegular } from '@fluentui/react-icons/svg/navigation';
import { SignOutRegular } from '@fluentui/react-icons/svg/sign-out';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useMayChange, useMe } from '../api/queries.ts';
import icon from '../icon.svg';
import { SCHEMES, usePreferences } from '../preferences.tsx';
import { texts } from '../texts.ts';
import { SIGN_OUT } from './sign-in.ts';

const useStyles = makeStyles({
  bar: {
    gridColumn: '1 / -1',
    position: 'sticky',
    top: 0,
    zIndex: 2,
    height: '3.5rem',
    boxSizing: 'border-box',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    paddingInline: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  product: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  person: {
    position: 'relative',
    marginInlineStart: 'auto',
    minWidth: 0,
    fontWeight: tokens.fontWeightRegular,
    paddingInline: tokens.spacingHorizontalS,
  },
  words: {
    display: 'grid',
    justifyItems: 'start',
    textAlign: 'start',
    // Out of sight, but still the name of the button.
    '@media (max-width: 560px)': {
      position: 'absolute',
      width: '1px',
      height: '1px',
      overflow: 'hidden',
      clipPath: 'inset(50%)',
    },
  },
  role: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
});

/** @param openNavigation given where the navigation is a drawer */
export function TopBar({
  openNavigation,
}: {
  openNavigation?: (() => void) | undefined;
}): ReactNode {
  const styles = useStyles();
  const restoreFocus = useRestoreFocusTarget();
  return (
    <header className={styles.bar}>
      {openNavigation && (
        <Button
          {...restoreFocus}
          appearance="subtle"
          icon={<NavigationRegular />}
          aria-label={texts.nav.open}
          onClick={openNavigation}
        />
      )}
      <Link href="/" className={styles.product}>
        <img src={icon} width={28} height={28} alt="" />
        {texts.product}
      </Link>
      <PersonMenu />
    </header>
  );
}

function PersonMenu(): ReactNode {
  const styles = useStyles();
  const name = useMe().data?.name ?? '';
  const role = useMayChange() ? texts.roles.admin : texts.roles.reader;
  const { scheme, change } = usePreferences();
  return (
    <Menu
      checkedValues={{ scheme: [scheme] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const chosen = SCHEMES.find((candidate) => candidate === checkedItems[0]);
        if (chosen) change({ scheme: chosen });
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" className={styles.person}>
          <Avatar name={name} size={28} color="brand" aria-hidden />
          &nbsp;
          <span className={styles.words}>
            <span>{name}</span>
            <span className={styles.role}>{role}</span>
          </span>
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{texts.settings.theme}</MenuGroupHeader>
            {SCHEMES.map((value) => (
              <MenuItemRadio key={value} name="scheme" value={value}>
                {texts.settings.schemes[value]}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuItemLink href={SIGN_OUT} icon={<SignOutRegular />}>
            {texts.shell.signOut}
          </MenuItemLink>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
