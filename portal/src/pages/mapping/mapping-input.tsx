import {
  Button,
  Field,
  makeStyles,
  mergeClasses,
  Spinner,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { ArrowUploadRegular } from '@fluentui/react-icons/svg/arrow-upload';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useMayChange } from '../../api/queries.ts';
import { ChangeButton } from '../../parts/change-button.tsx';
import { texts } from '../../texts.ts';

/** As the interface takes it at most: a larger file is not worth the wait for its refusal. */
const MAX_BYTES = 10 * 1_048_576;

export interface MappingSource {
  name: string;
  content: Blob;
}

const useStyles = makeStyles({
  zone: {
    display: 'grid',
    justifyItems: 'center',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalXXL,
    textAlign: 'center',
    border: `2px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    color: tokens.colorNeutralForeground2,
  },
  over: {
    borderTopColor: tokens.colorCompoundBrandStroke,
    borderRightColor: tokens.colorCompoundBrandStroke,
    borderBottomColor: tokens.colorCompoundBrandStroke,
    borderLeftColor: tokens.colorCompoundBrandStroke,
    backgroundColor: tokens.colorBrandBackground2,
  },
  icon: { fontSize: '32px', color: tokens.colorBrandForeground1 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  hint: { margin: 0, maxWidth: '40rem', fontSize: tokens.fontSizeBase200 },
  paste: { display: 'grid', gap: tokens.spacingVerticalS, justifyItems: 'start' },
  text: { width: '100%' },
  mono: { fontFamily: tokens.fontFamilyMonospace },
});

interface Props {
  source: MappingSource | undefined;
  busy: boolean;
  onSource: (source: MappingSource | undefined) => void;
}

export function MappingInput({ source, busy, onSource }: Props): ReactNode {
  const styles = useStyles();
  const words = texts.mapping;
  const mayChange = useMayChange();
  const fileRef = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [isPasting, setPasting] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);
  const take = (file: File | undefined): void => {
    if (!file || !mayChange) return;
    setTooLarge(file.size > MAX_BYTES);
    onSource(file.size > MAX_BYTES ? undefined : { name: file.name, content: file });
  };
  const drag = (over: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(over);
  };
  return (
    <>
      <div
        className={mergeClasses(styles.zone, isOver && styles.over)}
        onDragOver={drag(true)}
        onDragLeave={drag(false)}
        onDrop={(event) => {
          drag(false)(event);
          take(event.dataTransfer.files[0]);
        }}
      >
        <ArrowUploadRegular className={styles.icon} aria-hidden />
        <div aria-live="polite">
          {busy ? <Spinner size="tiny" label={words.trying} /> : (source?.name ?? words.drop)}
          {tooLarge && <div role="alert">{words.tooLarge}</div>}
        </div>
        <div className={styles.buttons}>
          <ChangeButton onClick={() => fileRef.current?.click()}>{words.choose}</ChangeButton>
          <ChangeButton
            onClick={() => {
              setPasting(!isPasting);
            }}
          >
            {words.paste}
          </ChangeButton>
        </div>
        <p className={styles.hint}>{words.format}</p>
        <input
          ref={fileRef}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-label={words.choose}
          hidden
          onChange={({ target }) => {
            take(target.files?.[0]);
            target.value = '';
          }}
        />
      </div>
      {isPasting && <Paste busy={busy} onSource={onSource} />}
    </>
  );
}

function Paste({ busy, onSource }: Pick<Props, 'busy' | 'onSource'>): ReactNode {
  const styles = useStyles();
  const words = texts.mapping;
  const [text, setText] = useState('');
  return (
    <div className={styles.paste}>
      <Field label={words.pasteLabel} className={styles.text}>
        <Textarea
          rows={8}
          resize="vertical"
          value={text}
          placeholder={words.example}
          textarea={{ className: styles.mono, spellCheck: false }}
          onChange={(_, { value }) => {
            setText(value);
          }}
        />
      </Field>
      <Button
        disabledFocusable={busy || text.trim() === ''}
        onClick={() => {
          onSource({ name: words.pasted, content: new Blob([text]) });
        }}
      >
        {words.check}
      </Button>
    </div>
  );
}
