import { Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { setRules, useConnectorChange } from '../../api/changes.ts';
import { texts } from '../../texts.ts';
import { MappingUpload } from '../mapping/mapping-upload.tsx';
import { StepFrame, type StepProps } from './step-frame.tsx';

const useStyles = makeStyles({
  rules: { display: 'grid', gap: tokens.spacingVerticalM, border: 0, margin: 0, padding: 0 },
  hint: {
    margin: 0,
    paddingInlineStart: '2rem',
    maxWidth: '42rem',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  file: { display: 'grid', gap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  title: { margin: 0, fontSize: tokens.fontSizeBase300 },
});

export function MappingStep({ connector, onBack, onNext }: StepProps): ReactNode {
  const styles = useStyles();
  const words = texts.setup.mapping;
  const { mapping } = connector;
  const isFresh = !mapping.automatic && !mapping.custom;
  const [automatic, setAutomatic] = useState(isFresh || mapping.automatic);
  const [custom, setCustom] = useState(mapping.custom);
  const save = useConnectorChange(connector.id, setRules);
  const isSaved = automatic === mapping.automatic && custom === mapping.custom;
  const missing = missingIn(automatic, custom, mapping.version);
  const action = {
    label: words.action,
    busy: save.isPending || missing !== undefined,
    run: () => {
      save.mutate({ automatic, custom }, { onSuccess: onNext });
    },
  };
  return (
    <StepFrame
      why={words.why}
      error={save.error}
      action={isSaved && !missing ? undefined : action}
      onBack={onBack}
      onNext={onNext}
    >
      <fieldset className={styles.rules} aria-label={texts.setup.steps.mapping}>
        <Rule
          label={words.automatic}
          hint={words.automaticHint}
          on={automatic}
          set={setAutomatic}
        />
        <Rule label={words.custom} hint={words.customHint} on={custom} set={setCustom} />
      </fieldset>
      {custom && (
        <div className={styles.file}>
          <h3 className={styles.title}>{words.file(mapping.version)}</h3>
          <MappingUpload connector={connector} />
        </div>
      )}
      {missing && <span role="status">{missing}</span>}
    </StepFrame>
  );
}

/** What keeps one from going on. */
function missingIn(
  automatic: boolean,
  custom: boolean,
  version: number | null,
): string | undefined {
  const words = texts.setup.mapping;
  if (!automatic && !custom) return words.atLeastOne;
  return custom && version === null ? words.fileFirst : undefined;
}

interface RuleProps {
  label: string;
  hint: string;
  on: boolean;
  set: (on: boolean) => void;
}

function Rule({ label, hint, on, set }: RuleProps): ReactNode {
  const styles = useStyles();
  return (
    <div>
      <Checkbox
        label={label}
        checked={on}
        onChange={(_, { checked }) => {
          set(checked === true);
        }}
      />
      <p className={styles.hint}>{hint}</p>
    </div>
  );
}
