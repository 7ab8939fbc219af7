import { Button, makeStyles, tokens, Tooltip } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { useState, type ReactNode } from 'react';
import { texts } from '../texts.ts';
import { useToasts } from './toasts.tsx';

const useStyles = makeStyles({
  pair: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXXS,
    minWidth: 0,
  },
  text: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    minWidth: 0,
  },
});

/** An identifier with a button that copies it. */
export function Copyable({ text, name }: { text: string; name: string }): ReactNode {
  const styles = useStyles();
  const toasts = useToasts();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch (error) {
      toasts.failed(error);
    }
  };
  const label = isCopied ? texts.copy.copied : texts.copy.copy(name);
  return (
    <span className={styles.pair}>
      <span className={styles.text}>{text}</span>
      <Tooltip content={label} relationship="label">
        <Button
          size="small"
          appearance="transparent"
          icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
          onClick={() => void copy()}
          onBlur={() => {
            setCopied(false);
          }}
        />
      </Tooltip>
    </span>
  );
}
