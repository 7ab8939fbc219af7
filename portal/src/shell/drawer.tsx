import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  OverlayDrawer,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import type { ReactNode } from 'react';
import { texts } from '../texts.ts';
import { Navigation } from './navigation.tsx';

export function NavigationDrawer({ onClose }: { onClose: () => void }): ReactNode {
  const dismiss = (
    <Button
      appearance="subtle"
      aria-label={texts.nav.close}
      icon={<DismissRegular />}
      onClick={onClose}
    />
  );
  return (
    <OverlayDrawer
      open
      onOpenChange={(_, { open }) => {
        if (!open) onClose();
      }}
    >
      <DrawerHeader>
        <DrawerHeaderTitle action={dismiss}>{texts.product}</DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <Navigation onNavigate={onClose} />
      </DrawerBody>
    </OverlayDrawer>
  );
}
