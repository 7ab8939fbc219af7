import { Select } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { texts } from '../../texts.ts';
import { SPANS, type Span } from './range.ts';

export function SpanPicker({
  span,
  onSpan,
}: {
  span: Span;
  onSpan: (span: Span) => void;
}): ReactNode {
  return (
    <Select
      aria-label={texts.days.span}
      value={span}
      onChange={(_, { value }) => {
        const chosen = SPANS.find((candidate) => String(candidate) === value);
        if (chosen) onSpan(chosen);
      }}
    >
      {SPANS.map((value) => (
        <option key={value} value={value}>
          {texts.days.spans[value]}
        </option>
      ))}
    </Select>
  );
}
