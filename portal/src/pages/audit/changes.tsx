import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { texts } from '../../texts.ts';
import type { AuditRow } from './types.ts';

const useStyles = makeStyles({
  summary: { cursor: 'pointer', overflowWrap: 'anywhere' },
  list: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    display: 'grid',
    gap: tokens.spacingVerticalXS,
  },
  field: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  values: {
    margin: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
});

/** What was before and after, field by field. */
export function Changes({ row: { before = {}, after = {}, code } }: { row: AuditRow }): ReactNode {
  const styles = useStyles();
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  if (fields.length === 0) return code ?? '';
  return (
    <details>
      <summary className={styles.summary}>{fields.join(', ')}</summary>
      <dl className={styles.list}>
        {fields.map((field) => (
          <div key={field}>
            <dt className={styles.field}>{field}</dt>
            <dd className={styles.values}>
              {texts.audit.fromTo(asText(before[field]), asText(after[field]))}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return texts.audit.nothing;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
