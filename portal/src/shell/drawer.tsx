import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  OverlayDrawer,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import type { ReactNode } from 'react';
import { texts } from '../texts';
import { Navigation } from './navigation';

interface Props {
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
}

export function NavigationDrawer({ isOpen, onOpen }: Props): ReactNode {
  const close = (): void => {
    onOpen(false);
  };
  const dismiss = (
    <Button
      appearance="subtle"
      aria-label={texts.nav.close}
      icon={<DismissRegular />}
      onClick={close}
    />
  );
  return (
    <OverlayDrawer
      open={isOpen}
      onOpenChange={(_, { open }) => {
        onOpen(open);
      }}
    >
      <DrawerHeader>
        <DrawerHeaderTitle action={dismiss}>{texts.product}</DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <Navigation onNavigate={close} />
      </DrawerBody>
    </OverlayDrawer>
  );
}
