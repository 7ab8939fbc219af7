import type { ReactNode } from 'react';
import { Empty } from '../parts/empty.tsx';
import { Page } from '../parts/page.tsx';
import { texts } from '../texts.ts';

export function NotFoundPage(): ReactNode {
  const action = { label: texts.errors.home, href: '/' };
  return (
    <Page title={texts.errors.notFound}>
      <Empty title={texts.errors.notFoundText} action={action} />
    </Page>
  );
}
