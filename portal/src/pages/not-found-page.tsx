import type { ReactNode } from 'react';
import { Empty } from '../parts/empty';
import { Page } from '../parts/page';
import { texts } from '../texts';

export function NotFoundPage(): ReactNode {
  const action = { label: texts.errors.home, href: '/' };
  return (
    <Page title={texts.errors.notFound}>
      <Empty title={texts.errors.notFoundText} action={action} />
    </Page>
  );
}
