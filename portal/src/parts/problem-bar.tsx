import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { ApiError } from '../api/client.ts';
import { texts } from '../texts.ts';
import { reasonOf } from './toasts.tsx';

const useStyles = makeStyles({
  list: { margin: 0, marginBlockStart: tokens.spacingVerticalXS, paddingInlineStart: '1.2em' },
});

interface Props {
  error: unknown;
  /** Fields whose faults are shown beside them. */
  fields?: readonly string[];
}

/** Why something was refused, with every fault that stands beside no field; nothing where all stand beside theirs. */
export function ProblemBar({ error, fields = [] }: Props): ReactNode {
  const styles = useStyles();
  if (!error) return null;
  const faults = error instanceof ApiError ? error.faults : [];
  const others = faults.filter(({ path }) => !fields.includes(path));
  if (faults.length > 0 && others.length === 0) return null;
  return (
    <MessageBar intent="error" layout="multiline" politeness="assertive">
      <MessageBarBody>
        <MessageBarTitle>{texts.errors.title}</MessageBarTitle>
        {reasonOf(error)}
        {others.length > 0 && (
          <ul className={styles.list}>
            {others.map(({ path, message }) => (
              <li key={`${path} ${message}`}>{message}</li>
            ))}
          </ul>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}

/** What is wrong with a field, for `Field`'s `validationMessage`. */
export function faultAt(error: unknown, path: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return error.faults.find((fault) => fault.path === path)?.message;
}
