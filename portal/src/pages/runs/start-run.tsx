import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Field,
  Input,
  makeStyles,
  tokens,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import { PlayRegular } from '@fluentui/react-icons/svg/play';
import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useStartRun } from '../../api/run-queries.ts';
import { ChangeButton } from '../../parts/change-button.tsx';
import { ProblemBar } from '../../parts/problem-bar.tsx';
import { texts } from '../../texts.ts';

const DAY_MS = 86_400_000;

const useStyles = makeStyles({
  fields: { display: 'grid', gap: tokens.spacingVerticalL },
});

interface Props {
  connectorId: string;
}

export function StartRun({ connectorId }: Props): ReactNode {
  const restoreFocus = useRestoreFocusTarget();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <ChangeButton
        {...restoreFocus}
        appearance="primary"
        icon={<PlayRegular />}
        onClick={() => {
          setOpen(true);
        }}
      >
        {texts.runs.start}
      </ChangeButton>
      {isOpen && (
        <Dialog
          open
          onOpenChange={(_, { open }) => {
            setOpen(open);
          }}
        >
          <Days connectorId={connectorId} />
        </Dialog>
      )}
    </>
  );
}

/** Whole days of UTC, the last one included. */
function Days({ connectorId }: Props): ReactNode {
  const styles = useStyles();
  const [, navigate] = useLocation();
  const [yesterday] = useState(() => new Date(Date.now() - DAY_MS).toISOString().slice(0, 10));
  const [first, setFirst] = useState(yesterday);
  const [last, setLast] = useState(yesterday);
  const { mutate, isPending, error } = useStartRun(connectorId);
  const start = (): void => {
    const window = { from: `${first}T00:00:00Z`, to: dayAfter(last) };
    mutate(window, {
      onSuccess: ({ id }) => {
        navigate(`/runs/${id}`);
      },
    });
  };
  return (
    <DialogSurface>
      <DialogBody>
        <DialogTitle>{texts.runs.start}</DialogTitle>
        <DialogContent className={styles.fields}>
          {texts.runs.startText}
          <Day label={texts.runs.first} value={first} latest={yesterday} onChange={setFirst} />
          <Day label={texts.runs.last} value={last} latest={yesterday} onChange={setLast} />
          <ProblemBar error={error} />
        </DialogContent>
        <DialogActions>
          <DialogTrigger disableButtonEnhancement>
            <Button>{texts.common.cancel}</Button>
          </DialogTrigger>
          <Button appearance="primary" disabled={isPending || !first || !last} onClick={start}>
            {texts.runs.startNow}
          </Button>
        </DialogActions>
      </DialogBody>
    </DialogSurface>
  );
}

interface DayProps {
  label: string;
  value: string;
  latest: string;
  onChange: (value: string) => void;
}

function Day({ label, value, latest, onChange }: DayProps): ReactNode {
  return (
    <Field label={label} required>
      <Input
        type="date"
        value={value}
        max={latest}
        onChange={(_, data) => {
          onChange(data.value);
        }}
      />
    </Field>
  );
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString();
}
