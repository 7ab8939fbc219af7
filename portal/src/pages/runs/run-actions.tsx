import {
  Button,
  Menu,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync';
import { StopRegular } from '@fluentui/react-icons/svg/stop';
import type { ReactElement, ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { isActive, useRunAction, type RunAction } from '../../api/run-queries.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { texts } from '../../texts.ts';

type Run = Schemas['Run'];

const ICONS: Record<RunAction, ReactElement> = {
  cancel: <StopRegular />,
  retry: <ArrowClockwiseRegular />,
  reprocess: <ArrowSyncRegular />,
};

/** What can be done with the run as it stands. */
function actionsFor(run: Run): RunAction[] {
  if (isActive(run)) return run.cancelRequested ? [] : ['cancel'];
  const { unmapped, tooLarge, malformed, failed } = run.counters;
  return [
    ...(failed > 0 ? (['retry'] as const) : []),
    ...(unmapped + tooLarge + malformed + failed > 0 ? (['reprocess'] as const) : []),
  ];
}

export function RunActions({ run }: { run: Run }): ReactNode {
  return (
    <>
      {actionsFor(run).map((action) => (
        <RunButton key={action} id={run.id} action={action} />
      ))}
      <ReportMenu id={run.id} />
    </>
  );
}

export function RunButton({ id, action }: { id: string; action: RunAction }): ReactNode {
  const { mutateAsync } = useRunAction(id);
  const { label, title, text, done } = texts.run.actions[action];
  const onConfirm = (): Promise<unknown> => mutateAsync(action);
  return <ConfirmButton {...{ label, title, text, done, onConfirm }} icon={ICONS[action]} />;
}

function ReportMenu({ id }: { id: string }): ReactNode {
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<ArrowDownloadRegular />}>{texts.run.report}</Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {(['csv', 'json'] as const).map((format) => (
            <MenuItemLink key={format} href={`/api/runs/${id}/report?format=${format}`} download>
              {texts.run.formats[format]}
            </MenuItemLink>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
