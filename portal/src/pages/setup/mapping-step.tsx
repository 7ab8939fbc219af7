import { Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { setRules, useConnectorChange } from '../../api/changes';
import { texts } from '../../texts';
import { MappingUpload } from '../mapping/mapping-upload';
import { StepFrame, type StepProps } from './step-frame';

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
  upload: { minWidth: 0 },
});

export function MappingStep({ connector, onBack, onNext }: StepProps): ReactNode {
  const styles = useStyles();
  const words = texts.setup.mapping;
  const isFresh = !connector.mapping.automatic && !connector.mapping.custom;
  const [automatic, setAutomatic] = useState(isFresh || connector.mapping.automatic);
  const [custom, setCustom] = useState(connector.mapping.custom);
  const save = useConnectorChange(connector.id, setRules);
  const needsFile = custom && connector.mapping.version === null;
  const saved = automatic === connector.mapping.automatic && custom === connector.mapping.custom;
  const action = {
    label: words.action,
    busy: save.isPending || !(automatic || custom) || (needsFile && saved),
    run: () => {
      // With custom rules the file comes next, on this same step.
      save.mutate({ automatic, custom }, { onSuccess: needsFile ? undefined : onNext });
    },
  };
  return (
    <>
      <StepFrame
        why={words.why}
        error={save.error}
        action={saved && !needsFile ? undefined : action}
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
        {!(automatic || custom) && <p role="alert">{words.atLeastOne}</p>}
      </StepFrame>
      {custom && connector.mapping.custom && (
        <div className={styles.upload}>
          <h3>{words.file(connector.mapping.version)}</h3>
          <MappingUpload connector={connector} />
        </div>
      )}
    </>
  );
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
